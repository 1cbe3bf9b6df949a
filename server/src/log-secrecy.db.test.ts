import { listCustomers } from '@zhike/shared/contracts/customer-list';
import { revealCustomerPhones } from '@zhike/shared/contracts/customer-changes';
import { customerSignIn } from '@zhike/shared/contracts/customer-app';
import { createTask, logFollowUp } from '@zhike/shared/contracts/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { select } from './platform/database/sql.ts';
import { createLogger } from './platform/log.ts';
import { TEST_OPEN_API_KEY } from './test/test-config.ts';
import { type Story, startStory } from './test/story-kit.ts';

const PHONE = '13812345678';
const SAID = '想给一百二十平的店做整体方案';
const TO_DO = '把报价单发到她的邮箱';
const WRITTEN_IN_CHAT = '这周末能来展厅看看吗';
const WELCOME = '{客户昵称}你好,展会资料在这里';
const NICKNAME = '林晓雨和她的猫';

let story: Story;
const lines: string[] = [];

beforeAll(async () => {
  const log = createLogger('trace', { write: (line: string) => void lines.push(line) });
  story = await startStory({ log });
});
afterAll(() => story.server.close());

test('the logs of a whole story, with everything that goes wrong in it, hold no token, secret, phone number or chat text', async () => {
  const { server, sandbox, admin } = story;
  const channel = await story.givenChannel({
    name: '留心的渠道',
    members: [{ userId: 'zhang', dailyCap: null }],
    welcome: { text: WELCOME, attachments: [], byTimeOfDay: [] },
  });
  await story.settle();
  const { externalUserId } = await story.scan(channel.id, { userId: 'zhang', name: NICKNAME });
  await story.settle();
  await sandbox.control('POST /control/friends/edit', {
    body: { externalUserId, userId: 'zhang', mobiles: [PHONE], description: SAID },
  });
  await story.settle();

  const [customer] = await select<{ customer_id: string }>(
    server.db.read,
    "SELECT customer_id FROM customer_identity WHERE kind = 'external_userid' AND value = ?",
    [externalUserId],
  );
  const params = { customerId: customer!.customer_id };
  const rep = server.api.as('zhang');
  expect((await rep.call(revealCustomerPhones, { params })).body.phones).toMatchObject([{ phone: PHONE }]);
  expect((await rep.call(logFollowUp, { params, body: { text: SAID } })).status).toBe(200);
  await rep.call(createTask, { body: { ...params, title: TO_DO, dueAt: Date.now() + 3_600_000 } });
  expect((await admin.call(listCustomers, { body: { q: PHONE } })).body.items).toHaveLength(1);

  const signInCode = await signInThroughWecom();
  const wrong = await thingsGoWrong(externalUserId);

  const secrets = await secretsOf();
  const said = lines.join('');
  for (const expected of ['callback not understood', 'outbox command failed', 'sign-in failed at WeCom'])
    expect(said, 'what went wrong is in the logs').toContain(expected);
  const unwanted = {
    ...secrets,
    ...wrong,
    'code of a sign-in': signInCode,
    'phone number': PHONE,
    'follow-up': SAID,
    task: TO_DO,
    'chat text': WRITTEN_IN_CHAT,
    'welcome text': WELCOME.slice(6),
    nickname: NICKNAME,
  };
  for (const [what, value] of Object.entries(unwanted)) {
    expect(value.length, `${what} is known`).toBeGreaterThan(3);
    expect(
      lines.filter((line) => line.includes(value)),
      what,
    ).toEqual([]);
  }
});

/** As a browser does; returns the code WeCom gave. */
async function signInThroughWecom(): Promise<string> {
  const { server, sandbox } = story;
  sandbox.control.setAppUrl(server.config.http.publicUrl);
  const leaving = await server.api.request('GET', '/auth/wecom?to=/manager/');
  const cookie = leaving.headers.getSetCookie()[0]!.split(';')[0]!;
  const address = new URL(leaving.headers.get('location')!);
  address.hash = '';
  address.searchParams.set('member', 'zhang');
  const back = await fetch(address, { redirect: 'manual' });
  const callback = new URL(back.headers.get('location')!);
  const signedIn = await server.api.request('GET', callback.pathname + callback.search, { headers: { cookie } });
  expect(signedIn.status).toBe(302);
  // The same code again is refused by WeCom, which is worth a line in the log.
  const again = await server.api.request('GET', callback.pathname + callback.search, { headers: { cookie } });
  expect(again.status).toBe(400);
  return callback.searchParams.get('code')!;
}

