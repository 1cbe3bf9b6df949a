import { afterEach, expect, test } from 'vitest';
import { command, scenario } from '../dependencies.ts';
import { select } from '../platform/database/sql.ts';
import { enqueue } from '../platform/delivery/command.ts';
import { eventType, MAX_DEPTH, recordEvent } from '../platform/delivery/event.ts';
import { done } from '../platform/delivery/scenario.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';

const called = eventType<Record<string, never>>('call.made');

let server: TestServer;
afterEach(() => server.close());

test('a chain that goes round through the outside is stopped like any other', async () => {
  let sent = 0;
  const callBack = command<Record<string, never>>({
    name: 'call-back',
    repeatIsHarmless: '只用于测试',
    send: async () => void (sent += 1),
    onDone: async (tx, _input, _result, now) => void (await recordEvent(tx, called({ occurredAt: now, payload: {} }))),
  });
  const answer = scenario({
    name: 'answer-call',
    on: called,
    run: async (tx) => (await enqueue(tx, callBack({})), done()),
  });
  server = await startTestServer({ scenarios: [answer], commands: [callBack] });
  await server.db.transaction((tx) => recordEvent(tx, called({ occurredAt: server.clock.now(), payload: {} })));
  await server.settle();

  const events = await select<{ depth: number }>(
    server.db.read,
    "SELECT depth FROM event WHERE type = 'call.made' ORDER BY depth",
  );
  expect(events.map((event) => Number(event.depth))).toEqual(
    Array.from({ length: MAX_DEPTH + 2 }, (_, depth) => depth),
  );
  expect(sent).toBe(MAX_DEPTH + 1);
});

test('work done piece by piece is no loop, however many pieces it takes', async () => {
  let pieces = 0;
  const advance = command<Record<string, never>>({
    name: 'advance',
    repeatIsHarmless: '只用于测试',
    send: async () => void (pieces += 1),
    onDone: async (tx) => {
      if (pieces < 3 * MAX_DEPTH) await enqueue(tx, advance({}));
    },
  });
  server = await startTestServer({ scenarios: [], commands: [advance] });
  await server.db.transaction((tx) => enqueue(tx, advance({})));
  await server.settle();
  expect(pieces).toBe(3 * MAX_DEPTH);
});
