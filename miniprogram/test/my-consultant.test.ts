import { getMyConsultant } from '@zhike/shared/contracts/customer-app';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../server/src/test/start-test-server.ts';
import { BUILT_IN_ORIGIN, built } from './built.ts';
import { startWeapp } from './weapp-host.ts';
import type { Phone } from './wx-stand-in.ts';

const PAGE = 'pages/consultant/index';
const SIGN_IN = 'POST /api/customer/sign-in';
const ASK = `GET ${getMyConsultant.path}`;

let server: TestServer;
let customerId: string;

beforeAll(async () => {
  await built('weapp');
  server = await startTestServer({ sandbox: { demo: true } });
  // The first sync brings the demo corp's members.
  await settled();
}, 120_000);
afterAll(() => server.close());

beforeEach(async () => {
  const customer = await sandbox().control('POST /control/customers', { body: { name: '林晓雨' } });
  customerId = customer.externalUserId;
});

function sandbox() {
  if (!server.sandbox) throw new Error('started without a sandbox');
  return server.sandbox;
}

/** WeCom has told the server everything, and the server has dealt with it. */
async function settled() {
  await sandbox().control('POST /control/wait-until-idle', { body: { quietMs: 50 } });
  await server.settle();
}

async function givenFriends() {
  await sandbox().control('POST /control/friends/add', { body: { userId: 'zhangwei', externalUserId: customerId } });
  await settled();
}

/** The customer's phone: `wx.login` hands out codes of the sandbox, requests go to the real server. */
function givenPhone(changes: Partial<Phone> = {}): Phone {
  const login = async () => {
    const { code } = await sandbox().control('POST /control/wechat/login-code', {
      body: { externalUserId: customerId },
    });
    return code;
  };
  return {
    server: { builtIn: BUILT_IN_ORIGIN, real: server.origin },
    online: true,
    login,
    storage: new Map(),
    requests: [],
    ...changes,
  };
}

function open(phone: Phone) {
  const weapp = startWeapp(phone);
  return { ...weapp, page: weapp.open(PAGE) };
}

test('a customer opens the mini-program and sees her consultant and the code, without being asked anything', async () => {
  await givenFriends();
  const phone = givenPhone();
  const { page } = open(phone);
  await vi.waitFor(() => expect(page.texts()).toContain('张伟'), 5_000);
  expect(page.texts()).toEqual(
    expect.arrayContaining(['销售一部 · 销售经理', '相识', '已是微信好友，长按识别可打开名片']),
  );
  expect(page.texts().some((text) => /^\d{4}年\d{1,2}月\d{1,2}日添加$/.test(text))).toBe(true);

  const picture = page.find('contact-code__picture');
  expect(Object.values(picture ?? {})).toContain(true);
  const { items } = await sandbox().control('GET /control/contact-ways');
  const codes = items.filter((way) => way.users.includes('zhangwei')).map((way) => way.qrCode);
  expect(Object.values(picture ?? {}).filter((value) => codes.includes(String(value)))).toHaveLength(1);
  expect(phone.requests).toEqual([`${SIGN_IN} 200`, `${ASK} 200`]);
});

test('the second start uses the session of the first', async () => {
  await givenFriends();
  const phone = givenPhone();
  const first = open(phone);
  await vi.waitFor(() => expect(first.page.texts()).toContain('张伟'), 5_000);
  phone.requests.length = 0;
  const second = open(phone);
  await vi.waitFor(() => expect(second.page.texts()).toContain('张伟'), 5_000);
  expect(phone.requests).toEqual([`${ASK} 200`]);
});

test('an expired session is renewed without the customer noticing', async () => {
  await givenFriends();
  const phone = givenPhone();
  const first = open(phone);
  await vi.waitFor(() => expect(first.page.texts()).toContain('张伟'), 5_000);
  await server.db.transaction((tx) => tx.query('UPDATE customer_session SET expires_at = 1'));
  phone.requests.length = 0;
  const second = open(phone);
  await vi.waitFor(() => expect(second.page.texts()).toContain('张伟'), 5_000);
  expect(phone.requests).toEqual([`${ASK} 401`, `${SIGN_IN} 200`, `${ASK} 200`]);
});

test('somebody whom nobody serves is told what to do, and sees her consultant after pulling down', async () => {
  const { page } = open(givenPhone());
  await vi.waitFor(() => expect(page.texts()).toContain('您还没有专属顾问'), 5_000);
  await givenFriends();
  page.pullDown();
  await vi.waitFor(() => expect(page.texts()).toContain('张伟'), 5_000);
});

test('a failure is said, and a retry succeeds', async () => {
  await givenFriends();
  await sandbox().control('POST /control/faults', { body: { api: { outage: 'html', paths: ['/wechat/*'] } } });
  const { page } = open(givenPhone());
  await vi.waitFor(() => expect(page.texts()).toEqual(['服务暂时出了点问题', '请稍等片刻，再点重试。', '重试']), 5_000);
  await sandbox().control('POST /control/faults/clear');
  page.tap('action-button');
  await vi.waitFor(() => expect(page.texts()).toContain('张伟'), 5_000);
});

test('a login code that WeChat refuses is told as a failed sign-in', async () => {
  const { page } = open(givenPhone({ login: () => Promise.resolve('made-up') }));
  await vi.waitFor(() => expect(page.texts()[0]).toBe('微信登录没有成功'), 5_000);
});

test('without a network the last answer is shown, and refreshed when it is back', async () => {
  await givenFriends();
  const phone = givenPhone();
  const first = open(phone);
  await vi.waitFor(() => expect(first.page.texts()).toContain('张伟'), 5_000);
  phone.online = false;
  const { page, device } = open(phone);
  await vi.waitFor(() => expect(page.texts()).toContain('暂时连不上服务，显示的是上次的内容'), 5_000);
  expect(page.texts()).toContain('张伟');
  device.setOnline(true);
  await vi.waitFor(() => expect(page.texts()).not.toContain('暂时连不上服务，显示的是上次的内容'), 5_000);
});

test('a code that does not load can be asked for again', async () => {
  await givenFriends();
  const { page } = open(givenPhone());
  await vi.waitFor(() => expect(page.find('contact-code__picture')).toBeDefined(), 5_000);
  page.fail('contact-code__picture');
  await vi.waitFor(() => expect(page.texts()).toContain('二维码没有加载出来，点击重试'));
  page.tap('contact-code__failed');
  await vi.waitFor(() => expect(page.find('contact-code__picture')).toBeDefined());
});
