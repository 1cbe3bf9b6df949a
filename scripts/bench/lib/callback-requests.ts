import { randomBytes } from 'node:crypto';
import { encrypt as encryptWecom, getSignature } from '@wecom/crypto';

export interface CallbackCredentials {
  corpId: string;
  token: string;
  aesKey: string;
}

/** A friend-added message as WeCom writes it; `n` makes it unlike any other. */
export function friendAddedXml(
  corpId: string,
  n: number,
  fields: { userId?: string; externalUserId?: string; state?: string; welcomeCode?: string; createTime?: number } = {},
): string {
  const cdata = (value: string) => `<![CDATA[${value}]]>`;
  return `<xml><ToUserName>${cdata(corpId)}</ToUserName><FromUserName>${cdata('sys')}</FromUserName><CreateTime>${fields.createTime ?? Math.floor(Date.now() / 1000)}</CreateTime><MsgType>${cdata('event')}</MsgType><Event>${cdata('change_external_contact')}</Event><ChangeType>${cdata('add_external_contact')}</ChangeType><UserID>${cdata(fields.userId ?? 'zhangwei')}</UserID><ExternalUserID>${cdata(fields.externalUserId ?? `wmbench${String(n).padStart(24, '0')}`)}</ExternalUserID><State>${cdata(fields.state ?? '春季展会')}</State>${fields.welcomeCode === undefined ? '' : `<WelcomeCode>${cdata(fields.welcomeCode)}</WelcomeCode>`}</xml>`;
}

/** Signed and encrypted by WeCom's own library, in its envelope. */
export function signedCallback(
  { corpId, token, aesKey }: CallbackCredentials,
  message: string,
): { query: string; body: string } {
  const encrypted = encryptWecom(aesKey, message, corpId);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(5).toString('hex');
  const signature = getSignature(token, timestamp, nonce, encrypted);
  return {
    query: `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`,
    body: `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  };
}

/** The same as a complete HTTP/1.1 request. */
export function rawRequest({ query, body }: { query: string; body: string }): string {
  return `POST /wecom/callback?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
