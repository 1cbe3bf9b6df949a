import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let sandbox: NonNullable<TestServer['sandbox']>;

beforeAll(async () => {
  server = await startTestServer({
    sandbox: true,
    scenarios: [],
    env: { DEMO: '1', SANDBOX_ORIGIN: 'http://127.0.0.1:3100' },
  });
  sandbox = server.sandbox!;
  sandbox.control.setAppUrl(server.config.http.publicUrl);
  for (const [userId, name] of [
    ['zhangwei', '张伟'],
    ['lina', '李娜'],
  ] as const) {
    await sandbox.control('POST /control/members', { body: { userId, name, departments: [1] } });
    await givenMember(server, { userId, name });
  }
});
afterAll(() => server.close());

test('the simulated client switches the rep: another member in the address signs in again', async () => {
  const { cookie } = await server.api.as('zhangwei').headers();
  const page = (member: string) =>
    server.api.request('GET', `/sidebar/?member=${member}&a=1`, { headers: { cookie: cookie! } });
  expect((await page('zhangwei')).status).toBe(200);
  const other = await page('lina');
  expect(other.status).toBe(302);
  expect(other.headers.get('location')).toBe(`/auth/wecom?to=${encodeURIComponent('/sidebar/?member=lina&a=1')}`);
  expect((await server.api.request('GET', '/sidebar/?member=lina')).status).toBe(302);
});

test('when the sandbox signs in somebody else, the page is not asked for again and again', async () => {
  expect(await landingOf('/sidebar/?member=lina&a=1', 'lina')).toBe('/sidebar/?member=lina&a=1#/');
  expect(await landingOf('/sidebar/?member=lina&a=1', 'zhangwei')).toBe('/sidebar/?a=1#/');
});

/** Where the browser ends up after signing in as `member`. */
async function landingOf(to: string, member: string): Promise<string | null> {
  const left = await server.api.request('GET', `/auth/wecom?to=${encodeURIComponent(to)}`);
  const authorize = new URL(left.headers.get('location') ?? '');
  authorize.searchParams.set('member', member);
  const granted = await fetch(authorize, { redirect: 'manual' });
  const { search } = new URL(granted.headers.get('location') ?? '');
  const cookie = left.headers.getSetCookie()[0]!.split(';')[0]!;
  const back = await server.api.request('GET', `/auth/callback${search}`, { headers: { cookie } });
  return back.headers.get('location');
}
