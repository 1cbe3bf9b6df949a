import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { entities } from '../entities.ts';
import { migrations } from '../migrations/index.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import type { Database } from '../platform/database/database.ts';
import { SystemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { DataKeys } from '../platform/secrets.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { createWecomClient, type WecomClient, type WecomSettings } from './client.ts';
import type { WecomError } from './errors.ts';
import { cut, type FakeWecom, html, silence, startFakeWecom } from './testing/fake-wecom.ts';

const GET_TOKEN = '/cgi-bin/gettoken';
const GET = '/cgi-bin/externalcontact/get';
const ADD_WAY = '/cgi-bin/externalcontact/add_contact_way';
const contact = {
  errcode: 0,
  external_contact: { external_userid: 'wm1', name: '林晓雨', type: 1, gender: 2 },
  follow_user: [{ userid: 'zhangwei', createtime: 1_700_000_000, state: 'S1' }],
};

let wecom: FakeWecom;
let testDatabase: TestDatabase;
let db: Database;
let clock: TestClock;
let clients: WecomClient[];

/** Machine time that a test can move, to see blocks end. */
class TestClock extends SystemClock {
  aheadMs = 0;
  override machineNow() {
    return Date.now() + this.aheadMs;
  }
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await connectDatabase({ url: testDatabase.url, entities, migrations, log: createLogger('silent') });
});
beforeEach(async () => {
  wecom = await startFakeWecom();
  clock = new TestClock();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await wecom.close();
  await db.transaction(async (tx) => {
    for (const table of ['wecom_credential', 'wecom_budget']) await tx.query(`DELETE FROM \`${table}\``);
  });
});
afterAll(async () => {
  await db.close();
  await testDatabase.drop();
});

/** Like another process: shares nothing but the database. */
function client(overrides: Partial<WecomSettings> = {}): WecomClient {
  const config: WecomSettings = {
    corpId: 'ww0123456789abcdef',
    agentId: 1000002,
    agentSecret: 'the-secret-of-the-app',
    archiveSecret: null,
    apiBase: wecom.origin,
    oauthBase: wecom.origin,
    loginBase: wecom.origin,
    callsPerMinute: 10_000,
    callsPerHour: 150_000,
    ...overrides,
  };
  const made = createWecomClient({
    config,
    db,
    keys: new DataKeys(Buffer.alloc(32, 7)),
    log: createLogger('silent'),
    clock,
    metrics: createMetrics(),
  });
  clients.push(made);
  return made;
}

const failure = async (call: Promise<unknown>) =>
  (await call.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: unknown) => error,
  )) as WecomError;

describe('access token', () => {
  test('many calls of many processes at once fetch it once', async () => {
    wecom.answer(GET, contact);
    const processes = [client(), client(), client()];
    await Promise.all(processes.flatMap((one) => Array.from({ length: 6 }, () => one.externalContact.get('wm1'))));
    expect(wecom.callsTo(GET_TOKEN)).toHaveLength(1);
    expect(new Set(wecom.callsTo(GET).map((call) => call.url.searchParams.get('access_token')))).toEqual(
      new Set(['token-1']),
    );
  });

  test('a process that starts later uses the stored one, which lies encrypted', async () => {
    await client().message.send(['a'], { kind: 'text', content: '好' });
    await client().message.send(['a'], { kind: 'text', content: '好' });
    expect(wecom.callsTo(GET_TOKEN)).toHaveLength(1);
    const rows = await db.read.query('SELECT * FROM wecom_credential');
    expect(JSON.stringify(rows)).not.toContain('token-1');
    expect(JSON.stringify(rows)).not.toContain('the-secret-of-the-app');
  });

  test('revoked in mid-flight: fetched once anew, and every call succeeds', async () => {
    const one = client();
    wecom.answer(GET, (request, response) => {
      const token = new URL(request.url!, 'http://fake').searchParams.get('access_token');
      response.end(JSON.stringify(token === 'token-1' ? { errcode: 42001, errmsg: 'access_token expired' } : contact));
    });
    await Promise.all(Array.from({ length: 8 }, () => one.externalContact.get('wm1')));
    expect(wecom.callsTo(GET_TOKEN)).toHaveLength(2);
  });

  test('refused again after fetching anew: an auth error, not a loop', async () => {
    wecom.answer(GET, { errcode: 40014, errmsg: 'invalid access_token' });
    const error = await failure(client().externalContact.get('wm1'));
    expect(error).toMatchObject({ fault: 'auth', errcode: 40014, retryable: true });
    expect(wecom.callsTo(GET)).toHaveLength(2);
  });

  test('a wrong secret is asked once, by all processes together, until the block ends', async () => {
    wecom.answer(GET_TOKEN, { errcode: 40001, errmsg: 'invalid credential' });
    const processes = [client(), client()];
    for (const one of [...processes, ...processes]) {
      expect(await failure(one.externalContact.get('wm1'))).toMatchObject({
        fault: 'auth',
        errcode: 40001,
        code: 'wecom.not_authorized',
      });
    }
    expect(wecom.callsTo(GET_TOKEN)).toHaveLength(1);
    clock.aheadMs = 61_000;
    await failure(processes[0]!.externalContact.get('wm1'));
    expect(wecom.callsTo(GET_TOKEN)).toHaveLength(2);
    clock.aheadMs = 61_000 + 61_000;
    await failure(processes[0]!.externalContact.get('wm1'));
    expect(wecom.callsTo(GET_TOKEN)).toHaveLength(2);
  });

  test('another secret is another token at once', async () => {
    wecom.answer(GET_TOKEN, { errcode: 40001, errmsg: 'invalid credential' });
    await failure(client().externalContact.get('wm1'));
    wecom.answer(GET_TOKEN, { errcode: 0, access_token: 'good', expires_in: 7200 });
    wecom.answer(GET, contact);
    await client({ agentSecret: 'the-repaired-secret' }).externalContact.get('wm1');
  });
});

