import { createDecipheriv, createHash } from 'node:crypto';
import { ArchiveFault, faultOfReturnValue } from './errors.ts';
import { readChatData } from './chat-data.ts';
import type { ArchiveSource, MediaChunk } from './source.ts';

export interface HttpSourceSettings {
  httpBase: string;
  corpId: string;
  secret: string;
  timeoutSeconds: number;
}

const IV_BYTES = 16;

/** The archive over HTTP, as the sandbox serves it: for machines without WeCom's native library, and never WeCom itself. */
export function createHttpSource({ httpBase, corpId, secret, timeoutSeconds }: HttpSourceSettings): ArchiveSource {
  async function ask(call: string, fields: object): Promise<Response> {
    const answer = await fetch(`${httpBase}/archive/${call}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ corpid: corpId, secret, ...fields }),
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    }).catch((error: unknown) => {
      throw new ArchiveFault('archive.unreachable', {}, { cause: error });
    });
    const ret = answer.headers.get('x-archive-ret');
    if (ret === '0') return answer;
    await answer.body?.cancel();
    if (ret === null) throw new ArchiveFault('archive.answer_unreadable', { why: `HTTP ${answer.status}` });
    throw faultOfReturnValue(Number(ret));
  }
  const reading = <T>(body: Promise<T>) =>
    body.catch((error: unknown) => {
      throw new ArchiveFault('archive.unreachable', {}, { cause: error });
    });

  return {
    async pull(after, limit) {
      const answer = await ask('get_chat_data', { seq: String(after), limit });
      return readChatData(await reading(answer.text()));
    },
    async open(items) {
      return items.map(({ randomKey, encryptedMessage }) => {
        try {
          return openMessage(randomKey, encryptedMessage);
        } catch (error) {
          return new ArchiveFault('archive.message_damaged', {}, { cause: error });
        }
      });
    },
    async media(fileId, index): Promise<MediaChunk> {
      const answer = await ask('get_media_data', { sdkfileid: fileId, indexbuf: index });
      // As with messages: a return value of 0 with an errcode is a failure, and no part of the file.
      if (answer.headers.get('x-archive-index') === null) throw refusalIn(await reading(answer.text()));
      return {
        bytes: Buffer.from(await reading(answer.arrayBuffer())),
        nextIndex: answer.headers.get('x-archive-index') ?? '',
        isLast: answer.headers.get('x-archive-finish') === '1',
      };
    },
    close: async () => undefined,
  };
}

function refusalIn(json: string): ArchiveFault {
  const errcode = /"errcode"\s*:\s*(-?\d+)/.exec(json)?.[1];
  return errcode
    ? new ArchiveFault('archive.refused', { errcode: Number(errcode) })
    : new ArchiveFault('archive.answer_unreadable', { why: 'no chunk' });
}

/** AES-256-CBC with PKCS#7; the key is the SHA-256 of the random key, the first block the IV. WeCom's own cipher is not published. */
function openMessage(randomKey: string, encryptedMessage: string): string {
  const bytes = Buffer.from(encryptedMessage, 'base64');
  const key = createHash('sha256').update(randomKey).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, IV_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]).toString('utf8');
}
