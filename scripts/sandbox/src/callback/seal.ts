import { randomBytes } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';
import { cdata } from './message-xml.ts';

/** What is needed to speak to one receiver. */
export interface ReceiverKeys {
  corpId: string;
  agentId: number;
  callbackToken: string;
  callbackAesKey: string;
}

/** AgentID of the archive's receiver in the documents' sample (doc 95039). */
export const archiveAgentId = 2_000_004;

export interface SealedCallback {
  /** Query string without the question mark. */
  query: string;
  body: string;
}

interface Moment {
  timestamp: number;
  nonce: string;
  /** The 16 bytes before the message; random unless a test vector asks otherwise. */
  random?: Buffer;
}

/** Random digits, as in the documents' samples. */
export const newNonce = (): string => String(randomBytes(4).readUInt32BE(0));

/**
 * Encrypts and signs one inner message (doc 90930, 90968). `AgentID` stands in the envelope only for callbacks of an app
 * (wecom-callbacks §1.3).
 */
export function sealCallback(
  keys: ReceiverKeys,
  message: string,
  agentScoped: boolean,
  moment: Moment,
): SealedCallback {
  const ciphertext = encrypt(keys.callbackAesKey, message, keys.corpId, moment.random ?? randomBytes(16));
  const signature = getSignature(keys.callbackToken, moment.timestamp, moment.nonce, ciphertext);
  const agent = agentScoped ? `<AgentID>${cdata(String(keys.agentId))}</AgentID>` : '';
  return {
    query: `msg_signature=${signature}&timestamp=${moment.timestamp}&nonce=${moment.nonce}`,
    body: `<xml><ToUserName>${cdata(keys.corpId)}</ToUserName><Encrypt>${cdata(ciphertext)}</Encrypt>${agent}</xml>`,
  };
}

/** The GET of saving a receiver in the admin console: `echostr` is percent-encoded (it holds `+ / =`). */
export function sealEcho(keys: ReceiverKeys, plaintext: string, moment: Moment): { query: string; ciphertext: string } {
  const ciphertext = encrypt(keys.callbackAesKey, plaintext, keys.corpId, moment.random ?? randomBytes(16));
  const signature = getSignature(keys.callbackToken, moment.timestamp, moment.nonce, ciphertext);
  return {
    ciphertext,
    query: `msg_signature=${signature}&timestamp=${moment.timestamp}&nonce=${moment.nonce}&echostr=${encodeURIComponent(ciphertext)}`,
  };
}