describe('failures', () => {
  test('an answer in HTML can be tried again, and says nothing of itself', async () => {
    wecom.answer(GET, html);
    const error = await failure(client().externalContact.get('wm1'));
    expect(error).toMatchObject({
      fault: 'retryable',
      retryable: true,
      code: 'wecom.unavailable',
      details: { problem: 'not_json' },
    });
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain('Bad Gateway');
  });

  test('no answer: the deadline holds, and a read can be tried again', async () => {
    wecom.answer(GET, silence);
    const started = Date.now();
    const error = await failure(client().externalContact.get('wm1', { timeoutMs: 300 }));
    expect(Date.now() - started).toBeLessThan(1_500);
    expect(error).toMatchObject({ fault: 'retryable', details: { problem: 'timeout' } });
  });

  test('a creation that got no answer may have happened: looked up, not repeated', async () => {
    for (const answer of [silence, cut, html]) {
      wecom.answer(ADD_WAY, answer);
      const before = wecom.callsTo(ADD_WAY).length;
      // Long enough to be on its way on a busy machine: what never left is another case.
      const error = await failure(client().contactWay.add({ state: 's1', userIds: ['a'] }, { timeoutMs: 1_500 }));
      expect(error).toMatchObject({ fault: 'unknown_outcome', retryable: false, code: 'wecom.unknown_outcome' });
      expect(wecom.callsTo(ADD_WAY)).toHaveLength(before + 1);
    }
  });

  test('a creation that never left can be tried again', async () => {
    const error = await failure(client({ apiBase: 'http://127.0.0.1:9' }).contactWay.add({ state: 's1' }));
    expect(error).toMatchObject({ fault: 'retryable', details: { problem: 'unreachable' } });
  });

  test('busy (-1) is tried again within the call', async () => {
    wecom.answer(GET, { errcode: -1, errmsg: 'system error' }, { errcode: -1, errmsg: 'system error' }, contact);
    const { contact: found } = await client().externalContact.get('wm1');
    expect(found).toMatchObject({ name: '林晓雨', gender: 'female', type: 'wechat' });
  });

  test('a refusal about what was asked is final and keeps its errcode', async () => {
    wecom.answer(GET, { errcode: 84061, errmsg: 'not external contact' });
    expect(await failure(client().externalContact.get('wm1'))).toMatchObject({
      fault: 'permanent',
      errcode: 84061,
      retryable: false,
      api: GET,
    });
  });

  test('neither token nor secret is in any error', async () => {
    wecom.answer(GET, cut);
    const error = await failure(client().externalContact.get('wm1'));
    const texts = [error.message, error.stack, String(error.cause), JSON.stringify(error)].join();
    expect(texts).not.toMatch(/token-1|the-secret/);
  });

  test('inside a transaction nothing is called', async () => {
    const one = client();
    await expect(db.transaction(() => one.externalContact.get('wm1'))).rejects.toThrow('inside a database transaction');
    expect(wecom.calls).toHaveLength(0);
  });
});

