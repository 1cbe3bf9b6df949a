import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InboxRow } from '../../platform/delivery/entity.ts';
import { deliverCallback, startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { callbackKey, encrypt, signatureOf } from './crypto.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    scenarios: [],
    env: {
      WECOM_CONTACTS_CALLBACK_TOKEN: 'contactstoken',
      WECOM_CONTACTS_CALLBACK_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    },
  });
});
afterAll(() => server.close());

let counter = 0;
const added = (fields = '') => {
  counter += 1;
  return `<xml><ToUserName><![CDATA[${server.config.wecom.corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${1_700_000_000 + counter}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangwei]]></UserID><ExternalUserID><![CDATA[wm${counter}]]></ExternalUserID>${fields}</xml>`;
};

function signed(
  message: string | Buffer,
  change: { key?: { token: string; aesKey: string }; receiverId?: string; signature?: string } = {},
) {
  const key = callbackKey(change.key ?? server.config.callback.app);
  const encrypted = encrypt(key, message, change.receiverId ?? server.config.wecom.corpId);
  const nonce = randomBytes(4).toString('hex');
  return {
    encrypted,
    query: new URLSearchParams({
      msg_signature: change.signature ?? signatureOf(key.token, '1700000000', nonce, encrypted),
      timestamp: '1700000000',
      nonce,
    }),
  };
}
const post = (query: URLSearchParams | string, body: string | Buffer, path = '/wecom/callback') =>
  fetch(`${server.origin}${path}?${query}`, { method: 'POST', body });
const stored = () => server.db.read.count(InboxRow);