/** Failures quote things: addresses, bodies, parameters. Returns what was given to them that must not be quoted. */
async function thingsGoWrong(externalUserId: string): Promise<Record<string, string>> {
  const { server, sandbox } = story;
  const guessed = { key: 'guessed-key-0123456789-abcdef', code: 'weapp-code-of-nobody-99' };
  await server.api.request('GET', '/openapi/v1/customers', { headers: { authorization: `Bearer ${guessed.key}` } });
  await server.api.request('GET', `/auth/callback?code=${guessed.code}&state=state-of-nobody`);
  await server.api.call(customerSignIn, { body: { code: guessed.code } });
  await server.api.request('POST', `/api/customers/${PHONE}/follow-ups`, { body: `{"text":"${SAID}` });
  await fetch(`${server.origin}/wecom/callback?msg_signature=x&timestamp=1&nonce=2`, {
    method: 'POST',
    body: `<xml><Encrypt>AAAA</Encrypt><Content>${WRITTEN_IN_CHAT}</Content></xml>`,
  });
  const strange = `<MsgType>event</MsgType><Event>${'e'.repeat(4)}</Event><Content>${WRITTEN_IN_CHAT} ${PHONE}</Content>`;
  await server.deliverCallback(`<xml><CreateTime>1</CreateTime>${strange}</xml>`);
  await server.deliverCallback(`<xml><!DOCTYPE ${PHONE}></xml>`);

  await sandbox.control('POST /control/token/revoke', { body: {} });
  for (const outage of ['html', 'reset'] as const) {
    await sandbox.control('POST /control/faults', { body: { api: { outage } } });
    await story.scan(story.channel.id, { userId: 'li', externalUserId });
    await sandbox.control('POST /control/friends/edit', {
      body: { externalUserId, userId: 'li', mobiles: [PHONE], description: SAID },
    });
    await sandbox.control('POST /control/wait-until-idle', { body: { quietMs: 50 } });
    await server.settle();
  }
  await sandbox.control('POST /control/faults/clear');
  const path = '/cgi-bin/externalcontact/mark_tag';
  await sandbox.control('POST /control/faults', { body: { api: { failNext: [{ path, errcode: 40003, times: 1 }] } } });
  await story.heal();
  return { 'guessed key': guessed.key, 'guessed code': guessed.code };
}

async function secretsOf(): Promise<Record<string, string>> {
  const { config, db, deps } = story.server;
  const credentials = await select<{ name: string; value: string | null }>(
    db.read,
    'SELECT name, value FROM wecom_credential WHERE value IS NOT NULL',
  );
  const events = await select<{ id: string; payload: string }>(
    db.read,
    "SELECT id, payload FROM event WHERE type = 'external_contact.added'",
  );
  const codes = events.flatMap(({ id, payload }) => {
    const { welcomeCode } = JSON.parse(payload) as { welcomeCode: string | null };
    return welcomeCode ? [[`welcome code of ${id}`, welcomeCode] as const] : [];
  });
  expect(credentials.length).toBeGreaterThan(0);
  expect(codes.length).toBeGreaterThan(0);
  const { cookie, 'x-zhike-csrf': csrf } = (await story.server.api.as('zhang').headers()) as Record<string, string>;
  return {
    ...Object.fromEntries(credentials.map(({ name, value }) => [name, deps.keys.decryptText(value!)])),
    ...Object.fromEntries(codes),
    'secret of the app': config.wecom.agentSecret,
    'callback token': config.callback.app.token,
    'callback key': config.callback.app.aesKey,
    'data key': config.keys.current.toString('base64'),
    'open API key': TEST_OPEN_API_KEY,
    'secret of the mini-program': config.wechat.weapp!.secret,
    session: cookie!.split('=')[1]!,
    'page token': csrf!,
  };
}
