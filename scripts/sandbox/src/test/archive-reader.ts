import { constants, createDecipheriv, createHash, privateDecrypt } from 'node:crypto';
import type { RunningSandbox } from '../start-sandbox.ts';

export interface PulledItem {
  seq: bigint;
  msgid: string;
  publickey_ver: number;
  encrypt_random_key: string;
  encrypt_chat_msg: string;
}

/** A program that pulls the archive, written from the README and node's own crypto alone. */
export function archiveReader({
  origin,
  credentials,
  control,
}: Pick<RunningSandbox, 'origin' | 'credentials' | 'control'>) {
  const identity = { corpid: credentials.corpId, secret: credentials.archiveSecret };
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${origin}/archive/${path}`, { method: 'POST', body: JSON.stringify(body) });

  async function call(seq: bigint | number | string, limit: number, as = identity) {
    const answer = await post('get_chat_data', { ...as, seq: typeof seq === 'bigint' ? String(seq) : seq, limit });
    return { ret: Number(answer.headers.get('x-archive-ret')), text: await answer.text() };
  }

  async function pull(seq: bigint | number | string = 0, limit = 1_000): Promise<PulledItem[]> {
    const { ret, text } = await call(seq, limit);
    if (ret !== 0) throw new Error(text);
    const exact = text.replaceAll(/"seq":(\d+)/g, '"seq":"$1"');
    const { errcode, chatdata } = JSON.parse(exact) as { errcode: number; chatdata: (PulledItem & { seq: string })[] };
    if (errcode !== 0) throw new Error(text);
    return chatdata.map((item) => ({ ...item, seq: BigInt(item.seq) }));
  }

  async function keys(): Promise<Record<string, string>> {
    return (await control('GET /control/archive')).privateKeys;
  }

  /** Throws when a key, a padding or the JSON does not fit. */
  function open(item: PulledItem, privateKeys: Record<string, string>): Record<string, unknown> {
    const key = privateKeys[String(item.publickey_ver)];
    if (!key) throw new Error(`no key of version ${item.publickey_ver}`);
    const block = privateDecrypt(
      { key, padding: constants.RSA_NO_PADDING },
      Buffer.from(item.encrypt_random_key, 'base64'),
    );
    const end = block.indexOf(0, 2);
    if (block[0] !== 0 || block[1] !== 2 || end < 10) throw new Error('no PKCS#1 padding');
    const randomKey = block.subarray(end + 1);
    const sealed = Buffer.from(item.encrypt_chat_msg, 'base64');
    const decipher = createDecipheriv(
      'aes-256-cbc',
      createHash('sha256').update(randomKey).digest(),
      sealed.subarray(0, 16),
    );
    const plain = Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]);
    const message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)) as Record<string, unknown>;
    if (message.msgid !== item.msgid) throw new Error('msgid');
    return message;
  }

  return {
    call,
    pull,
    open,
    keys,
    /** Everything there is, opened. */
    async read(): Promise<Record<string, unknown>[]> {
      const privateKeys = await keys();
      return (await pull()).map((item) => open(item, privateKeys));
    },
    async chunk(sdkfileid: string, indexbuf = '') {
      const answer = await post('get_media_data', { ...identity, sdkfileid, indexbuf });
      const { headers } = answer;
      return {
        ret: Number(headers.get('x-archive-ret')),
        bytes: Buffer.from(await answer.arrayBuffer()),
        index: headers.get('x-archive-index') ?? '',
        finished: headers.get('x-archive-finish') === '1',
      };
    },
  };
}
