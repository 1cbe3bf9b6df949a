import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { describe, expect, test } from 'vitest';
import { fieldOf, openCallback } from '../test/open-callback.ts';
import { toMessageXml } from './message-xml.ts';
import { sealCallback, sealEcho } from './seal.ts';

/** The official samples' keys (wecom-callbacks §1.8). */
const keys = {
  callbackToken: 'QDG6eK',
  callbackAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  corpId: 'wx5823bf96d3bd56c7',
  agentId: 218,
};
const counted = Buffer.from('0123456789abcdef');

const query = (signature: string, timestamp: number, nonce: string): URLSearchParams =>
  new URLSearchParams({ msg_signature: signature, timestamp: String(timestamp), nonce });

describe('the published vectors', () => {
  test('V1: the URL check opens, and sealing its plaintext again gives the same bytes', () => {
    const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
    const opened = openCallback(keys, query('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3', 1409659589, '263014780'), echo);
    expect(opened).toEqual({ message: '1616140317555161061', receiveId: keys.corpId });
    const sealed = sealEcho(keys, opened.message, {
      timestamp: 1409659589,
      nonce: '263014780',
      random: Buffer.from('c41b64491c2468d0'),
    });
    expect(sealed.ciphertext).toBe(echo);
    expect(sealed.query).toContain('msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
    // `+ / =` must be percent-encoded, or frameworks read a space.
    expect(sealed.query).toContain(encodeURIComponent(echo));
    expect(sealed.query.split('echostr=')[1]).not.toMatch(/[+/=]/);
  });

  test('V2: the sample message opens with a pad of 30', () => {
    const encrypted =
      'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
    const opened = openCallback(
      keys,
      query('477715d11cdb4164915debcba66cb864d751f3e6', 1409659813, '1372623149'),
      encrypted,
    );
    expect(Buffer.byteLength(opened.message)).toBe(284);
    expect(fieldOf(opened.message, 'Content')).toBe('hello');
    const again = sealCallback(keys, opened.message, true, {
      timestamp: 1409659813,
      nonce: '1372623149',
      random: Buffer.from('0960688932c47ef1'),
    });
    expect(fieldOf(again.body, 'Encrypt')).toBe(encrypted);
    expect(fieldOf(again.body, 'AgentID')).toBe('218');
  });

  test('V3: the event we build for a customer added through a channel is the vector, byte for byte', () => {
    const message = toMessageXml({
      ToUserName: keys.corpId,
      FromUserName: 'sys',
      CreateTime: 1700000000,
      MsgType: 'event',
      Event: 'change_external_contact',
      ChangeType: 'add_external_contact',
      UserID: 'zhangsan',
      ExternalUserID: 'wmTESTexternaluser0000000000001',
      State: '渠道A',
      WelcomeCode: 'WELCOME-CODE-1',
    });
    expect(Buffer.byteLength(message)).toBe(488);
    const sealed = sealCallback(keys, message, false, { timestamp: 1700000000, nonce: '1372623149', random: counted });
    expect(sealed.query).toBe(
      'msg_signature=988fd365241c5e450826b7ea8e34c7ad5914e9a0&timestamp=1700000000&nonce=1372623149',
    );
    expect(fieldOf(sealed.body, 'Encrypt')).toMatch(
      /^sKqRbbiSUnDhFHOvPjtUMV6mAj3uxJqIQuR8aZQDXMcDRV6E2GcuuzTtKWqPibBW.*UPz\+\+jpxn6IHFpw==$/,
    );
    // No AgentID for what is not the app's own.
    expect(sealed.body).not.toContain('AgentID');
  });

  test('V4: the passive reply has the signature of the vector', () => {
    const reply =
      '<xml><ToUserName><![CDATA[mycreate]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName><CreateTime>1700000001</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hi]]></Content></xml>';
    const encrypted = encrypt(keys.callbackAesKey, reply, keys.corpId, counted);
    expect(getSignature(keys.callbackToken, 1700000001, 'abcdef', encrypted)).toBe(
      '5e4af322a37e30408c32b8e08e7dcc9a8f6dd354',
    );
    expect(decrypt(keys.callbackAesKey, encrypted).message).toBe(reply);
  });
});

test('every length of message gets a pad of 1 to 32 and comes back whole', () => {
  for (let length = 0; length < 70; length += 1) {
    const message = '客'.repeat(length);
    const sealed = sealCallback(keys, message, false, { timestamp: 1, nonce: '2' });
    const opened = openCallback(keys, new URLSearchParams(sealed.query), fieldOf(sealed.body, 'Encrypt') ?? '');
    expect(opened.message).toBe(message);
  }
});

test('a text that would end its CDATA section early is split', () => {
  const xml = toMessageXml({ State: 'a]]><Evil>b' });
  expect(xml).toBe('<xml><State><![CDATA[a]]]]><![CDATA[><Evil>b]]></State></xml>');
});
