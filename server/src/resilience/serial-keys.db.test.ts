import { afterEach, expect, test } from 'vitest';
import { command } from '../dependencies.ts';
import { execute, select } from '../platform/database/sql.ts';
import { enqueue } from '../platform/delivery/command.ts';
import { yieldToOthers } from '../platform/delivery/queue.ts';
import { engineOfThisRun } from '../test/test-database.ts';
import { startBeside } from '../test/start-beside.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import type { RunningServer } from '../server.ts';

let server: TestServer;
const beside: RunningServer[] = [];
afterEach(async () => {
  for (const one of beside.splice(0)) await one.close();
  await server.close();
});

const KEYS = 3;
const OF_EACH = 25;

/** Counts what is under way at once: everything here runs in one test process, whatever server sent it. */
function givenKeyedCommand(sleepMs: () => number) {
  const underWay = new Map<string, number>();
  const seen = { mostOfOneKey: 0, mostOfAll: 0, sent: [] as string[], by: new Set<string>() };
  const touch = command<{ key: string; n: number }>({
    name: 'touch',
    repeatIsHarmless: '只用于测试',
    serialKey: ({ key }) => `touch ${key}`,
    send: async ({ key, n }, { processId }) => {
      underWay.set(key, (underWay.get(key) ?? 0) + 1);
      seen.mostOfOneKey = Math.max(seen.mostOfOneKey, underWay.get(key)!);
      seen.mostOfAll = Math.max(
        seen.mostOfAll,
        [...underWay.values()].reduce((sum, count) => sum + count, 0),
      );
      await new Promise((resolve) => setTimeout(resolve, sleepMs()));
      seen.by.add(processId);
      seen.sent.push(`${key} ${n}`);
      underWay.set(key, underWay.get(key)! - 1);
    },
  });
  return { touch, seen };
}

test('commands with one key are never under way at once, whichever process sends them, and each goes out once', async () => {
  const { touch, seen } = givenKeyedCommand(() => 2 + Math.random() * 15);
  const options = { scenarios: [], commands: [touch] };
  server = await startTestServer(options);
  const several = engineOfThisRun() === 'mysql';
  if (several) beside.push(await startBeside(server, options), await startBeside(server, options));

  const all = Array.from({ length: KEYS * OF_EACH }, (_, n) => ({ key: String(n % KEYS), n }));
  // One by one and at moments of chance, so that the processes claim against each other again and again.
  await Promise.all(
    all.map(async (input) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_500));
      const through = [server, ...beside][input.n % (1 + beside.length)]!;
      await through.deps.db.transaction((tx) => enqueue(tx, touch(input)));
    }),
  );
  await expect.poll(() => seen.sent.length, { timeout: 45_000 }).toBe(all.length);
  await server.settle();

  expect(seen.mostOfOneKey).toBe(1);
  expect(seen.mostOfAll).toBeGreaterThan(1);
  expect(new Set(seen.sent).size).toBe(all.length);
  if (several) expect(seen.by.size).toBe(3);
  const rows = await select<{ status: string; attempts: number }>(
    server.db.read,
    'SELECT DISTINCT status, attempts FROM outbox_command',
  );
  // Yielding to another process is no failed try.
  expect(rows.map((row) => [row.status, Number(row.attempts)])).toEqual([['done', 1]]);
});

test.runIf(engineOfThisRun() === 'mysql')(
  'two processes that claimed one key at the same moment: whoever looks after its commit and sees the other yields',
  async () => {
    const { touch } = givenKeyedCommand(() => 0);
    server = await startTestServer({ scenarios: [], commands: [touch], env: { ROLES: 'api' } });
    await server.db.transaction((tx) => enqueue(tx, [touch({ key: 'a', n: 1 }), touch({ key: 'a', n: 2 })]));
    const rows = await select<{ id: string }>(server.db.read, 'SELECT id FROM outbox_command ORDER BY id');
    const [ours, theirs] = [rows[0]!.id, rows[1]!.id];
    const claimed = (id: string, owner: string) =>
      server.db.transaction((tx) =>
        execute(tx, "UPDATE outbox_command SET status = 'sending', lease_owner = ?, attempts = 1 WHERE id = ?", [
          owner,
          id,
        ]),
      );
    const look = (id: string, owner: string) =>
      yieldToOthers(server.db, { ids: [id], keys: ['touch a'], owner, now: server.clock.machineNow() });

    await claimed(ours, 'process-1');
    expect([...(await look(ours, 'process-1'))]).toEqual([]);
    await claimed(theirs, 'process-2');
    expect([...(await look(theirs, 'process-2'))]).toEqual([theirs]);
    const [given] = await select<{ status: string; attempts: number; lease_owner: string | null }>(
      server.db.read,
      'SELECT status, attempts, lease_owner FROM outbox_command WHERE id = ?',
      [theirs],
    );
    expect(given).toMatchObject({ status: 'waiting', attempts: 0, lease_owner: null });
  },
);
