import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_OPEN_API_KEY } from '../../test/test-config.ts';
import { type Story, startStory } from '../../test/story-kit.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory();
});
afterAll(() => story.server.close());

/** The figures of one metric, by its labels; '' for one without labels. */
async function figures(name: string): Promise<Record<string, number>> {
  const { status, body } = await story.server.api.request('GET', '/metrics');
  expect(status).toBe(200);
  const lines = String(body).matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'));
  return Object.fromEntries([...lines].map(([, labels = '', value]) => [labels, Number(value)]));
}

test('alive and ready are said to anybody; ready needs the database', async () => {
  const { api } = story.server;
  expect(await api.request('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'alive' } });
  expect(await api.request('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  const unready = await startStory();
  await unready.server.db.transaction((tx) => tx.query("DELETE FROM migration WHERE name LIKE 'CreateChannel%'"));
  expect(await unready.server.api.request('GET', '/readyz')).toMatchObject({
    status: 503,
    body: { status: 'not_ready' },
  });
  expect((await unready.server.api.request('GET', '/healthz')).status).toBe(200);
  await unready.server.close();
});

test('the metrics tell of callbacks, lag, runs, commands, calls by errcode and the latency of welcomes', async () => {
  const { server, sandbox } = story;
  await server.deliverCallback(
    '<xml><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>unheard_of</Event></xml>',
  );
  await sandbox.control('POST /control/faults', {
    body: { api: { failNext: [{ path: '/cgi-bin/externalcontact/mark_tag', errcode: 40003, times: 1 }] } },
  });
  await story.scanners(1);
  await story.settle();

  const callbacks = await figures('zhike_callbacks_total');
  expect(callbacks['receiver="app",outcome="not_understood"']).toBe(1);
  expect(callbacks['receiver="app",outcome="stored"']).toBeGreaterThan(1);
  expect(await figures('zhike_inbox_lag_seconds')).toEqual({ '': 0 });
  expect((await figures('zhike_scenario_runs_total'))['scenario="archive-external-contact",outcome="done"']).toBe(1);
  expect(await figures('zhike_scenario_runs_waiting')).toMatchObject({ 'status="gave_up"': 0 });
  expect((await figures('zhike_outbox_commands_total'))['command="mark-tag",outcome="gave_up"']).toBe(1);
  expect(await figures('zhike_outbox_waiting')).toMatchObject({ 'status="gave_up"': 1 });
  expect(await figures('zhike_outbox_oldest_seconds')).toHaveProperty('');
  const calls = await figures('zhike_wecom_calls_total');
  expect(calls['api="/cgi-bin/externalcontact/mark_tag",errcode="40003"']).toBe(1);
  expect(calls['api="/cgi-bin/externalcontact/send_welcome_msg",errcode="0"']).toBe(1);
  expect(await figures('zhike_welcome_latency_seconds_count')).toEqual({ '': 1 });
});

test('the metrics are for this machine, and through a proxy for whoever has the key', async () => {
  const through = (headers: Record<string, string> = {}) =>
    story.server.api.request('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.9', ...headers } });
  expect((await through()).status).toBe(401);
  expect((await through({ authorization: 'Bearer guessed-key-0123456789-abcdef' })).status).toBe(401);
  expect((await through({ authorization: `Bearer ${TEST_OPEN_API_KEY}` })).status).toBe(200);
});
