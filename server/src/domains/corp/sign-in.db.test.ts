import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAuditLog } from '@zhike/shared/contracts/audit';
import { select } from '../../platform/database/sql.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { safeTarget } from './sign-in-state.ts';

let server: TestServer;
type Control = NonNullable<TestServer['sandbox']>['control'];
let control: Control;

beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [] });
  control = server.sandbox!.control;
  control.setAppUrl(server.config.http.publicUrl);
  await control('POST /control/members', { body: { userId: 'zhangwei', name: '张伟', departments: [1] } });
  await control('POST /control/members', { body: { userId: 'hidden', name: '看不见', departments: [1] } });
  await control('POST /control/settings', { body: { hiddenMembers: ['hidden'] } });
});
afterAll(() => server.close());

test('the fragment of the OAuth address does not become a route of the page', async () => {
  // Browsers carry `#wechat_redirect` over a redirect that has no fragment of its own.
  const answer = await comeBack(await leave('/auth/wecom?to=%2Fmanager%2F'), { member: 'zhangwei' });
  expect(answer.headers.get('location')).toBe('/manager/#/');
});

test('a member whom no sync has brought yet signs in inside the client and lands where she wanted', async () => {
  const trip = await leave('/auth/wecom?to=%2Fsidebar%2F%3Fa%3D1%23%2Fcustomer');
  const answer = await comeBack(trip, { member: 'zhangwei' });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe('/sidebar/?a=1#/customer');
  const cookies = answer.headers.getSetCookie();
  const session = cookies.find((cookie) => cookie.startsWith('zhike_session='))!;
  const me = await server.api.request('GET', '/api/me', { headers: { cookie: session.split(';')[0]! } });
  expect(me.body).toMatchObject({ userId: 'zhangwei', name: '张伟', role: 'rep' });
  expect(await select(server.db.read, "SELECT type FROM event WHERE type = 'member.joined'")).toHaveLength(1);
});

test('a desktop browser is sent to the page with the QR code', async () => {
  const { location } = await leave('/auth/login?to=/manager/');
  expect(location.pathname).toBe('/wwlogin/sso/login');
  expect(location.searchParams.get('login_type')).toBe('CorpApp');
});

test('the round trip is good once, in this browser, and not for ever', async () => {
  const trip = await leave('/auth/wecom?to=/manager/');
  const code = await codeFor(trip.location, { member: 'zhangwei' });
  const elsewhere = await callback({ code, state: trip.state, cookie: '' });
  expect(elsewhere.status).toBe(400);
  expect(elsewhere.body).toContain('登录链接已失效');
  const forged = await callback({ code, state: 'f'.repeat(32), cookie: trip.cookie });
  expect(forged.status).toBe(400);
  expect((await callback({ code, state: trip.state, cookie: trip.cookie })).status).toBe(302);
  const again = await callback({ code, state: trip.state, cookie: trip.cookie });
  expect(again.status).toBe(400);
  expect(again.body).toContain('登录凭证已过期');
});

test('who may not work here reads why, in Chinese', async () => {
  const outOfRange = await comeBack(await leave('/auth/wecom'), { member: 'hidden' });
  expect(outOfRange.status).toBe(403);
  expect(outOfRange.body).toContain('可见范围');
  const { externalUserId } = await control('POST /control/customers', { body: { name: '林晓雨' } });
  const outsider = await comeBack(await leave('/auth/wecom'), { customer: externalUserId });
  expect(outsider.status).toBe(403);
  expect(outsider.body).toContain('仅限本企业成员');
});

