import { listTasks } from '@zhike/shared/contracts/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { select } from '../../platform/database/sql.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { openTasks } from './store.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'zhang', name: '张伟' });
});
afterAll(() => server.close());

test('of many tasks opened at once those whose key was used before are left out, and each of the others is told of once', async () => {
  const task = (dedupeKey: string | null) => ({
    kind: 'sop' as const,
    title: `待办 ${dedupeKey}`,
    assigneeUserId: 'zhang',
    dueAt: server.clock.now() + 3_600_000,
    dedupeKey,
    now: server.clock.now(),
  });
  const open = (keys: (string | null)[]) => server.db.transaction((tx) => openTasks(tx, keys.map(task)));
  expect(await open([])).toEqual([]);
  const [first] = await open(['one']);
  expect(await open(['one', 'two', null])).toEqual([null, expect.any(String), expect.any(String)]);
  const { items } = (await server.api.as('zhang').call(listTasks)).body;
  expect(items.map(({ title }) => title).toSorted()).toEqual(['待办 null', '待办 one', '待办 two']);
  expect(items.map(({ id }) => id)).toContain(first);
  const told = await select<{ n: number | string }>(
    server.db.read,
    "SELECT COUNT(*) AS n FROM event WHERE type = 'task.opened'",
  );
  expect(Number(told[0]!.n)).toBe(3);
});
