import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SESSION_COOKIE } from '../domains/corp/session-cookie.ts';
import { dispatch, type DispatchedRequest } from '../test/dispatch.ts';
import { type Api, givenApi } from '../test/given-api.ts';
import { givenMember } from '../test/given-member.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import type { AnyEndpoint } from '../platform/http/audience-router.ts';

/** What anybody may ask without saying who they are. Whoever adds to it has thought about it. */
const PUBLIC = [
  'GET /auth/callback',
  'GET /auth/login',
  'GET /auth/wecom',
  'GET /healthz',
  'GET /readyz',
  'POST /api/customer/sign-in',
];

let server: TestServer;
let api: Api;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  api = givenApi(server);
  await givenMember(server, { userId: 'admin' });
  await givenMember(server, { userId: 'the-manager', role: 'manager' });
  await givenMember(server, { userId: 'the-rep', role: 'rep' });
});
afterAll(() => server.close());

const of = (audience: AnyEndpoint['audience']) => api.endpoints.filter((endpoint) => endpoint.audience === audience);
const named = ({ method, path }: AnyEndpoint) => `${method} ${path}`;
const sessionOf = (role: string) =>
  server.api.as({ admin: 'admin', manager: 'the-manager', rep: 'the-rep' }[role] ?? role).headers();

async function ask({ method, path }: AnyEndpoint, request: Partial<DispatchedRequest> = {}) {
  const url = path.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV');
  const answer = await dispatch(api.handle, { method, url, ...request });
  const code = answer.contentType.includes('json') ? (JSON.parse(answer.text) as { code?: string }).code : undefined;
  return { status: answer.status, code };
}

test('every registered endpoint is looked at below', () => {
  const looked = (['public', 'visitor', 'member', 'customer', 'openapi', 'ops'] as const).flatMap(of);
  expect(looked).toHaveLength(api.endpoints.length);
  expect(looked.length).toBeGreaterThan(70);
  expect(new Set(looked.map(named)).size).toBe(looked.length);
});

test('what is public is a short list', () => {
  expect(of('public').map(named).sort()).toEqual(PUBLIC);
});

describe('member endpoints', () => {
  const NOT_SIGNED_IN = { status: 401, code: 'auth.not_signed_in' };

  test('ask for a session', async () => {
    for (const endpoint of of('member')) {
      expect(await ask(endpoint), named(endpoint)).toEqual(NOT_SIGNED_IN);
      const headers = {
        cookie: `${SESSION_COOKIE}=${'A'.repeat(43)}`,
        authorization: `Bearer ${server.config.openApiKey}`,
      };
      expect(await ask(endpoint, { headers }), named(endpoint)).toEqual(NOT_SIGNED_IN);
    }
  });

  test('refuse every role that is not named', async () => {
    let refused = 0;
    for (const endpoint of of('member')) {
      for (const role of ['admin', 'manager', 'rep'] as const) {
        if (!endpoint.roles || endpoint.roles.includes(role)) continue;
        refused += 1;
        const answer = await ask(endpoint, { headers: await sessionOf(role) });
        expect(answer, `${named(endpoint)} as ${role}`).toEqual({ status: 403, code: 'auth.not_allowed' });
      }
    }
    expect(refused).toBeGreaterThan(30);
  });

  test('refuse a change that does not prove to come from our own page', async () => {
    const session = await sessionOf('admin');
    const { 'x-zhike-csrf': token, ...withoutToken } = session as Record<string, string>;
    const forged = [
      withoutToken,
      { ...withoutToken, 'x-zhike-csrf': `${token!.slice(0, -2)}xx` },
      { ...session, 'x-zhike-csrf': (await sessionOf('rep'))['x-zhike-csrf']! },
      { ...session, origin: 'https://elsewhere.example' },
      { ...session, origin: 'null' },
    ];
    for (const endpoint of of('member')) {
      if (endpoint.method === 'GET') continue;
      for (const headers of forged)
        expect(await ask(endpoint, { headers }), named(endpoint)).toMatchObject({
          status: 403,
          code: 'auth.forged_request',
        });
    }
  });
});

test('customer endpoints want a customer: neither a member nor the key of the open API will do', async () => {
  for (const endpoint of of('customer')) {
    for (const headers of [{}, await sessionOf('admin'), { authorization: `Bearer ${server.config.openApiKey}` }])
      expect((await ask(endpoint, { headers })).status, named(endpoint)).toBe(401);
  }
});

test('the open API wants its key', async () => {
  for (const endpoint of of('openapi')) {
    for (const headers of [
      {},
      await sessionOf('admin'),
      { authorization: `Bearer ${server.config.openApiKey}x` },
      { authorization: `Basic ${server.config.openApiKey}` },
      { authorization: 'Bearer ' },
    ])
      expect((await ask(endpoint, { headers })).status, named(endpoint)).toBe(401);
  }
});

test('what is for the machine itself is not for others, however they come', async () => {
  for (const endpoint of of('ops')) {
    expect((await ask(endpoint)).status, named(endpoint)).toBe(200);
    expect((await ask(endpoint, { remoteAddress: '203.0.113.9' })).status, named(endpoint)).toBe(401);
    expect((await ask(endpoint, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status, named(endpoint)).toBe(401);
    expect(
      (await ask(endpoint, { remoteAddress: '203.0.113.9', headers: { 'x-forwarded-for': '127.0.0.1' } })).status,
    ).toBe(401);
  }
});
