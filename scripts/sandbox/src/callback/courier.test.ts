import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
afterEach(() => running.close());

const ping = (name: string) => ({ body: { fields: { Event: 'ping', ChangeType: name } } });

async function statusOf(id: string | undefined) {
  return running.control('GET /control/callbacks/:id', { params: { id: id ?? '' } });
}

test('an answer other than 200 is repeated three times with the same bytes, then given up', async () => {
  running = await startTestSandbox();
  running.receiver.answerWith(500);
  const { callbacks } = await running.control('POST /control/callbacks/send', ping('a'));
  await running.receiver.waitFor(4);
  await running.idle();
  expect(running.receiver.received).toHaveLength(4);
  expect(new Set(running.receiver.received.map((callback) => callback.envelope)).size).toBe(1);
  const record = await statusOf(callbacks[0]);
  expect(record.status).toBe('failed');
  expect(record.attempts.map((attempt) => attempt.httpStatus)).toEqual([500, 500, 500, 500]);
});

test('with the other reading of the documents a status is not repeated, and repeats can be sealed anew', async () => {
  running = await startTestSandbox({ settings: { retryOnStatus: false } });
  running.receiver.answerWith(503);
  await running.control('POST /control/callbacks/send', ping('a'));
  await running.idle();
  expect(running.receiver.received).toHaveLength(1);
  await running.control('POST /control/settings', { body: { retryOnStatus: true, resignRetries: true } });
  await running.control('POST /control/callbacks/send', ping('b'));
  await running.receiver.waitFor(5);
  const [first, second] = running.receiver.received.slice(1);
  expect(first?.envelope).not.toBe(second?.envelope);
  expect(first?.message).toBe(second?.message);
});

test('no answer in time counts as failed; a later answer of 200 ends the repeats', async () => {
  running = await startTestSandbox({ settings: { callbackTimeoutMs: 500 } });
  running.receiver.answerWith('hang', 'hang', 200);
  const { callbacks } = await running.control('POST /control/callbacks/send', ping('a'));
  await running.receiver.waitFor(3);
  await running.idle();
  const record = await statusOf(callbacks[0]);
  expect(record.status).toBe('delivered');
  expect(record.attempts.map((attempt) => attempt.httpStatus)).toEqual([0, 0, 200]);
});

test('dropped callbacks never arrive, duplicated ones arrive twice with the same message', async () => {
  running = await startTestSandbox();
  await running.control('POST /control/faults', { body: { callback: { dropRate: 1 } } });
  const dropped = await running.control('POST /control/callbacks/send', ping('lost'));
  expect((await statusOf(dropped.callbacks[0])).status).toBe('dropped');
  await running.control('POST /control/faults', { body: { callback: { dropRate: 0, duplicateRate: 1 } } });
  await running.control('POST /control/callbacks/send', ping('twice'));
  const received = await running.receiver.waitFor(2);
  expect(received.map((callback) => callback.changeType)).toEqual(['twice', 'twice']);
  expect(received[0]?.message).toBe(received[1]?.message);
});

test('reordering sends a callback after its follower, and none is lost', async () => {
  running = await startTestSandbox();
  await running.control('POST /control/faults', { body: { callback: { reorder: true, reorderWaitMs: 150 } } });
  for (const name of ['1', '2', '3']) await running.control('POST /control/callbacks/send', ping(name));
  await running.receiver.waitFor(3);
  expect(running.receiver.changes()).toEqual(['2', '1', '3']);
});

test('a delay holds callbacks back', async () => {
  running = await startTestSandbox();
  await running.control('POST /control/faults', { body: { callback: { delayMs: 120 } } });
  await running.control('POST /control/callbacks/send', ping('late'));
  await sleep(60);
  expect(running.receiver.received).toHaveLength(0);
  await running.receiver.waitFor(1);
});

test('during an outage repeats run out without a connection; what ends in time is delivered', async () => {
  running = await startTestSandbox({ settings: { callbackRetryMs: 60 } });
  await running.control('POST /control/faults', { body: { callback: { outage: true } } });
  const { callbacks } = await running.control('POST /control/callbacks/send', ping('a'));
  await sleep(90);
  await running.control('POST /control/faults/clear');
  await running.receiver.waitFor(1);
  await running.idle();
  const record = await statusOf(callbacks[0]);
  expect(record.status).toBe('delivered');
  expect(record.attempts[0]?.error).toContain('unreachable');
});

test('without a receiver nothing is sent, and it says so', async () => {
  running = await startTestSandbox();
  running.control.setCallbackUrl('');
  const { callbacks } = await running.control('POST /control/callbacks/send', ping('a'));
  expect((await statusOf(callbacks[0])).status).toBe('no_receiver');
});

test('saving the receiver checks it as the admin console does', async () => {
  running = await startTestSandbox();
  expect(await running.control('POST /control/callbacks/verify-url')).toMatchObject({ ok: true, httpStatus: 200 });
  const wrong = await running.control('POST /control/callbacks/verify-url', {
    body: { url: `${running.origin}/nowhere` },
  });
  expect(wrong).toMatchObject({ ok: false, httpStatus: 404 });
});

test('a delivered callback can be repeated by hand', async () => {
  running = await startTestSandbox();
  const { callbacks } = await running.control('POST /control/callbacks/send', ping('again'));
  await running.receiver.waitFor(1);
  await running.control('POST /control/callbacks/:id/repeat', { params: { id: callbacks[0] ?? '' } });
  const received = await running.receiver.waitFor(2);
  expect(received[1]?.message).toBe(received[0]?.message);
});
