import {
  customerSignIn,
  type LinkInMiniProgram,
  openLinkInMiniProgram,
  updateCustomerAppSettings,
} from '@zhike/shared/contracts/customer-app';
import { prepareMaterialSend } from '@zhike/shared/contracts/material-send';
import { listVisits } from '@zhike/shared/contracts/touch';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenLink, givenMaterial } from '../../test/given-link.ts';
import { givenMember } from '../../test/given-member.ts';
import { WECHAT } from '../../test/phone.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const MINI_PROGRAM = `${WECHAT} miniProgram/wx0123456789abcdef`;

let server: TestServer;
let key: string;
let materialId: string;

beforeAll(async () => {
  // An official account is there too: whom the mini-program names is not asked again.
  server = await startTestServer({
    sandbox: true,
    env: { WECHAT_OA_APP_ID: 'wx0123456789abcdef', WECHAT_OA_SECRET: 'oa-secret-of-the-tests' },
  });
  // In WeCom as well, whose members are read at the start.
  for (const [userId, name, role] of [
    ['admin', '陈宇', 'admin'],
    ['zhangwei', '张伟', 'rep'],
  ] as const) {
    await server.sandbox!.control('POST /control/members', { body: { userId, name } });
    await givenMember(server, { userId, name, role });
  }
});
afterAll(() => server.close());
beforeEach(async () => {
  ({ id: materialId } = await givenMaterial(server));
  ({ key } = await givenLink(server, { materialId, userId: 'zhangwei' }));
});

/** A WeChat user, whom WeChat names by a unionid, signed in to the mini-program. */
async function givenPerson(name: string) {
  const control = server.sandbox!.control;
  const { externalUserId } = await control('POST /control/customers', { body: { name } });
  const { unionId } = await control('GET /control/customers/:externalUserId', { params: { externalUserId } });
  const { code } = await control('POST /control/wechat/login-code', { body: { externalUserId } });
  const { token } = (await server.api.call(customerSignIn, { body: { code } })).body;
  return { externalUserId, unionId, token };
}

const open = (token: string, linkKey = key) =>
  server.api.request('POST', openLinkInMiniProgram.path.replace(':linkKey', linkKey), {
    headers: { authorization: `Bearer ${token}` },
    body: {},
  });

async function pathFor(token: string): Promise<string> {
  const answer = await open(token);
  expect(answer).toMatchObject({ status: 200, body: { title: '产品手册' } });
  return (answer.body as LinkInMiniProgram).path;
}

