import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox({ appUrl: 'http://127.0.0.1:3000' });
  await running.member('zhangsan', { mobile: '13800000000' });
});
afterEach(() => running.close());

const back = 'http://127.0.0.1:3000/auth/back?from=sidebar';

const visit = (path: string, query: Record<string, string>, cookie = '') =>
  fetch(`${running.origin}${path}?${new URLSearchParams(query).toString()}`, {
    redirect: 'manual',
    headers: { cookie },
  });
const authorize = (more: Record<string, string> = {}, cookie = '') =>
  visit(
    '/connect/oauth2/authorize',
    {
      appid: running.credentials.corpId,
      redirect_uri: back,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc123',
      agentid: String(running.credentials.agentId),
      ...more,
    },
    cookie,
  );
const codeOf = (answer: Response) => new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
const exchange = (code: string) => running.api.get('/cgi-bin/auth/getuserinfo', { code });

describe('OAuth', () => {
  test('is silent for the member of this client; the code works once and for five minutes', async () => {
    const answer = await authorize({}, 'sandbox_member=zhangsan');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1:3000\/auth\/back\?from=sidebar&code=[A-Za-z0-9]+&state=abc123$/,
    );
    const code = codeOf(answer);
    expect(await exchange(code)).toMatchObject({ errcode: 0, userid: 'zhangsan' });
    expect(await exchange(code)).toMatchObject({ errcode: 40029 });
    const late = codeOf(await authorize({}, 'sandbox_member=zhangsan'));
    await running.control('POST /control/clock', { body: { advanceMs: 300_000 } });
    expect(await exchange(late)).toMatchObject({ errcode: 40029 });
  });

  test('asks who it is when nobody holds the client', async () => {
    const answer = await authorize();
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('这是谁的客户端');
    expect(html).toContain('张三');
    expect((await authorize({ member: 'zhangsan' })).status).toBe(302);
  });

  test('refuses foreign domains, corps, scopes and states with a page, without a redirect', async () => {
    const mistakes: Record<string, string>[] = [
      { redirect_uri: 'http://evil.example/back' },
      { redirect_uri: 'http://127.0.0.1:3001/back' },
      { redirect_uri: 'javascript:alert(1)' },
      { appid: 'ww0' },
      { scope: 'everything' },
      { state: '<script>' },
      { response_type: 'token' },
      { agentid: '9' },
    ];
    for (const wrong of mistakes) {
      const answer = await authorize(wrong, 'sandbox_member=zhangsan');
      expect(answer.status, JSON.stringify(wrong)).toBe(400);
      expect(await answer.text()).not.toContain('<script>');
    }
  });

  test('a domain that was taken away makes the code worthless: 50001', async () => {
    const code = codeOf(await authorize({}, 'sandbox_member=zhangsan'));
    await running.control('POST /control/settings', { body: { trustedDomains: ['crm.example.com'] } });
    expect(await exchange(code)).toMatchObject({ errcode: 50001 });
  });

  test('consent gives a ticket for the private fields, for 30 minutes', async () => {
    const code = codeOf(await authorize({ scope: 'snsapi_privateinfo' }, 'sandbox_member=zhangsan'));
    const { user_ticket: ticket } = await exchange(code);
    const detail = () => running.api.post('/cgi-bin/auth/getuserdetail', { user_ticket: ticket });
    expect(await detail()).toMatchObject({ errcode: 0, userid: 'zhangsan', mobile: '13800000000' });
    await running.control('POST /control/clock', { body: { advanceMs: 1_800_000 } });
    expect(await detail()).toMatchObject({ errcode: 84014 });
    expect(await running.api.post('/cgi-bin/auth/getuserdetail', { user_ticket: 'x' })).toMatchObject({
      errcode: 84015,
    });
  });

  test('a customer is told by openid, and by external_userid once somebody in range follows her', async () => {
    const externalUserId = await running.customer();
    const ask = async () => exchange(codeOf(await authorize({}, `sandbox_customer=${externalUserId}`)));
    expect(await ask()).not.toHaveProperty('external_userid');
    await running.control('POST /control/friends/add', { body: { externalUserId, userId: 'zhangsan' } });
    expect(await ask()).toMatchObject({ external_userid: externalUserId });
    expect(await ask()).not.toHaveProperty('userid');
  });
});

test('the cookie of the simulated client is set and removed through the control API', async () => {
  const set = (member: string | null) =>
    fetch(`${running.origin}/control/client/member`, { method: 'POST', body: JSON.stringify({ member }) });
  expect((await set('zhangsan')).headers.get('set-cookie')).toContain('sandbox_member=zhangsan');
  expect((await set(null)).headers.get('set-cookie')).toContain('Max-Age=0');
  expect((await set('nobody')).status).toBe(404);
});

