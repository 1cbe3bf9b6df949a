import { signJssdkUrl } from '@zhike/shared/contracts/jssdk';
import { runDoctor } from '@zhike/shared/contracts/doctor';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { givenMember } from '../test/given-member.ts';
import { archiveEnvironment } from '../test/archive-files-kit.ts';
import { s3Account, startSmallS3 } from '../test/small-s3.ts';
import { testConfig } from '../test/test-config.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import { createWecomClient } from './client.ts';
import { everyCheck } from '../domains/operation/every-check.ts';
import { fileStoreCheck } from './doctor/file-store-check.ts';
import { examine } from './doctor.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [] });
  await server.sandbox!.control('POST /control/members', { body: { userId: 'zhangwei', name: '张伟' } });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'rep', role: 'rep' });
});
afterEach(async () => {
  await server.sandbox!.control('POST /control/faults/clear');
  await server.sandbox!.control('POST /control/settings', { body: { trustedIps: null, customerContactApp: true } });
});
afterAll(() => server.close());

/** The server's own parts, believing that its public address is the one it listens on. */
const parts = (wecom: object = {}) => {
  const { config, db, clock, keys, log, metrics } = server.deps;
  const changed = {
    ...config,
    http: { ...config.http, publicUrl: server.origin },
    wecom: { ...config.wecom, ...wecom },
  };
  return {
    config: changed,
    db,
    clock,
    wecom: createWecomClient({ config: changed.wecom, db, keys, log, clock, metrics }),
  };
};

async function look(wecom: object = {}) {
  const { results } = await examine(parts(wecom), everyCheck);
  return Object.fromEntries(results.map((result) => [result.id, result]));
}

test('with everything in order all checks of WeCom are well', async () => {
  const found = await look();
  for (const id of [
    'database',
    'data-folder',
    'api-host',
    'clock',
    'token',
    'trusted-ip',
    'visible-range',
    'customer-contact',
    'agent-id',
    'jssdk-tickets',
    'callback',
    'mini-program',
  ]) {
    expect(found[id], id).toMatchObject({ status: 'ok' });
  }
  const { items } = await server.sandbox!.control('GET /control/members/:userId/app-messages', {
    params: { userId: 'zhangwei' },
  });
  expect(items).toEqual([]);
});

test('the store of chat files is written, read and emptied, and what it refuses is told with its repair', async () => {
  const s3 = await startSmallS3();
  const { config, ...rest } = parts();
  const archive = testConfig({ ...archiveEnvironment }).archive;
  const lookAtStore = async (files: typeof config.files) => {
    const { results } = await examine({ ...rest, config: { ...config, archive, files } }, [fileStoreCheck]);
    return results[0];
  };
  try {
    expect(await lookAtStore(config.files)).toMatchObject({ status: 'ok', message: 'DATA_DIR/files 可以读写' });
    const bucket = { ...s3Account, endpoint: s3.origin, pathStyle: true };
    expect(await lookAtStore({ store: 's3', s3: bucket })).toMatchObject({ status: 'ok' });
    expect(s3.objects.size).toBe(0);
    expect(await lookAtStore({ store: 's3', s3: { ...bucket, secretKey: 'another' } })).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('SignatureDoesNotMatch'),
      repair: expect.stringContaining('MEDIA_S3_SECRET_KEY'),
    });
    expect(await lookAtStore({ store: 's3', s3: { ...bucket, endpoint: 'http://127.0.0.1:9' } })).toMatchObject({
      status: 'fail',
      repair: expect.stringContaining('MEDIA_S3_ENDPOINT'),
    });
  } finally {
    await s3.close();
  }
});

test('a wrong secret gives one repair; what rests on it is not asked', async () => {
  const found = await look({ agentSecret: 'a-secret-that-was-reset-0123456789' });
  expect(found.token).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('40001'),
    repair: expect.stringContaining('WECOM_AGENT_SECRET'),
  });
  for (const id of ['trusted-ip', 'visible-range', 'customer-contact', 'agent-id', 'jssdk-tickets'])
    expect(found[id]).toMatchObject({ status: 'skipped' });
});