test('who came in and who was refused stands in the audit log, and whoever keeps trying does not fill it', async () => {
  const entries = async () =>
    (await server.api.as('admin').call(listAuditLog, { query: { limit: 100 } })).body.items.filter(({ action }) =>
      action.startsWith('session.'),
    );
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'idle', name: '未激活' });
  await control('POST /control/members', { body: { userId: 'idle', name: '未激活', departments: [1] } });
  await control('POST /control/members/:userId', { params: { userId: 'idle' }, body: { status: 2 } });
  await server.db.transaction((tx) => tx.query("UPDATE member SET status = 'disabled' WHERE user_id = 'idle'"));
  await server.db.transaction((tx) => tx.query("DELETE FROM audit_log WHERE action LIKE 'session.%'"));
  const { externalUserId } = await control('POST /control/customers', { body: { name: '周末' } });
  for (let time = 0; time < 3; time++) {
    await comeBack(await leave('/auth/login'), { member: 'zhangwei' });
    await comeBack(await leave('/auth/wecom'), { member: 'hidden' });
    await comeBack(await leave('/auth/wecom'), { member: 'idle' });
    await comeBack(await leave('/auth/wecom'), { customer: externalUserId });
    await callback({ code: 'made-up', state: 'f'.repeat(32), cookie: '' });
  }
  const all = await entries();
  const opened = all.filter(({ action }) => action === 'session.open');
  expect(opened).toHaveLength(3);
  expect(opened[0]).toMatchObject({
    actor: { userId: 'zhangwei', name: '张伟' },
    subject: { kind: 'member', id: 'zhangwei' },
    after: { via: 'login', address: '127.0.0.1' },
  });
  const refused = all.filter(({ action }) => action === 'session.refuse');
  expect(refused.map(({ actor, subject, after }) => [actor, subject.id, after!.reason]).sort()).toEqual([
    [null, 'anybody', 'outsider'],
    [null, 'hidden', 'out_of_range'],
    [null, 'idle', 'not_active'],
  ]);
  expect(JSON.stringify(all)).not.toContain(externalUserId);
  expect(all).toHaveLength(6);

  server.clock.offsetMs += 3_600_001;
  await comeBack(await leave('/auth/wecom'), { member: 'hidden' });
  expect((await entries()).filter(({ subject }) => subject.id === 'hidden')).toHaveLength(2);
  server.clock.offsetMs = 0;
});

test('while WeCom does not answer, the page says so and offers another try', async () => {
  const trip = await leave('/auth/wecom?to=/manager/');
  const code = await codeFor(trip.location, { member: 'zhangwei' });
  await control('POST /control/faults', { body: { api: { outage: 'html' } } });
  const answer = await callback({ code, state: trip.state, cookie: trip.cookie });
  await control('POST /control/faults/clear');
  expect(answer.status).toBe(502);
  expect(answer.body).toContain('企业微信暂时没有响应');
  expect(answer.body).toContain('/auth/wecom?to=%2Fmanager%2F');
});

test.each([
  ['https://elsewhere.example/', '/manager/'],
  ['//elsewhere.example/', '/manager/'],
  ['/\\elsewhere.example/', '/manager/'],
  ['/\t/elsewhere.example', '/manager/'],
  ['javascript:alert(1)', '/manager/'],
  ['/auth/wecom?to=/auth/wecom', '/manager/'],
  [undefined, '/manager/'],
  ['/sidebar/?q=1#/tasks', '/sidebar/?q=1#/tasks'],
])('after signing in only a page of ours is opened: %s', (to, target) => {
  expect(safeTarget(to)).toBe(target);
});

interface Trip {
  location: URL;
  state: string;
  cookie: string;
}

async function leave(path: string): Promise<Trip> {
  const answer = await server.api.request('GET', path);
  expect(answer.status).toBe(302);
  const location = new URL(answer.headers.get('location') ?? '');
  expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax$/);
  return {
    location,
    state: location.searchParams.get('state') ?? '',
    cookie: answer.headers.getSetCookie()[0]!.split(';')[0]!,
  };
}

async function codeFor(location: URL, person: { member?: string; customer?: string }): Promise<string> {
  const url = new URL(location);
  for (const [name, value] of Object.entries(person)) url.searchParams.set(name, value);
  const answer = await fetch(url, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

async function comeBack(trip: Trip, person: { member?: string; customer?: string }) {
  return callback({ code: await codeFor(trip.location, person), state: trip.state, cookie: trip.cookie });
}

const callback = ({ code, state, cookie }: { code: string; state: string; cookie: string }) =>
  server.api.request('GET', `/auth/callback?${new URLSearchParams({ code, state })}`, { headers: { cookie } });
