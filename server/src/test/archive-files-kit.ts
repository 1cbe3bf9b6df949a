import { createHash, generateKeyPairSync } from 'node:crypto';
import { type ArchivedFile, describeBytes, fileIdOf, type SizeField } from '@zhike/sandbox/archive/file-id';
import { makeMedia } from '@zhike/sandbox/archive/made-media';
import { select } from '../platform/database/sql.ts';
import type { TestServer } from './start-test-server.ts';

const SECRET = 'secret-of-the-archive-0123456789';
/** A pair takes long to make: one serves all tests of a file. */
const pem = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

/** What a server and its sandbox need for an archive over HTTP. */
export const archiveSandbox = {
  archivePrivateKeys: { 1: pem },
  credentials: { archiveSecret: SECRET },
};
export const archiveEnvironment = {
  WECOM_ARCHIVE_SECRET: SECRET,
  WECOM_ARCHIVE_PRIVATE_KEYS: JSON.stringify({ 1: pem }),
  WECOM_ARCHIVE_SOURCE: 'http',
};
export const archivePem = pem;

type Sandbox = Pick<NonNullable<TestServer['sandbox']>, 'control'>;

/** Lina is archived, and a customer is her friend and has agreed. Returns the customer's external_userid. */
export async function givenArchivedFriend(sandbox: Sandbox, userId = 'lina'): Promise<string> {
  await sandbox.control('POST /control/members', { body: { userId, name: '李娜', archived: true } });
  const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name: '林晓雨' } });
  await sandbox.control('POST /control/friends/add', { body: { externalUserId, userId } });
  await sandbox.control('POST /control/friends/consent', { body: { externalUserId, userId, agree: true } });
  return externalUserId;
}

let files = 0;

/** A file that the archive has; a new one each time. */
export function archivedFile(kind: ArchivedFile['kind'], size: number, at = Date.now()) {
  files += 1;
  const file: ArchivedFile = { kind, seed: `file ${files}`, size, at };
  const fileId = fileIdOf(file);
  return { file, fileId, bytes: makeMedia(file), mediaId: createHash('sha256').update(fileId).digest('base64url') };
}

/** The customer sends a file; what the message says of it may be `salt`ed with an md5 that does not fit. */
export async function sendFile(
  sandbox: Sandbox,
  { file, bytes, fileId }: Pick<ReturnType<typeof archivedFile>, 'file' | 'bytes' | 'fileId'>,
  { from, to = 'lina', name = 'note.txt', salt = '' }: { from: string; to?: string; name?: string; salt?: string },
): Promise<void> {
  const type = file.kind === 'upload' ? 'file' : file.kind;
  const sizeField = ({ voice: 'voice_size', emotion: 'imagesize' } as Record<string, SizeField>)[type] ?? 'filesize';
  const body = {
    ...describeBytes(file, bytes, sizeField, salt),
    sdkfileid: fileId,
    ...(type === 'file' ? { filename: name, fileext: name.split('.').at(-1) } : {}),
    ...(type === 'emotion' ? { type: 1 } : {}),
  };
  await sandbox.control('POST /control/archive/messages', {
    body: { message: { from, tolist: [to], msgtype: type, [type]: body } },
  });
}

let notices = 0;

/** The archive's notice, and all that follows from it; files come in their own time. */
export async function pulled(server: Pick<TestServer, 'deliverCallback' | 'settle'>): Promise<void> {
  // A moment of its own: of two notices that are the same WeCom sent one twice.
  notices += 1;
  const seconds = Math.floor(Date.now() / 1000) + notices;
  await server.deliverCallback(
    `<xml><ToUserName>ww</ToUserName><FromUserName>sys</FromUserName><CreateTime>${seconds}</CreateTime><MsgType>event</MsgType><AgentID>2000004</AgentID><Event>msgaudit_notify</Event></xml>`,
  );
  await server.settle(0);
}

export interface FileState {
  id: string;
  status: string;
  note: string | null;
  attempts: number;
  is_verified: number;
  try_key: string | null;
  store_key: string | null;
  mime: string | null;
}

export async function fileState({ db }: Pick<TestServer, 'db'>, mediaId: string): Promise<FileState | undefined> {
  const [row] = await select<FileState>(
    db.read,
    'SELECT id, status, note, attempts, is_verified, try_key, store_key, mime FROM chat_media WHERE digest = ?',
    [mediaId],
  );
  return row;
}
