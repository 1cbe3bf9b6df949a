import { afterEach, expect, test } from 'vitest';
import { command, scenario } from '../../dependencies.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { select } from '../database/sql.ts';
import { enqueue } from './command.ts';
import { eventType, recordEvent, recordEvents } from './event.ts';
import { done } from './scenario.ts';

const MANY = 400;

const letterCame = eventType<object>('letter.came');
const guestCame = eventType<object>('guest.came');

let server: TestServer;
afterEach(() => server.close());

const waiting = async (table: string) =>
  Number((await select(server.db.read, `SELECT COUNT(*) AS n FROM ${table} WHERE status = 'waiting'`))[0]!.n);

test('what holds a welcome code overtakes a backlog, in its runs and in its commands', async () => {
  const left: Record<string, number> = {};
  const slowly = () => new Promise((resolve) => setTimeout(resolve, 20));
  const post = command<{ text: string }>({
    name: 'post-letter',
    lane: 'normal',
    repeatIsHarmless: 'a copy',
    send: slowly,
  });
  const greet = command<{ text: string }>({
    name: 'greet-guest',
    lane: 'urgent',
    repeatIsHarmless: 'greeted twice',
    send: async () => void (left.commands = await waiting('outbox_command')),
  });
  const read = scenario<object, unknown>({
    name: 'read-letter',
    on: letterCame,
    gather: slowly,
    run: async () => done(),
  });
  const receive = scenario<object, number>({
    name: 'receive-guest',
    on: guestCame,
    lane: 'urgent',
    gather: () => waiting('scenario_run'),
    async run(tx, _event, letters) {
      left.runs = letters;
      await enqueue(tx, greet({ text: 'welcome' }));
      return done();
    },
  });
  server = await startTestServer({ scenarios: [read, receive], commands: [post, greet] });
  const event = { occurredAt: 1, payload: {} };
  await server.db.transaction(async (tx) => {
    await recordEvents(
      tx,
      Array.from({ length: MANY }, () => letterCame(event)),
    );
    for (let n = 0; n < MANY; n++) await enqueue(tx, post({ text: String(n) }));
  });
  await server.db.transaction((tx) => recordEvent(tx, guestCame(event)));
  await expect.poll(() => left.commands, { timeout: 10_000 }).toBeDefined();
  expect(left.runs).toBeGreaterThan(MANY / 2);
  expect(left.commands).toBeGreaterThan(MANY / 2);
});
