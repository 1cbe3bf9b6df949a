import { ArchiveFault } from './errors.ts';
import type { Envelope } from './source.ts';

/** Digits beyond 2^53 would be lost by `JSON.parse`: they become texts before. No value of ours contains `"seq":`, it is all Base64. */
const SEQ = /("seq"\s*:\s*)(\d+)/g;

/** Reads what GetChatData gives. A return value of 0 with an errcode is a failure. */
export function readChatData(json: string): Envelope[] {
  let answer: { errcode?: unknown; chatdata?: unknown };
  try {
    answer = JSON.parse(json.replace(SEQ, '$1"$2"')) as typeof answer;
  } catch (error) {
    throw new ArchiveFault('archive.answer_unreadable', {}, { cause: error });
  }
  const errcode = Number(answer?.errcode ?? 0);
  if (errcode !== 0) throw new ArchiveFault('archive.refused', { errcode });
  if (!Array.isArray(answer?.chatdata)) throw new ArchiveFault('archive.answer_unreadable', { why: 'no chatdata' });
  return (answer.chatdata as Record<string, unknown>[]).map(toEnvelope);
}

function toEnvelope(item: Record<string, unknown>): Envelope {
  const text = (name: string) => {
    const value = item[name];
    return typeof value === 'string' ? value : '';
  };
  if (!/^\d{1,20}$/.test(text('seq')))
    throw new ArchiveFault('archive.answer_unreadable', { why: 'a message without seq' });
  const seq = BigInt(text('seq'));
  return {
    seq,
    // Whatever has no id of its own is told apart by its place.
    msgId: text('msgid') || `seq-${seq}`,
    // 0 is a version nobody has: such a message is kept, as one without a key.
    keyVersion: /^\d{1,9}$/.test(String(item.publickey_ver)) ? Number(item.publickey_ver) : 0,
    encryptedRandomKey: text('encrypt_random_key'),
    encryptedMessage: text('encrypt_chat_msg'),
  };
}