test('QR login shows a code and who may scan it; a chosen member is sent back with a code', async () => {
  const query = {
    login_type: 'CorpApp',
    appid: running.credentials.corpId,
    agentid: String(running.credentials.agentId),
    redirect_uri: back,
    state: 's',
  };
  const shown = await (await visit('/wwlogin/sso/login', query)).text();
  expect(shown).toContain('<svg');
  expect(shown).toContain('张三');
  const answer = await visit('/wwlogin/sso/login', { ...query, member: 'zhangsan' });
  expect(answer.status).toBe(302);
  expect(await exchange(codeOf(answer))).toMatchObject({ userid: 'zhangsan' });
  expect((await visit('/wwlogin/sso/login', { ...query, login_type: 'Other' })).status).toBe(400);
  await running.control('POST /control/members/:userId', { params: { userId: 'zhangsan' }, body: { status: 5 } });
  expect((await visit('/wwlogin/sso/login', { ...query, member: 'zhangsan' })).status).toBe(400);
});

describe('the official account', () => {
  const ask = (more: Record<string, string> = {}) =>
    visit('/connect/oauth2/authorize', {
      appid: running.credentials.officialAppid,
      redirect_uri: back,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc123',
      ...more,
    });
  const tokenOf = async (code: string, more: Record<string, string> = {}) => {
    const { officialAppid: appid, officialSecret: secret } = running.credentials;
    const query = { appid, secret, code, grant_type: 'authorization_code', ...more };
    return (await (await visit('/wechat/sns/oauth2/access_token', query)).json()) as Record<string, unknown>;
  };
  const phoneOf = async (externalUserId: string) =>
    (await running.control('GET /control/customers/:externalUserId', { params: { externalUserId } })).phoneId;

  test('tells two phones of one browser apart, silently, by an openid of its own', async () => {
    const [lin, gu] = [await running.customer('林晓雨'), await running.customer('顾言')];
    expect(await (await ask()).text()).toContain('window.name');
    const codes = [codeOf(await ask({ phone: await phoneOf(lin) })), codeOf(await ask({ phone: await phoneOf(gu) }))];
    const [first, second] = await Promise.all(codes.map((code) => tokenOf(code)));
    expect(first).toMatchObject({ scope: 'snsapi_base', expires_in: 7200 });
    expect(first).not.toHaveProperty('unionid');
    expect(first?.openid).not.toBe(second?.openid);
    const again = await tokenOf(codeOf(await ask({ customer: lin })));
    expect(again.openid).toBe(first?.openid);
    const { openId } = await running.control('POST /control/wechat/login-code', { body: { externalUserId: lin } });
    expect(openId).not.toBe(first?.openid);
    await running.control('POST /control/settings', { body: { unionIdForBaseScope: true } });
    const { unionId } = await running.control('GET /control/customers/:externalUserId', {
      params: { externalUserId: lin },
    });
    expect(await tokenOf(codeOf(await ask({ customer: lin })))).toMatchObject({ unionid: unionId });
  });

  test('asks for consent before it tells name and unionid; refusing comes back without a code', async () => {
    const customer = await running.customer();
    const wish = { scope: 'snsapi_userinfo', customer };
    expect(await (await ask(wish)).text()).toContain('允许');
    const refused = (await ask({ ...wish, consent: '0' })).headers.get('location') ?? '';
    expect(new URL(refused).searchParams.has('code')).toBe(false);
    const token = await tokenOf(codeOf(await ask({ ...wish, consent: '1' })));
    expect(token).toHaveProperty('unionid');
    const info = async (accessToken: unknown) =>
      (await visit('/wechat/sns/userinfo', { access_token: String(accessToken), openid: String(token.openid) })).json();
    expect(await info(token.access_token)).toMatchObject({ nickname: '林晓雨', unionid: token.unionid });
    const base = await tokenOf(codeOf(await ask({ customer })));
    expect(await info(base.access_token)).toMatchObject({ errcode: 48001 });
    expect(await info('x')).toMatchObject({ errcode: 40001 });
  });

  test('a code works once and for five minutes, for this account and its secret only', async () => {
    const customer = await running.customer();
    const code = codeOf(await ask({ customer }));
    expect(await tokenOf(code, { secret: 'x' })).toMatchObject({ errcode: 40125 });
    expect(await tokenOf(code, { appid: running.credentials.weappAppid })).toMatchObject({ errcode: 40013 });
    expect(await tokenOf(code)).toHaveProperty('openid');
    expect(await tokenOf(code)).toMatchObject({ errcode: 40163 });
    expect(await tokenOf('nothing')).toMatchObject({ errcode: 40029 });
    const late = codeOf(await ask({ customer }));
    await running.control('POST /control/clock', { body: { advanceMs: 300_000 } });
    expect(await tokenOf(late)).toMatchObject({ errcode: 40029 });
    const mistakes: Record<string, string>[] = [
      { scope: 'snsapi_privateinfo' },
      { redirect_uri: 'http://evil.example/' },
      { state: '<x>' },
    ];
    for (const wrong of mistakes) expect((await ask({ customer, ...wrong })).status).toBe(400);
    expect(await (await ask({ phone: 'nobody' })).text()).toContain('以谁的微信打开网页');
  });
});

