import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities } from '../entities.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import type { Database } from '../platform/database/database.ts';
import { insertRows, select } from '../platform/database/sql.ts';
import { revertLast } from '../platform/database/migrate.ts';
import { createLogger } from '../platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { WaitPerQuestion1764003300000 } from './1764003300000-wait-per-question.ts';
import { migrations } from './index.ts';

let testDatabase: TestDatabase;
let db: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await connectDatabase({ url: testDatabase.url, entities, migrations, log: createLogger('silent') });
  // Newest first, until the tables are as before it.
  for (;;) if ((await revertLast(db)) === WaitPerQuestion1764003300000.name) break;
});
afterAll(async () => {
  await db.close();
  await testDatabase.drop();
});

const rows = async (sql: string) =>
  (await select(db.read, sql)).map((row) =>
    Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v && String(v)])),
  );

const run = async (direction: 'up' | 'down') => {
  const runner = db.writer.createQueryRunner();
  try {
    await new WaitPerQuestion1764003300000()[direction](runner);
  } finally {
    await runner.release();
  }
};

test('who was waiting goes on waiting, and taking it back keeps the oldest question of a chat', async () => {
  await db.transaction(async (tx) => {
    const place = { user_id: 'rep', customer_id: 'customer', position: 7 };
    await insertRows(tx, 'quality_waiting', [
      { ...place, conversation_id: 'looked-at', started_at: 100, is_first: 1, due_at: 200 },
      { ...place, conversation_id: 'told', started_at: 100, is_first: 0, due_at: null },
    ]);
    await insertRows(tx, 'quality_contact', [
      { ...place, conversation_id: 'looked-at', last_at: 90, first_asked_day: '2026-11-28', due_at: 900 },
    ]);
    await insertRows(tx, 'follow_user', [
      {
        id: 'relation',
        user_id: 'rep',
        external_user_id: 'wm',
        customer_id: 'customer',
        status: 'active',
        add_way: 1,
        added_at: 1,
        told_by: 'sync',
        remark_in_wecom: 'done',
        synced_at: 1,
      },
    ]);
  });
  await run('up');
  expect(
    await rows('SELECT conversation_id, started_at, late_at, due_at FROM quality_waiting ORDER BY conversation_id'),
  ).toEqual([
    { conversation_id: 'looked-at', started_at: '100', late_at: '200', due_at: '200' },
    { conversation_id: 'told', started_at: '100', late_at: '100', due_at: null },
  ]);
  expect(await rows('SELECT follow_user_id, since, due_at FROM quality_follow_up')).toEqual([
    { follow_user_id: 'relation', since: '90', due_at: '900' },
  ]);
  await db.transaction((tx) =>
    insertRows(tx, 'quality_waiting', [
      { conversation_id: 'told', started_at: 300, user_id: 'rep', position: 9, is_first: 1, late_at: 400, due_at: 400 },
    ]),
  );
  await run('down');
  expect(await rows('SELECT conversation_id, started_at FROM quality_waiting ORDER BY conversation_id')).toEqual([
    { conversation_id: 'looked-at', started_at: '100' },
    { conversation_id: 'told', started_at: '100' },
  ]);
  expect(await rows('SELECT last_at, due_at FROM quality_contact')).toEqual([{ last_at: '90', due_at: null }]);
});
