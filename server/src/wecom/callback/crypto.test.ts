import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callbackKey, DecryptionFailed, decrypt, encrypt, isSignatureValid, signatureOf } from './crypto.ts';

// V1 and V2 are published with WeCom's own samples; V3 and V4 were made with @wecom/crypto.
const key = callbackKey({ token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' });
const corpId = 'wx5823bf96d3bd56c7';
const vectors = [
  {
    name: 'V1, the URL check',
    signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    timestamp: '1409659589',
    nonce: '263014780',
    random: 'c41b64491c2468d0',
    encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
    message: '1616140317555161061',
  },
  {
    name: 'V2, padded with more than 16 bytes',
    signature: '477715d11cdb4164915debcba66cb864d751f3e6',
    timestamp: '1409659813',
    nonce: '1372623149',
    random: '0960688932c47ef1',
    encrypted:
      'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
    message: `<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>
<FromUserName><![CDATA[mycreate]]></FromUserName>
<CreateTime>1409659813</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[hello]]></Content>
<MsgId>4561255354251345929</MsgId>
<AgentID>218</AgentID>
</xml>`,
  },
  {
    name: 'V3, Chinese characters (length counts bytes)',
    signature: '988fd365241c5e450826b7ea8e34c7ad5914e9a0',
    timestamp: '1700000000',
    nonce: '1372623149',
    random: '0123456789abcdef',
    encrypted:
      'sKqRbbiSUnDhFHOvPjtUMV6mAj3uxJqIQuR8aZQDXMcDRV6E2GcuuzTtKWqPibBW+10FePFMwt5731wZpyjBRKCWgMhYkq0GSc/4l45ou7c1yKoMre/cqTIqSu+Mc7vUIQsVh+e63QUKT64BSV98urgpiSoyYVeYfSQAWNSf0u4ptft5MaG1u+8TraZXpVj9fdqbzGocJvDLwCEuJ+WCiHC2/79pf6nM6UhGLDASPeA9GTI65wJQMTdB3AMSTvcOcj0ZBMjFFGQbmbdbcJAp6CEndukmMJ5nBD90wMHJL+7sQXvMLe2Ytq6x4AMwdCUZDGbQNSO5JkNjQ7G4uPO242E7RIBHnpJ5Il/AEQxgnXQGITeMazUFLzsFRnkwPAopekhbHRptv8B0lQDstlsbnMV0GMfifMshhukARtEKcCm0t0VnQI7F9JMdPB3S5wfqHiULYoVot3NjksiYoPyUd165x+E0f4TUpvcj2bHmadE/N4oXUQwxKT17j+/k22xKVnI2pS7ygOsl3TuJMku67DXSbLSDXwwYe4oMFankIU9IGif38Zd2JaQ12RPyDHcLKXLpN55XW8yLSf0wcNfCXl/tnP/oTsij4WIbV5VshZ6ZlyV5gBj/KUTEgLInVYDN4zr9rGwm1cFkLjjpUZQf4GmpWLSBsByPrUn9cp01AH7TG2Z59TwgvlX2tQoaQRzXdi4JW7+UPz++jpxn6IHFpw==',
    message:
      '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wmTESTexternaluser0000000000001]]></ExternalUserID><State><![CDATA[渠道A]]></State><WelcomeCode><![CDATA[WELCOME-CODE-1]]></WelcomeCode></xml>',
  },
  {
    name: 'V4, a passive reply',
    signature: '5e4af322a37e30408c32b8e08e7dcc9a8f6dd354',
    timestamp: '1700000001',
    nonce: 'abcdef',
    random: '0123456789abcdef',
    encrypted:
      'sKqRbbiSUnDhFHOvPjtUMUsEVmDADXLt0OZuIlorZM8pvjawaOsimQbTXGTf/UKjyK4ke7gR5eo//jsi80yh5MXsf+4+kHZ+jGk6w0q1yRfTgL/c5+Ggj2kOPicKSdorGPRIqrLftZqMmZrzQ3DowFkMBKnJ2LMIJCmYK3JhT6rl5udc4DJ3O9PospF4s3MGJhzlV/orhP0zlSPhEJdhSF6U/rY8I/wq1aSzJv2N2mUmFeaE3gyoJ1fDjY0cgNZpA/TIk/r3qojS8VDUrBoAhpd4tdCPQd6Nv8S7xHN2te8ei+0ZTWsXna1zUc23ddt9CM/nc15bFpLCWP52zGI+qqhyefYWCN/yxxZA7NndkpTXDCUh23Ni8YpOG3x16DOV',
    message:
      '<xml><ToUserName><![CDATA[mycreate]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName><CreateTime>1700000001</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hi]]></Content></xml>',
  },
];

describe.each(vectors)('$name', ({ signature, timestamp, nonce, random, encrypted, message }) => {
  test('is signed as WeCom signs', () => {
    expect(signatureOf(key.token, timestamp, nonce, encrypted)).toBe(signature);
    expect(isSignatureValid(key, { msgSignature: signature, timestamp, nonce }, encrypted)).toBe(true);
    expect(isSignatureValid(key, { msgSignature: signature, timestamp, nonce: `${nonce}0` }, encrypted)).toBe(false);
  });

  test('is opened, with the receiver id', () => {
    const opened = decrypt(key, encrypted);
    expect(opened.message.toString()).toBe(message);
    expect(opened.receiverId).toBe(corpId);
  });

  test('is made again, byte for byte, from the same random bytes', () => {
    expect(encrypt(key, message, corpId, Buffer.from(random))).toBe(encrypted);
  });
});

test('whatever was encrypted is opened again', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 40, unit: 'grapheme' }),
      (bytes, receiverId) => {
        const opened = decrypt(key, encrypt(key, Buffer.from(bytes), receiverId));
        expect(Buffer.compare(opened.message, Buffer.from(bytes))).toBe(0);
        expect(opened.receiverId).toBe(receiverId);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('damaged ciphertext is refused or gives other bytes, and never breaks anything else', () => {
  fc.assert(
    fc.property(fc.base64String({ maxLength: 400 }), (text) => {
      try {
        decrypt(key, text);
      } catch (error) {
        expect(error).toBeInstanceOf(DecryptionFailed);
      }
    }),
    { numRuns: 3_000 },
  );
});