describe('the mini-program', () => {
  const session = async (code: string, more: Record<string, string> = {}) => {
    const { weappAppid, weappSecret } = running.credentials;
    const answer = await visit('/wechat/sns/jscode2session', {
      appid: weappAppid,
      secret: weappSecret,
      js_code: code,
      grant_type: 'authorization_code',
      ...more,
    });
    return (await answer.json()) as Record<string, unknown>;
  };

  test('signs in in WeChat: openid and unionid, once, within five minutes', async () => {
    const externalUserId = await running.customer();
    const made = await running.control('POST /control/wechat/login-code', { body: { externalUserId } });
    const first = await session(made.code);
    expect(first).toMatchObject({ openid: made.openId, unionid: made.unionId });
    expect(first).not.toHaveProperty('errcode');
    expect(await session(made.code)).toMatchObject({ errcode: 40163 });
    expect(await session('nothing')).toMatchObject({ errcode: 40029 });
    expect(await session(made.code, { secret: 'x' })).toMatchObject({ errcode: 40125 });
    await running.control('POST /control/settings', { body: { openPlatformBound: false } });
    const unbound = await running.control('POST /control/wechat/login-code', { body: { externalUserId } });
    expect(await session(unbound.code)).not.toHaveProperty('unionid');
    const stranger = await running.control('POST /control/wechat/login-code', { body: {} });
    expect(await session(stranger.code)).toMatchObject({ openid: stranger.openId });
  });

  test('signs in inside WeCom as a member', async () => {
    const { code } = await running.control('POST /control/wechat/member-login-code', { body: { member: 'zhangsan' } });
    const ask = () =>
      running.api.get('/cgi-bin/miniprogram/jscode2session', { js_code: code, grant_type: 'authorization_code' });
    expect(await ask()).toMatchObject({ errcode: 0, userid: 'zhangsan', corpid: running.credentials.corpId });
    expect(await ask()).toMatchObject({ errcode: 40029 });
  });

  test('in a browser a person is picked and sent back with a code', async () => {
    const externalUserId = await running.customer();
    expect(await (await visit('/wechat/demo-login', { redirect_uri: back })).text()).toContain('林晓雨');
    const answer = await visit('/wechat/demo-login', { redirect_uri: back, customer: externalUserId });
    expect(await session(codeOf(answer))).toHaveProperty('openid');
    expect(
      (await visit('/wechat/demo-login', { redirect_uri: 'http://evil.example/', customer: externalUserId })).status,
    ).toBe(400);
  });

  test('stable_token stays the same until its last five minutes; force_refresh kills it; codes come as pictures', async () => {
    const { weappAppid, weappSecret } = running.credentials;
    const token = async (more = {}) => {
      const body = JSON.stringify({ grant_type: 'client_credential', appid: weappAppid, secret: weappSecret, ...more });
      return (await (
        await fetch(`${running.origin}/wechat/cgi-bin/stable_token`, { method: 'POST', body })
      ).json()) as Record<string, unknown>;
    };
    const picture = async (accessToken: unknown, body: unknown) =>
      fetch(`${running.origin}/wechat/wxa/getwxacodeunlimit?access_token=${String(accessToken)}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    const first = await token();
    expect((await token()).access_token).toBe(first.access_token);
    await running.control('POST /control/clock', { body: { advanceMs: 6_901_000 } });
    const second = await token();
    expect(second.access_token).not.toBe(first.access_token);
    expect((await picture(first.access_token, { scene: 'a=1', page: 'pages/x' })).headers.get('content-type')).toBe(
      'image/png',
    );
    expect(await (await picture(second.access_token, { scene: '中文' })).json()).toMatchObject({ errcode: 40169 });
    expect(await (await picture(second.access_token, { scene: 'a', page: '/x' })).json()).toMatchObject({
      errcode: 41030,
    });
    await token({ force_refresh: true });
    expect(await (await picture(second.access_token, { scene: 'a' })).json()).toMatchObject({ errcode: 40001 });
    expect(await (await fetch(`${running.origin}/wechat/wxa/nothing`)).json()).toMatchObject({ errcode: 48001 });
  });
});