test('an IP that is not trusted, and then no customer-contact right, are told with their repair', async () => {
  await server.sandbox!.control('POST /control/settings', { body: { trustedIps: ['10.9.8.7'] } });
  const untrusted = await look();
  expect(untrusted.token).toMatchObject({ status: 'ok' });
  expect(untrusted['trusted-ip']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('60020'),
    repair: expect.stringContaining('企业可信IP'),
  });
  await server.sandbox!.control('POST /control/settings', { body: { trustedIps: null, customerContactApp: false } });
  const noRight = await look();
  expect(noRight['trusted-ip']).toMatchObject({ status: 'ok' });
  expect(noRight['customer-contact']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('48002'),
    repair: expect.stringContaining('可调用接口的应用'),
  });
});

test("another app's agent id is found out without sending anybody a message", async () => {
  expect((await look({ agentId: 1000099 }))['agent-id']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('301002'),
  });
});

test('a page of a proxy instead of WeCom, and no answer at all', async () => {
  await server.sandbox!.control('POST /control/faults', { body: { api: { outage: 'html' } } });
  expect((await look())['api-host']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('不是企业微信'),
  });
  expect((await look({ apiBase: 'http://127.0.0.1:9' }))['api-host']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('连不上'),
  });
});

test('the domain proof is fetched from outside and compared', async () => {
  const folder = join(server.config.dataDir, 'verify');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'WW_verify_abc123.txt'), 'abc123\n');
  expect((await look())['domain-proof']).toMatchObject({
    status: 'ok',
    message: expect.stringContaining('WW_verify_abc123.txt'),
  });
});

test('the page shows the same report, to admins only', async () => {
  const report = await server.api.as('admin').call(runDoctor);
  expect(report.status).toBe(200);
  expect(report.body.results.map((result) => result.id)).toEqual(everyCheck.map((check) => check.id));
  for (const result of report.body.results)
    if (result.status === 'fail' || result.status === 'warn') expect(result.repair).toBeTruthy();
  expect((await server.api.as('rep').call(runDoctor)).status).toBe(403);
  expect(JSON.stringify(report.body)).not.toContain(server.config.wecom.agentSecret);
});

test('a page of ours is signed so that the client takes it, for both identities; others are not signed', async () => {
  const url = `${server.config.http.publicUrl}/sidebar/?x=1`;
  const { body } = await server.api.as('rep').call(signJssdkUrl, { query: { url: `${url}#/customers` } });
  const invoke = (name: string, params: Record<string, unknown>) =>
    server.sandbox!.control('POST /control/client/invoke', { body: { member: 'zhangwei', url, name, params } });
  await server.sandbox!.control('POST /control/settings', { body: { trustedDomains: [] } });

  const app = await invoke('agentConfig', {
    corpid: body.corpId,
    agentid: body.agentId,
    ...body.app,
    timestamp: String(body.app.timestamp),
    jsApiList: ['getContext'],
  });
  expect(app.result.err_msg).toBe('agentConfig:ok');
  const crossed = await invoke('agentConfig', {
    corpid: body.corpId,
    agentid: body.agentId,
    ...body.corp,
    timestamp: String(body.corp.timestamp),
    jsApiList: [],
  });
  expect(crossed.result.err_msg).not.toBe('agentConfig:ok');
  const corp = await invoke('preVerifyJSAPI', {
    appId: body.corpId,
    verifyAppId: body.corpId,
    verifyTimestamp: String(body.corp.timestamp),
    verifyNonceStr: body.corp.nonceStr,
    verifySignature: body.corp.signature,
    verifyJsApiList: [],
  });
  expect(corp.result.err_msg).toMatch(/:ok$/);

  expect((await server.api.as('rep').call(signJssdkUrl, { query: { url: 'https://evil.example.com/' } })).status).toBe(
    400,
  );
  expect((await server.api.call(signJssdkUrl, { query: { url } })).status).toBe(401);
});
