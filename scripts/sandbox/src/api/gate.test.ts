import { afterEach, expect, test } from 'vitest';
import { signIn, startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';
import { endpoints } from './endpoints.ts';
import { errorTexts } from './errors.ts';

let running: TestSandbox;
afterEach(() => running?.close());

const token = async (secret: string, corpId = running.credentials.corpId) =>
  (await (await fetch(`${running.origin}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`)).json()) as Record<
    string,
    unknown
  >;
const anyCall = () => running.api.get('/cgi-bin/user/get', { userid: 'nobody' });

test('gettoken answers the same token while it holds, and refuses wrong ids with the documented codes', async () => {
  running = await startTestSandbox();
  const { agentSecret } = running.credentials;
  const first = await token(agentSecret);
  expect(first).toMatchObject({ errcode: 0, expires_in: 7200 });
  await running.control('POST /control/clock', { body: { advanceMs: 3_600_000 } });
  const second = await token(agentSecret);
  expect(second.access_token).toBe(first.access_token);
  // A second may have passed.
  expect([3600, 3599, 3598]).toContain(second.expires_in);
  expect(await token('wrong')).toMatchObject({ errcode: 40001 });
  expect(await token(agentSecret, 'ww0')).toMatchObject({ errcode: 40013 });
});

test('repeated wrong secrets close the caller’s address for an hour', async () => {
  running = await startTestSandbox({ limits: { badSecretsPerHour: 2 } });
  await token('wrong');
  await token('wrong');
  expect(await token(running.credentials.agentSecret)).toMatchObject({ errcode: 45009 });
  await running.control('POST /control/clock', { body: { advanceMs: 3_600_001 } });
  expect(await token(running.credentials.agentSecret)).toMatchObject({ errcode: 0 });
});

test('a token is missing, unknown, revoked or expired: 41001, 40014, 40014, 42001', async () => {
  running = await startTestSandbox();
  expect(await (await fetch(`${running.origin}/cgi-bin/user/get?userid=a`)).json()).toMatchObject({ errcode: 41001 });
  running.api.token = 'made-up';
  expect(await anyCall()).toMatchObject({ errcode: 40014 });
  running.api.token = String((await token(running.credentials.agentSecret)).access_token);
  expect(await anyCall()).toMatchObject({ errcode: 60111 });
  expect(await running.control('POST /control/token/revoke')).toEqual({ revoked: 1 });
  expect(await anyCall()).toMatchObject({ errcode: 40014 });
  running.api.token = String((await token(running.credentials.agentSecret)).access_token);
  await running.control('POST /control/clock', { body: { advanceMs: 7_200_000 } });
  expect(await anyCall()).toMatchObject({ errcode: 42001 });
});

test('each secret opens only what is its own', async () => {
  running = await startTestSandbox();
  const { corpId, contactSecret, archiveSecret } = running.credentials;
  const contacts = await signIn(running.origin, corpId, contactSecret);
  const archive = await signIn(running.origin, corpId, archiveSecret);
  expect(await contacts.post('/cgi-bin/user/list_id')).toMatchObject({ errcode: 0, dept_user: [] });
  expect(await contacts.get('/cgi-bin/user/get', { userid: 'a' })).toMatchObject({ errcode: 48002 });
  expect(await running.api.post('/cgi-bin/user/list_id')).toMatchObject({ errcode: 48002 });
  expect(await archive.post('/cgi-bin/msgaudit/get_permit_user_list')).toMatchObject({ errcode: 0, ids: [] });
  await running.control('POST /control/settings', { body: { customerContactApp: false } });
  expect(await running.api.get('/cgi-bin/externalcontact/get_follow_user_list')).toMatchObject({ errcode: 48002 });
});

test('callers must be on the list of trusted addresses when there is one', async () => {
  running = await startTestSandbox();
  await running.control('POST /control/settings', { body: { trustedIps: ['10.0.0.1'] } });
  expect(await anyCall()).toMatchObject({ errcode: 60020 });
  await running.control('POST /control/settings', { body: { trustedIps: ['127.0.0.1'] } });
  expect(await anyCall()).toMatchObject({ errcode: 60111 });
});

test('what is not emulated says so, wrong methods and bodies are refused as the documents do', async () => {
  running = await startTestSandbox();
  const unknown = await running.api.post('/cgi-bin/externalcontact/add_product_album');
  expect(unknown.errcode).toBe(48005);
  expect(unknown.errmsg).toContain('not emulated by this sandbox');
  expect(await running.api.post('/cgi-bin/user/get')).toMatchObject({ errcode: 40063 });
  expect(await running.api.post('/cgi-bin/externalcontact/mark_tag', 'not json')).toMatchObject({ errcode: 40063 });
  expect(await running.api.post('/cgi-bin/externalcontact/mark_tag', { userid: ['a'] })).toMatchObject({
    errcode: 40035,
  });
});

test('over the minute’s limit one API is closed for a minute, others are not; over the hour’s for an hour', async () => {
  running = await startTestSandbox();
  await running.control('POST /control/limits', {
    body: { perApi: { '/cgi-bin/user/get': { perMinute: 2, perHour: 3 } } },
  });
  const codes = async (times: number) => {
    const found: number[] = [];
    for (let index = 0; index < times; index += 1) found.push((await anyCall()).errcode);
    return found;
  };
  expect(await codes(3)).toEqual([60111, 60111, 45009]);
  expect(await running.api.get('/cgi-bin/department/list')).toMatchObject({ errcode: 0 });
  await running.control('POST /control/clock', { body: { advanceMs: 59_000 } });
  expect(await codes(1)).toEqual([45009]);
  await running.control('POST /control/clock', { body: { advanceMs: 1_100 } });
  expect(await codes(2)).toEqual([60111, 45009]);
  await running.control('POST /control/clock', { body: { advanceMs: 61_000 } });
  expect(await codes(1)).toEqual([45009]);
  await running.control('POST /control/clock', { body: { advanceMs: 3_540_000 } });
  running.api.token = String((await token(running.credentials.agentSecret)).access_token);
  expect(await codes(1)).toEqual([60111]);
});

test('too many calls of one API at once are refused with 45033', async () => {
  running = await startTestSandbox({ limits: { concurrency: 2 } });
  await running.control('POST /control/faults', { body: { api: { latencyMs: 40 } } });
  const answers = await Promise.all([1, 2, 3, 4].map(() => anyCall()));
  expect(answers.map((answer) => answer.errcode).toSorted((a, b) => a - b)).toEqual(
    [45033, 45033, 60111, 60111].toSorted((a, b) => a - b),
  );
});

test('faults: busy, HTML, a torn connection, a chosen code once, a code after the effect, an answer that is lost', async () => {
  running = await startTestSandbox();
  const faults = (api: Record<string, unknown>) => running.control('POST /control/faults', { body: { api } });
  await faults({ busyRate: 1 });
  expect(await anyCall()).toMatchObject({ errcode: -1 });
  await faults({ busyRate: 0, outage: 'html' });
  const html = await fetch(`${running.origin}/cgi-bin/user/get?access_token=${running.api.token}&userid=a`);
  expect(html.headers.get('content-type')).toContain('text/html');
  await faults({ outage: 'reset' });
  await expect(anyCall()).rejects.toThrow();
  await faults({ outage: 'hang' });
  await expect(fetch(`${running.origin}/cgi-bin/user/get`, { signal: AbortSignal.timeout(80) })).rejects.toThrow();
  await faults({ outage: 'none', failNext: [{ path: '/cgi-bin/user/*', errcode: 40014, times: 1 }] });
  expect(await anyCall()).toMatchObject({ errcode: 40014 });
  expect(await anyCall()).toMatchObject({ errcode: 60111 });
  const userId = await running.member();
  await faults({
    failNext: [{ path: '/cgi-bin/externalcontact/add_contact_way', errcode: -1, times: 1, afterEffect: true }],
  });
  expect(
    await running.api.post('/cgi-bin/externalcontact/add_contact_way', { type: 1, scene: 2, user: [userId] }),
  ).toMatchObject({ errcode: -1 });
  expect((await running.control('GET /control/counts')).contactWays).toBe(1);
  await faults({ failNext: [{ path: '/cgi-bin/externalcontact/add_contact_way', times: 1, lost: true }] });
  await expect(
    running.api.post('/cgi-bin/externalcontact/add_contact_way', { type: 1, scene: 2, user: [userId] }),
  ).rejects.toThrow();
  expect((await running.control('GET /control/counts')).contactWays).toBe(2);
});

test('faults can be limited to single paths', async () => {
  running = await startTestSandbox();
  await running.control('POST /control/faults', {
    body: { api: { busyRate: 1, paths: ['/cgi-bin/externalcontact/*'] } },
  });
  expect(await anyCall()).toMatchObject({ errcode: 60111 });
  expect(await running.api.get('/cgi-bin/externalcontact/get_follow_user_list')).toMatchObject({ errcode: -1 });
});

test('every endpoint names its document and codes the sandbox knows', async () => {
  running = await startTestSandbox();
  for (const endpoint of endpoints.values()) {
    expect(endpoint.doc, endpoint.path).toMatch(/^\d{5}/);
    expect(endpoint.title, endpoint.path).not.toBe('');
    for (const code of endpoint.errors) expect(errorTexts[code], `${endpoint.path} ${code}`).toBeTypeOf('string');
  }
});

test('the log shows calls without secrets', async () => {
  running = await startTestSandbox();
  await anyCall();
  const { items } = await running.control('GET /control/api-calls', { query: { path: '/cgi-bin/*' } });
  expect(items[0]).toMatchObject({ path: '/cgi-bin/user/get', errcode: 60111, title: '读取成员' });
  const details = await Promise.all(
    items.map(({ id }) => running.control('GET /control/api-calls/:id', { params: { id } })),
  );
  expect(JSON.stringify(details)).not.toContain(running.api.token);
  expect(JSON.stringify(details)).not.toContain(running.credentials.agentSecret);
});
