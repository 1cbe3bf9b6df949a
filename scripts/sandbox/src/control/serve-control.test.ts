import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';
import type { LiveEvent } from './live-event.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox();
});
afterEach(() => running.close());

const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${running.origin}${path}`, { method: 'POST', body, headers });
  return {
    status: answer.status,
    body: (await answer.json()) as { error?: { code: string; message: string; field?: string } },
  };
};

describe('wrong requests get a clear answer', () => {
  test.each([
    ['not json', '/control/scan', '{', 400, undefined],
    ['not an object', '/control/scan', '[]', 400, undefined],
    ['a missing field', '/control/scan', '{}', 400, 'externalUserId'],
    ['a field of the wrong kind', '/control/scan', '{"externalUserId":1}', 400, 'externalUserId'],
    ['an unknown field', '/control/clock', '{"forward":1}', 400, 'forward'],
    ['both ways to set the clock', '/control/clock', '{"advanceMs":1,"set":1}', 400, 'advanceMs'],
    ['a clock too far away', '/control/clock', '{"advanceMs":1e15}', 400, 'advanceMs'],
    ['an unknown switch', '/control/faults', '{"callback":{"explode":true}}', 400, 'callback.explode'],
    ['a rate over one', '/control/faults', '{"callback":{"dropRate":2}}', 400, 'callback.dropRate'],
    [
      'an unknown code',
      '/control/faults',
      '{"api":{"failNext":[{"path":"/x","errcode":7,"times":1}]}}',
      400,
      'api.failNext',
    ],
    ['a negative limit', '/control/limits', '{"perMinute":-1}', 400, 'perMinute'],
    ['a wrong address', '/control/settings', '{"callbackUrl":"ftp://x"}', 400, 'callbackUrl'],
    ['too many members', '/control/generate', '{"members":1e9,"relations":0}', 400, 'members'],
    ['an unknown customer', '/control/scan', '{"externalUserId":"wm0","state":"x"}', 404, undefined],
    ['an unknown endpoint', '/control/nothing', '{}', 404, undefined],
    ['an empty name', '/control/console/tags/create', '{"groupName":"x","names":[" "]}', 400, 'names'],
  ])('%s', async (_, path, body, status, field) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.message).toMatch(/\p{Script=Han}/u);
    expect(answer.body.error?.field).toBe(field);
  });

  test('a wrong switch changes nothing at all', async () => {
    await post('/control/faults', '{"callback":{"outage":true,"explode":true}}');
    expect((await running.control('GET /control/faults')).callback.outage).toBe(false);
  });
});

test('pages of other sites and foreign host names are refused', async () => {
  expect((await post('/control/reset', '{}', { origin: 'http://evil.example' })).status).toBe(403);
  expect((await post('/control/faults/clear', '{}', { origin: running.origin })).status).toBe(200);
  // fetch does not let a Host header through.
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(`${running.origin}/control/overview`, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});

test('the overview holds what a page needs, and reset begins anew', async () => {
  await running.member();
  await running.control('POST /control/clock', { body: { advanceMs: 5_000 } });
  const before = await running.control('GET /control/overview');
  expect(before).toMatchObject({
    counts: { members: 1 },
    members: [{ userId: 'zhangsan', visible: true }],
    urls: { api: running.origin },
  });
  expect(before.unverified.length).toBeGreaterThan(5);
  const after = await running.control('POST /control/reset');
  expect(after.counts).toMatchObject({ members: 0, customers: 0, relations: 0 });
  expect(after.clock.offsetMs).toBe(0);
  expect(after.settings.callbackUrl).toBe(running.receiver.url);
  expect(await running.api.get('/cgi-bin/user/get', { userid: 'zhangsan' })).toMatchObject({ errcode: 40014 });
});

test('the CRM’s origin sets sidebar, home page and trusted domains under both local names', async () => {
  const settings = await running.control('POST /control/settings', { body: { appUrl: 'http://localhost:3000' } });
  expect(settings).toMatchObject({
    sidebarUrl: 'http://localhost:3000/sidebar/',
    homeUrl: 'http://localhost:3000/manager/',
    trustedDomains: ['127.0.0.1:3000', 'localhost:3000'],
  });
  const app = await running.control('GET /control/client/app', { query: { host: '127.0.0.1' } });
  expect(app).toMatchObject({ sidebarUrl: 'http://127.0.0.1:3000/sidebar/', appUrl: 'http://127.0.0.1:3000' });
});

test('the live stream tells what happens as it happens, and resumes', async () => {
  const { events, stop } = await listen();
  const userId = await running.member();
  const externalUserId = await running.customer();
  await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
  await running.idle();
  await running.api.get('/cgi-bin/externalcontact/get', { external_userid: externalUserId });
  await running.idle();
  stop();
  const kinds = events.map((event) => event.kind);
  for (const kind of ['hello', 'member', 'customer', 'relation', 'chat', 'callback', 'callback-attempt', 'api-call'])
    expect(kinds).toContain(kind);
  for (const event of events) expect(event.text, event.kind).toMatch(/\p{Script=Han}/u);
  const middle = events[Math.floor(events.length / 2)]?.seq ?? 0;
  const again = await listen(middle);
  again.stop();
  const rest = events.filter((event) => event.seq > middle);
  expect(again.events.slice(1, rest.length + 1).map((event) => event.seq)).toEqual(rest.map((event) => event.seq));
});

test('waiting until idle ends at its time-out when something hangs', async () => {
  running.receiver.answerWith('hang');
  await running.control('POST /control/callbacks/send', { body: { fields: { Event: 'x' } } });
  const answer = await running.control('POST /control/wait-until-idle', { body: { timeoutMs: 100, quietMs: 10 } });
  expect(answer).toMatchObject({ idle: false, callbacksWaiting: 1 });
});

/** Reads the stream until stopped. */
async function listen(after?: number): Promise<{ events: LiveEvent[]; stop: () => void }> {
  const abort = new AbortController();
  const headers: Record<string, string> = after === undefined ? {} : { 'last-event-id': String(after) };
  const answer = await fetch(`${running.origin}/control/live`, { signal: abort.signal, headers });
  const events: LiveEvent[] = [];
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let first: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    first = resolve;
  });
  const read = async (): Promise<void> => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += part.value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data) events.push(JSON.parse(data) as LiveEvent);
      }
      first();
    }
  };
  read().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  await begun;
  return { events, stop: () => abort.abort() };
}
