import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities } from '../entities.ts';
import { migrations } from '../migrations/index.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import type { Database } from '../platform/database/database.ts';
import { revertLast } from '../platform/database/migrate.ts';
import { createLogger } from '../platform/log.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let testDatabase: TestDatabase;
let db: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await connectDatabase({ url: testDatabase.url, entities, migrations, log: createLogger('silent') });
});
afterAll(async () => {
  await db.close();
  await testDatabase.drop();
});

test('the migrated database has exactly the tables and columns of the entities', async () => {
  const difference = await db.writer.driver.createSchemaBuilder().log();
  expect(difference.upQueries.map((query) => query.query)).toEqual([]);
});

test('every migration can be taken back, newest first, until nothing is left', async () => {
  for (const _ of migrations) expect(await revertLast(db)).not.toBeNull();
  expect(await revertLast(db)).toBeNull();
});
