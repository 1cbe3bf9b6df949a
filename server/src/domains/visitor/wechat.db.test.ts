import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listVisits } from '@zhike/shared/contracts/touch';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenLink, givenMaterial } from '../../test/given-link.ts';
import { givenMember } from '../../test/given-member.ts';
import { WECHAT } from '../../test/phone.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { customerArchived } from '../customer/events.ts';

let server: TestServer;
let wechat: Server;
let asked: string[] = [];
let answer: object = {};
let key: string;
let materialId: string;

/** WeChat's server API as the official account sees it: one call, whose answer each test chooses. */
beforeAll(async () => {
  wechat = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => wechat.listen(0, '127.0.0.1', resolve));
  server = await startTestServer({
    env: {
      WECHAT_API_BASE: `http://127.0.0.1:${(wechat.address() as AddressInfo).port}`,
      WECHAT_OA_APP_ID: 'wx0123456789abcdef',
      WECHAT_OA_SECRET: 'oa-secret-of-the-tests',
    },
  });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'zhangwei', name: '张伟' });
});
afterAll(async () => {
  await server.close();
  await new Promise((resolve) => wechat.close(resolve));
});
beforeEach(async () => {
  asked = [];
  ({ id: materialId } = await givenMaterial(server));
  ({ key } = await givenLink(server, { materialId, userId: 'zhangwei' }));
});

/** A browser that keeps its cookies. */
function browser(userAgent = WECHAT) {
  const jar = new Map<string, string>();
  const get = async (path: string) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${server.origin}${path}`, {
      headers: { 'user-agent': userAgent, cookie },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      jar.set(name!, value!);
    }
    return response;
  };
  return { get, jar };
}

const stateOf = (location: string) => new URL(location).searchParams.get('state')!;

async function readWith(jar: Map<string, string>): Promise<void> {
  const answered = await server.api.request('POST', '/api/visits/beats', {
    headers: { 'user-agent': WECHAT },
    body: { key, token: jar.get('zhike_visitor'), visit: 'v'.repeat(20) + key, seq: 1, seconds: 3, percent: 10 },
  });
  expect(answered).toMatchObject({ status: 200, body: { counted: true } });
}

const visits = async () => (await server.api.as('admin').call(listVisits, { query: { materialId } })).body.items;

async function comeBackFromWechat(openId: string, unionId?: string) {
  const her = browser();
  const question = await her.get(`/t/${key}`);
  answer = { access_token: 'x', openid: openId, unionid: unionId, scope: 'snsapi_base' };
  const back = await her.get(`/t/${key}?code=c0de&state=${stateOf(question.headers.get('location')!)}`);
  return { her, question, back };
}

test('inside WeChat she is asked once, unseen, and known by her unionid', async () => {
  const zhangsan = await givenCustomer(server, { name: '张三' });
  await server.db.transaction((tx) =>
    insertRows(tx, 'customer_identity', [
      { kind: 'unionid', value: 'union-zhangsan', customer_id: zhangsan.id, created_at: 1 },
    ]),
  );
  const { her, question, back } = await comeBackFromWechat('openid-1', 'union-zhangsan');
  expect(question.status).toBe(302);
  const address = new URL(question.headers.get('location')!);
  expect(address.pathname).toBe('/connect/oauth2/authorize');
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    appid: 'wx0123456789abcdef',
    redirect_uri: `${server.config.http.publicUrl}/t/${key}`,
    response_type: 'code',
    scope: 'snsapi_base',
  });
  expect(address.hash).toBe('#wechat_redirect');
  expect(back.headers.get('location')).toBe(`/t/${key}`);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('/sns/oauth2/access_token?appid=wx0123456789abcdef');
  expect((await her.get(`/t/${key}`)).status).toBe(200);
  await readWith(her.jar);
  expect(await visits()).toMatchObject([{ customer: { id: zhangsan.id }, knownBy: 'wechat' }]);

  // Another browser of hers whose answer names no unionid: by the openid that is known since.
  const { her: again } = await comeBackFromWechat('openid-1');
  await readWith(again.jar);
  expect((await visits())[0]).toMatchObject({ customer: { id: zhangsan.id }, knownBy: 'wechat' });
});

test('somebody who is added later brings what she opened before', async () => {
  const { her } = await comeBackFromWechat('openid-2', 'union-lisi');
  await readWith(her.jar);
  expect(await visits()).toMatchObject([{ customer: null, knownBy: 'nobody' }]);
  const lisi = await givenCustomer(server, { name: '李四', friendsOf: ['zhangwei'] });
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'customer_identity', [
      { kind: 'unionid', value: 'union-lisi', customer_id: lisi.id, created_at: 1 },
    ]);
    await recordEvent(
      tx,
      customerArchived({
        occurredAt: server.clock.now(),
        customerId: lisi.id,
        memberUserId: 'zhangwei',
        payload: {
          userId: 'zhangwei',
          externalUserId: lisi.externalUserId,
          followUserId: lisi.id,
          state: null,
          addWay: 1,
          isNew: true,
          isReturning: false,
          isNewRelation: true,
          isHalf: false,
          viaSync: false,
        },
      }),
    );
  });
  await server.settle();
  expect(await visits()).toMatchObject([{ customer: { id: lisi.id }, knownBy: 'wechat' }]);
});

test('when WeChat fails she reads all the same, and is not asked again', async () => {
  const her = browser();
  const question = await her.get(`/t/${key}`);
  answer = { errcode: 40163, errmsg: 'code been used' };
  const back = await her.get(`/t/${key}?code=spent&state=${stateOf(question.headers.get('location')!)}`);
  expect(back.headers.get('location')).toBe(`/t/${key}`);
  expect((await her.get(`/t/${key}`)).status).toBe(200);
});

test('a code that answers no question of ours is not taken: nobody is made somebody else by a link', async () => {
  const her = browser();
  await her.get(`/t/${key}`);
  answer = { openid: 'openid-of-the-attacker', unionid: 'union-of-the-attacker' };
  await her.get(`/t/${key}?code=c0de&state=made-up`);
  expect(asked).toEqual([]);
  expect(her.jar.has('zhike_visitor')).toBe(false);
});

test('once she has been asked, no link can make her somebody else', async () => {
  const { her } = await comeBackFromWechat('openid-3', 'union-3');
  const token = her.jar.get('zhike_visitor');
  asked = [];
  answer = { openid: 'openid-of-the-attacker', unionid: 'union-of-the-attacker' };
  const [, done] = [...her.jar].find(([name]) => name === 'zhike_wechat_asked')!;
  await her.get(`/t/${key}?code=c0de&state=${done}`);
  expect(asked).toEqual([]);
  expect(her.jar.get('zhike_visitor')).toBe(token);
});

test.each([
  ['in another browser', 'Mozilla/5.0 (Linux; Android 13) Chrome/126.0 Mobile Safari/537.36'],
  ['inside WeCom', `${WECHAT} wxwork/4.1.20`],
])('%s nobody is asked', async (_where, userAgent) => {
  expect((await browser(userAgent).get(`/t/${key}`)).status).toBe(200);
});
