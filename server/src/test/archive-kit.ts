import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readMessages } from '../domains/chat-archive/stream.ts';
import { execute, select, type SqlValue } from '../platform/database/sql.ts';
import { deliverCallback, startTestServer, type TestServer } from './start-test-server.ts';

const SECRET = 'secret-of-the-archive-0123456789';
const TOKEN = 'archivetoken';
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

const pems: string[] = [];
/** PEM of the private key of a version; a pair takes long to make, so it is made once a file of tests. */
export function privateKey(version: number): string {
  while (pems.length < version)
    pems.push(
      generateKeyPairSync('rsa', { modulusLength: 2_048 })
        .privateKey.export({ type: 'pkcs1', format: 'pem' })
        .toString(),
    );
  return pems[version - 1]!;
}

/** What both sides of the archive know. */
export const archiveOfTheCorp = (keyVersions = 1) => ({
  sandbox: {
    archivePrivateKeys: Object.fromEntries(
      Array.from({ length: keyVersions }, (_, index) => [index + 1, privateKey(index + 1)]),
    ) as Record<string, string>,
    credentials: { archiveSecret: SECRET, archiveCallbackToken: TOKEN, archiveCallbackAesKey: AES_KEY },
  },
  env: (keys: string): Record<string, string> => ({
    WECOM_ARCHIVE_SECRET: SECRET,
    WECOM_ARCHIVE_PRIVATE_KEYS: keys,
    WECOM_ARCHIVE_SOURCE: 'http',
    WECOM_ARCHIVE_CALLBACK_TOKEN: TOKEN,
    WECOM_ARCHIVE_CALLBACK_AES_KEY: AES_KEY,
  }),
});

interface ArchiveTestOptions {
  /** Keys that WeCom has been given; we have the first. */
  keyVersions?: number;
  env?: Record<string, string>;
  /** Whether she has agreed to archiving the chat with Lina. */
  hasAgreed?: boolean;
}

/** A server with an archive over the sandbox. Lina is archived; she and a customer are friends. */
export async function startArchiveTest({ keyVersions = 1, env = {}, hasAgreed = true }: ArchiveTestOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'zhike-test-keys-'));
  writeFileSync(join(folder, '1.pem'), privateKey(1));
  const archive = archiveOfTheCorp(keyVersions);
  const server: TestServer = await startTestServer({
    sandbox: archive.sandbox,
    env: { ...archive.env(folder), ...env },
  });
  const sandbox = server.sandbox!;
  const control = sandbox.control.bind(sandbox) as typeof sandbox.control;
  await control('POST /control/members', { body: { userId: 'lina', name: '李娜', archived: true } });
  const { externalUserId } = await control('POST /control/customers', { body: { name: '林晓雨' } });
  await control('POST /control/friends/add', { body: { externalUserId, userId: 'lina' } });
  if (hasAgreed)
    await control('POST /control/friends/consent', { body: { externalUserId, userId: 'lina', agree: true } });

  let notices = 0;
  return {
    server,
    control,
    externalUserId,
    folder,
    giveKey: (version: number) => writeFileSync(join(folder, `${version}.pem`), privateKey(version)),

    say: (from: 'member' | 'customer', text: string) =>
      control('POST /control/chats/:userId/:externalUserId/messages', {
        params: { userId: 'lina', externalUserId },
        body: { from, text },
      }),

    /** The archive's notice, and all that follows from it. */
    async pulled() {
      // A moment of its own: of two notices that are the same WeCom sent one twice.
      notices += 1;
      const seconds = Math.floor(Date.now() / 1000) + notices;
      const xml = `<xml><ToUserName>ww</ToUserName><FromUserName>sys</FromUserName><CreateTime>${seconds}</CreateTime><MsgType>event</MsgType><AgentID>2000004</AgentID><Event>msgaudit_notify</Event></xml>`;
      expect((await deliverCallback(server.config, server.origin, xml)).status).toBe(200);
      await server.settle();
    },

    /** Both clocks go ahead, ms. */
    async later(ms: number) {
      server.clock.offsetMs += ms;
      await control('POST /control/clock', { body: { set: server.clock.now() } });
      await server.scheduler!.tick();
      await server.settle();
    },

    books: () => readMessages(server.db.read, 0, 1_000, server.deps),
    texts: async () =>
      (await readMessages(server.db.read, 0, 1_000, server.deps))
        .filter(({ type }) => type === 'text')
        .map(({ text }) => text),
    rows: (sql: string, values: SqlValue[] = []) =>
      select<Record<string, string | number | null>>(server.db.read, sql, values),
    write: (sql: string) => server.db.transaction((tx) => execute(tx, sql)),

    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type ArchiveTest = Awaited<ReturnType<typeof startArchiveTest>>;