test('the URL check answers the decrypted echo, byte for byte', async () => {
  const key = callbackKey(server.config.callback.app);
  const echostr = encrypt(key, '6789+/= 回声', server.config.wecom.corpId);
  const query = new URLSearchParams({
    msg_signature: signatureOf(key.token, '1', '2', echostr),
    timestamp: '1',
    nonce: '2',
    echostr,
  });
  const answer = await fetch(`${server.origin}/wecom/callback?${query}`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('6789+/= 回声');
});

test('the URL check with a plus left raw in the query still works, as WeCom percent-decodes only', async () => {
  const key = callbackKey(server.config.callback.app);
  let echostr = '';
  while (!echostr.includes('+')) echostr = encrypt(key, 'echo', server.config.wecom.corpId);
  const raw = `msg_signature=${signatureOf(key.token, '1', '2', echostr)}&timestamp=1&nonce=2&echostr=${echostr.replaceAll('=', '%3D')}`;
  expect((await fetch(`${server.origin}/wecom/callback?${raw}`)).status).toBe(200);
});

test('a callback is acknowledged after it was stored, encrypted at rest', async () => {
  const message = added();
  expect(await deliverCallback(server.config, server.origin, message)).toEqual({ status: 200, body: 'success' });
  const [row] = await server.db.read.find(InboxRow, { order: { id: 'DESC' }, take: 1 });
  expect(row!.body.includes('add_external_contact')).toBe(false);
  expect(server.deps.keys.decrypt(row!.body).toString()).toBe(message);
});

test('the same message again, with another nonce and ciphertext, is counted and not stored twice', async () => {
  const message = added();
  await deliverCallback(server.config, server.origin, message);
  const before = await stored();
  for (let i = 0; i < 3; i++) expect((await deliverCallback(server.config, server.origin, message)).status).toBe(200);
  expect(await stored()).toBe(before);
  const [row] = await server.db.read.find(InboxRow, { order: { id: 'DESC' }, take: 1 });
  expect(row!.duplicates).toBe(3);
});

test('two messages of one second that differ in one byte are two messages', async () => {
  const before = await stored();
  const message = added('<State><![CDATA[a]]></State>');
  await deliverCallback(server.config, server.origin, message);
  await deliverCallback(server.config, server.origin, message.replace('[a]', '[b]'));
  expect(await stored()).toBe(before + 2);
});

test('what holds a welcome code goes to the urgent lane', async () => {
  await deliverCallback(server.config, server.origin, added('<WelcomeCode><![CDATA[c]]></WelcomeCode>'));
  const [row] = await server.db.read.find(InboxRow, { order: { id: 'DESC' }, take: 1 });
  expect(row!.lane).toBe(0);
});

test('an old timestamp is no reason to refuse: WeCom repeats with old ones', async () => {
  const { encrypted, query } = signed(added());
  expect((await post(query, `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`)).status).toBe(200);
});

test.each<[string, number, () => Promise<Response>]>([
  [
    'a wrong signature',
    403,
    () => {
      const { encrypted, query } = signed(added(), { signature: '0'.repeat(40) });
      return post(query, `<xml><Encrypt>${encrypted}</Encrypt></xml>`);
    },
  ],
  ['no signature at all', 403, () => post('', `<xml><Encrypt>${signed(added()).encrypted}</Encrypt></xml>`)],
  [
    'the key of another receiver',
    403,
    () => {
      const { encrypted, query } = signed(added(), {
        key: { token: 'contactstoken', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' },
      });
      return post(query, `<xml><Encrypt>${encrypted}</Encrypt></xml>`);
    },
  ],
  [
    'another corp as receiver',
    403,
    () => {
      const { encrypted, query } = signed(added(), { receiverId: 'wwsomebodyelse' });
      return post(query, `<xml><Encrypt>${encrypted}</Encrypt></xml>`);
    },
  ],
  ['no <Encrypt>', 400, () => post(signed(added()).query, '<xml><A>1</A></xml>')],
  [
    'two <Encrypt>',
    400,
    () => {
      const { encrypted, query } = signed(added());
      return post(query, `<xml><Encrypt>${encrypted}</Encrypt><Encrypt>${encrypted}</Encrypt></xml>`);
    },
  ],
  ['<Encrypt> with more than Base64', 400, () => post(signed(added()).query, '<xml><Encrypt>你好</Encrypt></xml>')],
  ['an empty body', 400, () => post(signed(added()).query, '')],
  [
    'a truncated body',
    400,
    () => {
      const { encrypted, query } = signed(added());
      return post(query, `<xml><Encrypt><![CDATA[${encrypted.slice(0, 40)}`);
    },
  ],
  ['more than 1 MiB', 413, () => post(signed(added()).query, Buffer.alloc(1024 * 1024 + 1, 'a'))],
  ['a receiver that is not configured', 404, () => post(signed(added()).query, '<xml/>', '/wecom/callback/archive')],
])('%s is answered %i and leaves nothing behind', async (_, status, send) => {
  const before = await stored();
  expect((await send()).status).toBe(status);
  expect(await stored()).toBe(before);
});

test('a body of nearly 1 MiB is stored whole', async () => {
  const message = added(`<Long><![CDATA[${'长'.repeat(200_000)}]]></Long>`);
  expect((await deliverCallback(server.config, server.origin, message)).status).toBe(200);
  const [row] = await server.db.read.find(InboxRow, { order: { id: 'DESC' }, take: 1 });
  expect(server.deps.keys.decrypt(row!.body).toString()).toBe(message);
});

test.each([
  [
    'an event nobody knows',
    '<xml><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>from_the_future</Event></xml>',
  ],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('<xml><A>'), Buffer.from([0xff, 0xfe]), Buffer.from('</A></xml>')]),
  ],
  ['entities inside', '<!DOCTYPE x [<!ENTITY a "b">]><xml><A>&a;</A></xml>'],
  ['no XML at all', 'hello'],
])('%s, validly signed, is stored, acknowledged and listed as not understood', async (_, message) => {
  expect((await deliverCallback(server.config, server.origin, message)).status).toBe(200);
  await server.settle();
  const [row] = await server.db.read.find(InboxRow, { order: { id: 'DESC' }, take: 1 });
  expect(row!.status).toBe('not_understood');
  expect(row!.problem).toBeTruthy();
});

test('each receiver opens with its own key only', async () => {
  const { encrypted, query } = signed(added(), {
    key: { token: 'contactstoken', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' },
  });
  expect((await post(query, `<xml><Encrypt>${encrypted}</Encrypt></xml>`, '/wecom/callback/contacts')).status).toBe(
    200,
  );
});

test('random bodies and queries never get an acknowledgement and never break the server', async () => {
  const before = await stored();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.webQueryParameters(), async (body, query) => {
      const answer = await fetch(`${server.origin}/wecom/callback?${query}`, {
        method: 'POST',
        body: Buffer.from(body),
      });
      await answer.arrayBuffer();
      expect([400, 403]).toContain(answer.status);
    }),
    { numRuns: 300 },
  );
  expect(await stored()).toBe(before);
});
