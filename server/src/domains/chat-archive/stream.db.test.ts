import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMessage } from '../../test/given-message.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { readAlong } from './stream.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ scenarios: [], consumers: [] });
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  await givenMessage(server, { customerId, text: '在吗', sentAt: server.clock.now() });
});
afterEach(() => server.close());

const read = (limit: number) => readAlong(server.db.read, 0, limit, { keys: server.deps.keys });
const write = (sql: string) => server.db.transaction((tx) => execute(tx, sql));

test('whoever reads along at the same place gets the same rows, read once, whatever others ask for in between', async () => {
  const [rows, , others] = await Promise.all([read(500), read(2_000), read(500)]);
  expect(rows.map(({ text }) => text)).toEqual(['在吗']);
  expect(others).toBe(rows);
});

test('what could not be read is read anew by whoever comes next', async () => {
  await write('ALTER TABLE chat_message RENAME TO hidden_message');
  await expect(read(500)).rejects.toThrow();
  await write('ALTER TABLE hidden_message RENAME TO chat_message');
  expect(await read(500)).toHaveLength(1);
});
