import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox } from '@zhike/sandbox/start-sandbox';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createWechatClient } from './client.ts';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
const servers: Server[] = [];
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterEach(async () => {
  await sandbox.control('POST /control/faults/clear');
  for (const server of servers.splice(0)) server.close();
});
afterAll(() => sandbox.close());

function client(changes: { appId?: string; secret?: string } = {}) {
  const { weappAppid, weappSecret } = sandbox.credentials;
  return createWechatClient({
    apiBase: `${sandbox.origin}/wechat`,
    weapp: { appId: weappAppid, secret: weappSecret, ...changes },
  });
}

async function givenCode() {
  const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name: '林晓雨' } });
  return sandbox.control('POST /control/wechat/login-code', { body: { externalUserId } });
}

/** Something in between that answers for WeChat. */
async function givenGateway(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a login code names the person, with the unionid when an open-platform account is bound', async () => {
  const { code, openId, unionId } = await givenCode();
  expect(await client().codeToIdentity(code)).toEqual({ openId, unionId });
  await sandbox.control('POST /control/settings', { body: { openPlatformBound: false } });
  const again = await givenCode();
  expect(await client().codeToIdentity(again.code)).toEqual({ openId: again.openId, unionId: null });
  await sandbox.control('POST /control/settings', { body: { openPlatformBound: true } });
});

test('a spent, unknown or expired code asks for a fresh one', async () => {
  const { code } = await givenCode();
  await client().codeToIdentity(code);
  await expect(client().codeToIdentity(code)).rejects.toMatchObject({
    fault: 'refused_code',
    details: { errcode: 40163 },
  });
  await expect(client().codeToIdentity('made-up')).rejects.toMatchObject({
    fault: 'refused_code',
    details: { errcode: 40029 },
  });
  const late = await givenCode();
  await sandbox.control('POST /control/clock', { body: { advanceMs: 5 * 60_000 } });
  await expect(client().codeToIdentity(late.code)).rejects.toMatchObject({ fault: 'refused_code', kind: 'invalid' });
});

test.each([
  [{ appId: 'wx0000000000000000' }, 40013],
  [{ secret: 'wrong' }, 40125],
])('a wrong configuration %j is told apart from a bad code', async (changes, errcode) => {
  const { code } = await givenCode();
  await expect(client(changes).codeToIdentity(code)).rejects.toMatchObject({
    fault: 'misconfigured',
    retryable: false,
    details: { errcode },
  });
});

test.each([
  [-1, 'unavailable', true],
  [45011, 'too_often', true],
  [40226, 'blocked_person', false],
])('errcode %i means %s', async (errcode, fault, retryable) => {
  const apiBase = await givenGateway(200, JSON.stringify({ errcode, errmsg: 'as documented' }));
  const wechat = createWechatClient({ apiBase, weapp: { appId: 'wx1', secret: 'secret' } });
  await expect(wechat.codeToIdentity('code')).rejects.toMatchObject({ fault, retryable });
});

test.each(['reset', 'html'] as const)('an outage (%s) is WeChat being unavailable', async (outage) => {
  const { code } = await givenCode();
  await sandbox.control('POST /control/faults', { body: { api: { outage } } });
  await expect(client().codeToIdentity(code)).rejects.toMatchObject({ fault: 'unavailable', kind: 'unavailable' });
});

test.each([
  ['a page', 200, '<html>busy</html>'],
  ['a list', 200, '[]'],
  ['no openid', 200, '{"session_key":"x"}'],
  ['too much', 200, `{"openid":"${'x'.repeat(100_000)}"}`],
  ['a redirect', 302, ''],
  ['a failure', 500, '{"openid":"o"}'],
])('an answer with %s is no identity', async (_name, status, body) => {
  const apiBase = await givenGateway(status, body);
  const wechat = createWechatClient({ apiBase, weapp: { appId: 'wx1', secret: 'top-secret' } });
  const error: unknown = await wechat.codeToIdentity('code').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ fault: 'unavailable' });
  expect(JSON.stringify(error) + String(error) + String((error as Error).cause)).not.toContain('top-secret');
});

test('without a mini-program nobody can sign in', async () => {
  const wechat = createWechatClient({ apiBase: sandbox.origin, weapp: null });
  await expect(wechat.codeToIdentity('code')).rejects.toMatchObject({ code: 'wechat.no_mini_program' });
});