describe('limits', () => {
  test('45009 closes this API for a minute, for other processes too; others stay open', async () => {
    wecom.answer(GET, { errcode: 45009, errmsg: 'reach max api daily quota limit' });
    const one = client();
    const first = await failure(one.externalContact.get('wm1'));
    expect(first).toMatchObject({ fault: 'quota', retryAfterMs: 60_000, code: 'wecom.over_limit' });
    expect(await failure(one.externalContact.get('wm1'))).toMatchObject({ fault: 'quota' });
    expect(await failure(client().externalContact.get('wm1'))).toMatchObject({ fault: 'quota' });
    expect(wecom.callsTo(GET)).toHaveLength(1);
    await one.message.send(['a'], { kind: 'text', content: '好' });
    wecom.answer(GET, contact);
    clock.aheadMs = 61_000;
    await one.externalContact.get('wm1');
  });

  test('the budget ends before WeCom would say so, and urgent calls keep a reserve', async () => {
    wecom.answer(GET, contact);
    const one = client({ callsPerMinute: 50, callsPerHour: 3_000 });
    let made = 0;
    for (; made < 60; made++) {
      const error = await one.externalContact.get('wm1', { lane: 'bulk', timeoutMs: 1_000 }).then(
        () => null,
        (problem: WecomError) => problem,
      );
      if (error) {
        expect(error).toMatchObject({ fault: 'quota', errcode: null });
        expect(error.retryAfterMs).toBeGreaterThan(0);
        break;
      }
    }
    expect(made).toBeLessThan(10);
    await one.externalContact.get('wm1', { lane: 'urgent' });
  });

  test('two processes share one budget', async () => {
    wecom.answer(GET, contact);
    const settings = { callsPerMinute: 100, callsPerHour: 6_000 };
    const processes = [client(settings), client(settings)];
    for (const one of processes) await one.message.send(['a'], { kind: 'text', content: '好' });
    const calls = processes.flatMap((one) =>
      Array.from({ length: 20 }, () => one.externalContact.get('wm1', { timeoutMs: 700 })),
    );
    const made = (await Promise.allSettled(calls)).filter((result) => result.status === 'fulfilled').length;
    // The burst of a normal lane is 15 of 100; a few more come free while the calls run.
    expect(made).toBeGreaterThanOrEqual(14);
    expect(made).toBeLessThan(20);
  });

  test('no more than 8 calls of one API run at once', async () => {
    let running = 0;
    let most = 0;
    wecom.answer(GET, (_request, response) => {
      most = Math.max(most, ++running);
      setTimeout(() => {
        running--;
        response.end(JSON.stringify(contact));
      }, 15);
    });
    const one = client();
    await Promise.all(Array.from({ length: 30 }, () => one.externalContact.get('wm1')));
    expect(most).toBeLessThanOrEqual(8);
  });

  test('no right to an API (48002): not asked again for a while, except by the doctor', async () => {
    wecom.answer(GET, { errcode: 48002, errmsg: 'api forbidden' });
    const one = client();
    for (let i = 0; i < 3; i++)
      expect(await failure(one.externalContact.get('wm1'))).toMatchObject({ fault: 'auth', errcode: 48002 });
    expect(wecom.callsTo(GET)).toHaveLength(1);
    await failure(one.externalContact.get('wm1', { evenIfRefused: true }));
    expect(wecom.callsTo(GET)).toHaveLength(2);
  });
});

test('tickets are fetched once for all processes, and apart', async () => {
  wecom.answer('/cgi-bin/get_jsapi_ticket', { errcode: 0, ticket: 'corp-ticket', expires_in: 7200 });
  wecom.answer('/cgi-bin/ticket/get', { errcode: 0, ticket: 'app-ticket', expires_in: 7200 });
  for (const one of [client(), client()]) {
    expect((await one.ticket.corp()).value).toBe('corp-ticket');
    expect((await one.ticket.app()).value).toBe('app-ticket');
  }
  expect(wecom.callsTo('/cgi-bin/get_jsapi_ticket')).toHaveLength(1);
  expect(wecom.callsTo('/cgi-bin/ticket/get')).toHaveLength(1);
  expect(wecom.callsTo('/cgi-bin/ticket/get')[0]!.url.searchParams.get('type')).toBe('agent_config');
});

test('a picture that cannot be had is a coded error like any other call', async () => {
  const address = `${wecom.origin}/picture/1`;
  wecom.answer('/picture/1', cut);
  await expect(client().contactWay.downloadQrCode(address)).rejects.toMatchObject({
    code: 'wecom.unavailable',
    details: { api: 'picture', problem: 'broken_off' },
  });
  wecom.answer('/picture/1', silence);
  await expect(client().contactWay.downloadQrCode(address, { timeoutMs: 100 })).rejects.toMatchObject({
    code: 'wecom.unavailable',
    details: { problem: 'timeout' },
  });
  await expect(client().contactWay.downloadQrCode('http://127.0.0.1:1/none')).rejects.toMatchObject({
    code: 'wecom.unavailable',
    details: { problem: 'unreachable' },
  });
});

test('a file travels as multipart with its name', async () => {
  wecom.answer('/cgi-bin/media/upload', { errcode: 0, type: 'image', media_id: 'M1', created_at: '1700000000' });
  const uploaded = await client().media.upload('image', {
    fileName: '春季"展会.png',
    mimeType: 'image/png',
    bytes: Buffer.from('not really a png'),
  });
  expect(uploaded).toEqual({ mediaId: 'M1', uploadedAt: 1_700_000_000_000 });
  const [call] = wecom.callsTo('/cgi-bin/media/upload');
  expect(call!.url.searchParams.get('type')).toBe('image');
  expect(call!.body).toContain('name="media"; filename="春季_展会.png"; filelength=16');
  expect(call!.body).toContain('not really a png');
});
