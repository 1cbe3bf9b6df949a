import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { select } from '../../platform/database/sql.ts';
import { replay } from '../operation/failure-store.ts';
import { notify, wakeStuckNotices } from './notify.ts';
import { forgetOldNotices } from './store.ts';

let server: TestServer;
let aheadMs = 0;
let members = 0;
let userId = '';

beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [] });
  // Machine time that this test moves, to see the pace without waiting for it.
  server.clock.machineNow = () => Date.now() + aheadMs;
});
beforeEach(async () => {
  userId = `rep${++members}`;
  await server.sandbox!.control('POST /control/members', { body: { userId, name: '张伟' } });
});
afterAll(() => server.close());

const tell = (names: string[]) =>
  server.db.transaction(async (tx) => {
    for (const name of names)
      await notify(tx, userId, { kind: 'new_customer', title: `${name} 添加了你`, text: '来自「春季展会」', name });
  });

async function messages() {
  const { items } = await server.sandbox!.control('GET /control/members/:userId/app-messages', {
    params: { userId },
    query: { limit: '100' },
  });
  return items.map((item) => JSON.stringify(item)).reverse();
}

const countByStatus = async () => {
  const rows = await select<{ status: string; n: number }>(
    server.db.read,
    'SELECT `status`, COUNT(*) AS `n` FROM `notice` WHERE `user_id` = ? GROUP BY `status`',
    [userId],
  );
  return Object.fromEntries(rows.map((row) => [row.status, Number(row.n)]));
};

/** Moves machine time and lets the outbox look again. */
async function later(ms: number) {
  aheadMs += ms;
  server.delivery.signal('commands:normal');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await server.settle();
}

test('a notice reaches the member as a card with a link to our page', async () => {
  await tell(['林晓雨']);
  await server.settle();
  const [message] = await messages();
  expect(message).toContain('林晓雨 添加了你');
  expect(message).toContain(`${server.config.http.publicUrl}/manager/?n=`);
  expect(await countByStatus()).toEqual({ sent: 1 });
});

test('a hundred at once: the first go out alone, the rest as one, and WeCom drops none', async () => {
  await tell(Array.from({ length: 100 }, (_, index) => `客户${index + 1}`));
  await server.settle();
  expect((await messages()).length).toBe(12);
  await later(9_000);
  const all = await messages();
  expect(all).toHaveLength(13);
  expect(all.join()).toContain('88 位新客户');
  expect(await countByStatus()).toEqual({ sent: 100 });
});

test('two of the same name are two notices', async () => {
  await tell(['张三', '张三']);
  await server.settle();
  expect(await messages()).toHaveLength(2);
});

test('what a rolled-back transaction wanted to say is never said', async () => {
  await expect(
    server.db.transaction(async (tx) => {
      await notify(tx, userId, { kind: 'system', title: '不会发出', text: '' });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  await server.settle();
  expect(await messages()).toHaveLength(0);
});

test('WeCom down: nothing lost, delivered when it is back', async () => {
  await server.sandbox!.control('POST /control/faults', { body: { api: { outage: 'reset' } } });
  await tell(['林晓雨']);
  await server.settle();
  expect(await countByStatus()).toEqual({ waiting: 1 });
  await server.sandbox!.control('POST /control/faults/clear');
  // Beyond the wait after any of the tries that an outage on a slow machine has room for.
  await later(300_000);
  expect(await messages()).toHaveLength(1);
  expect(await countByStatus()).toEqual({ sent: 1 });
});

test('a member who cannot be reached: given up, listed, and marked', async () => {
  userId = 'nobody-here';
  await tell(['林晓雨']);
  await server.settle();
  expect(await countByStatus()).toEqual({ failed: 1 });
  const rows = await select<{ note: string }>(
    server.db.read,
    "SELECT `note` FROM `outbox_command` WHERE `name` = 'deliver-notices' AND `status` = 'gave_up'",
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]!.note).toContain('81013');
});

test('an outage of more than a day: what the pace held back is listed as one failure, and replaying it delivers all of it', async () => {
  await tell(Array.from({ length: 15 }, (_, index) => `客户${index + 1}`));
  await server.settle();
  await server.db.transaction((tx) =>
    notify(tx, userId, { kind: 'task', title: '新待办', text: '请处理', name: '待办' }).then(() => undefined),
  );
  await server.settle();
  expect(await countByStatus()).toEqual({ sent: 12, waiting: 4 });
  await server.sandbox!.control('POST /control/faults', { body: { api: { outage: 'reset' } } });
  await later(9_000);
  await later(25 * 3_600_000);
  expect(await countByStatus()).toEqual({ sent: 12, failed: 4 });
  await server.sandbox!.control('POST /control/faults/clear');
  const failures = await select<{ id: string; input: string }>(
    server.db.read,
    "SELECT `id`, `input` FROM `outbox_command` WHERE `name` = 'deliver-notices' AND `status` = 'gave_up'",
  );
  const [failure] = failures.filter((row) => row.input.includes(`"${userId}"`));
  await server.db.transaction((tx) => replay(tx, 'command', failure!.id, server.clock.machineNow()));
  await later(0);
  const all = (await messages()).join();
  for (const title of ['客户13 添加', '客户14 添加', '客户15 添加', '新待办']) expect(all).toContain(title);
  expect(await countByStatus()).toEqual({ sent: 16 });
});

test('a notice left behind is found and delivered', async () => {
  await tell(['林晓雨']);
  await server.settle();
  await server.db.transaction(async (tx) => {
    await tx.query("UPDATE `notice` SET `status` = 'waiting', `sent_at` = NULL WHERE `user_id` = ?", [userId]);
  });
  expect(await server.db.transaction((tx) => wakeStuckNotices(tx, server.clock.machineNow()))).toBe(0);
  aheadMs += 11 * 60_000;
  expect(await server.db.transaction((tx) => wakeStuckNotices(tx, server.clock.machineNow()))).toBe(1);
  expect(await server.db.transaction((tx) => wakeStuckNotices(tx, server.clock.machineNow()))).toBe(0);
  await server.settle();
  expect(await countByStatus()).toEqual({ sent: 1 });
});

test('after a quarter a sent notice is forgotten, one that waits is not', async () => {
  await tell(['林晓雨']);
  await server.settle();
  const quarter = 91 * 24 * 3_600_000;
  const age = 'UPDATE `notice` SET `created_at` = `created_at` - ? WHERE `user_id` = ?';
  await server.db.transaction((tx) => tx.query(age, [quarter, userId]));
  const sent = userId;
  userId = `${userId}-waiting`;
  await tell(['张三']);
  await server.settle();
  await server.db.transaction(async (tx) => {
    await tx.query(age, [quarter, userId]);
    await tx.query("UPDATE `notice` SET `status` = 'waiting' WHERE `user_id` = ?", [userId]);
    expect(await forgetOldNotices(tx, server.clock.machineNow())).toBe(1);
  });
  expect(await countByStatus()).toEqual({ waiting: 1 });
  userId = sent;
  expect(await countByStatus()).toEqual({});
});
