import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { expect, test } from 'vitest';
import { clearSessionCookie, readCookie, readSessionCookie, writeSessionCookie } from './session-cookie.ts';

test.each([
  [true, '__Host-zhike_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure'],
  [false, 'zhike_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax'],
])('behind https (%s) the cookie is bound to this host and never sent in the clear', async (secure, expected) => {
  const app = new Koa();
  app.use(async (ctx) => {
    ctx.body = readSessionCookie(ctx, secure) ?? 'none';
    if (ctx.path === '/out') clearSessionCookie(ctx, secure);
    else writeSessionCookie(ctx, 'abc', 60_000, secure);
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const first = await fetch(origin);
  expect(first.headers.get('set-cookie')).toBe(expected);
  const second = await fetch(`${origin}/out`, { headers: { cookie: expected.split(';')[0]! } });
  expect(await second.text()).toBe('abc');
  expect(second.headers.get('set-cookie')).toContain('Max-Age=0');
  server.closeAllConnections();
  server.close();
});

test('a cookie is found by its whole name, and nothing of the names that were asked for is kept', () => {
  // Koa's own reader would need `cookies`, which is not there: it remembers every name for ever.
  const ctx = { get: () => 'a=1; zhike_session=x=y; __Host-zhike_session=z; b' };
  expect(readCookie(ctx, 'zhike_session')).toBe('x=y');
  expect(readCookie(ctx, '__Host-zhike_session')).toBe('z');
  expect(readCookie(ctx, 'session')).toBeUndefined();
  expect(readCookie(ctx, 'b')).toBeUndefined();
  expect(readCookie({ get: () => '' }, 'a')).toBeUndefined();
  expect(readSessionCookie(ctx as unknown as Koa.Context, false)).toBe('x=y');
});