/** The page inside the mini-program: a browser that keeps its cookies and follows where it is led. */
function webView() {
  const jar = new Map<string, string>();
  const places: string[] = [];
  const go = async (path: string): Promise<Response> => {
    places.push(path);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${server.origin}${path}`, {
      headers: { 'user-agent': MINI_PROGRAM, cookie },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      jar.set(name!, value!);
    }
    const to = response.headers.get('location');
    return to?.startsWith('/') ? go(to) : response;
  };
  return { jar, go, places };
}

async function read(html: string, linkKey = key): Promise<void> {
  const page = JSON.parse(/<script type="application\/json" id="page">(.*?)<\/script>/s.exec(html)![1]!);
  const answered = await server.api.request('POST', '/api/visits/beats', {
    headers: { 'user-agent': MINI_PROGRAM },
    body: {
      key: linkKey,
      token: page.token.value,
      visit: page.token.value.slice(0, 20).padEnd(20, 'v'),
      seq: 1,
      seconds: 3,
      percent: 10,
    },
  });
  expect(answered).toMatchObject({ status: 200, body: { counted: true } });
}

const visits = async () => (await server.api.as('admin').call(listVisits, { query: { materialId } })).body.items;

async function isNamed(customerId: string, unionId: string): Promise<void> {
  await server.db.transaction((tx) =>
    insertRows(tx, 'customer_identity', [{ kind: 'unionid', value: unionId, customer_id: customerId, created_at: 1 }]),
  );
}

test('what a customer opens in the mini-program is known to be hers, at an address she can pass on', async () => {
  const person = await givenPerson('林晓雨');
  const customer = await givenCustomer(server, { name: '林晓雨', externalUserId: person.externalUserId });
  await isNamed(customer.id, person.unionId);

  const path = await pathFor(person.token);
  expect(path.startsWith(`/t/${key}?`)).toBe(true);
  expect(path).not.toContain(person.token);
  const view = webView();
  const page = await view.go(path);
  expect(page.status).toBe(200);
  // Neither does WeChat ask anything in between.
  expect(view.places).toEqual([path, `/t/${key}`]);
  await read(await page.text());
  expect(await visits()).toMatchObject([{ customer: { id: customer.id }, knownBy: 'weapp' }]);

  // Coming back without the mini-program's help she is still known.
  await read(await (await view.go(`/t/${key}`)).text());
  expect(await visits()).toMatchObject([{ customer: { id: customer.id } }]);
});

test('somebody who is added later brings what she read in the mini-program', async () => {
  const person = await givenPerson('顾言');
  const page = await webView().go(await pathFor(person.token));
  await read(await page.text());
  expect(await visits()).toMatchObject([{ customer: null, knownBy: 'nobody' }]);

  const { externalUserId } = person;
  await server.sandbox!.control('POST /control/friends/add', { body: { userId: 'zhangwei', externalUserId } });
  await server.sandbox!.control('POST /control/wait-until-idle', { body: { quietMs: 50 } });
  await server.settle();
  expect(await visits()).toMatchObject([{ customer: { name: '顾言' } }]);
});

test('a ticket is good for its link alone, and nobody can make one', async () => {
  const person = await givenPerson('沈一鸣');
  const customer = await givenCustomer(server, { name: '沈一鸣', externalUserId: person.externalUserId });
  await isNamed(customer.id, person.unionId);
  const ticket = (await pathFor(person.token)).split('?')[1]!;
  const { key: otherKey } = await givenLink(server, { materialId, userId: 'zhangwei' });
  const changed = ticket.slice(0, -1) + (ticket.endsWith('A') ? 'B' : 'A');
  const elsewhere = [`/t/${otherKey}?${ticket}`, `/t/${key}?${changed}`, `/t/${key}?as=`, `/t/${key}?as=1&as=2`];
  for (const address of elsewhere) {
    const view = webView();
    const page = await view.go(address);
    // Nobody is known by it: WeChat is asked, as in its own browser.
    expect(page.headers.get('location')).toContain('/connect/oauth2/authorize');
    expect(view.jar.has('zhike_visitor')).toBe(false);
  }
});

test('a session that has ended makes nobody known', async () => {
  const person = await givenPerson('许诺');
  const path = await pathFor(person.token);
  await server.db.transaction((tx) => tx.query('UPDATE customer_session SET expires_at = 1'));
  const page = await webView().go(path);
  expect(page.headers.get('location')).toContain('/connect/oauth2/authorize');
  expect(await open(person.token)).toMatchObject({ status: 401 });
});

test('a link that leads nowhere is refused, and so is somebody who is not signed in', async () => {
  const person = await givenPerson('何可');
  expect(await open(person.token, 'AAAAAAAAAA')).toMatchObject({ status: 404, body: { code: 'touch.link_not_found' } });
  expect(await open('nobody-has-this-token-at-all')).toMatchObject({ status: 401 });
});

test('as soon as managers say so, what reps send as a page goes as a card of the mini-program', async () => {
  const customer = await givenCustomer(server, { name: '周末' });
  const send = async (kind: 'article' | 'link') => {
    const content =
      kind === 'link'
        ? ({ kind, url: 'https://example.com' } as const)
        : ({ kind, html: '<p>正文</p>', author: '' } as const);
    const material = await givenMaterial(server, { content });
    const body = { to: { customerId: customer.id }, idempotencyKey: `${kind}-${material.id}` };
    const answer = await server.api
      .as('admin')
      .call(prepareMaterialSend, { params: { materialId: material.id }, body });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body.message;
  };
  expect(await send('article')).toMatchObject({ msgtype: 'news' });

  const settings = { receptionChannelId: null, opensMaterials: true };
  const saved = await server.api.as('admin').call(updateCustomerAppSettings, { body: settings });
  expect(saved).toMatchObject({ status: 200 });
  const { publicUrl } = server.config.http;
  expect(await send('article')).toEqual({
    msgtype: 'miniprogram',
    miniprogram: {
      appid: server.config.wechat.weapp!.appId,
      title: '产品手册',
      imgUrl: expect.stringMatching(new RegExp(`^${publicUrl}/t/\\w{10}/cover$`)),
      page: expect.stringMatching(/^pages\/material\/index\.html\?key=\w{10}$/),
    },
  });
  // Its page leads to another site, which a mini-program does not open.
  expect(await send('link')).toMatchObject({ msgtype: 'news' });
});
