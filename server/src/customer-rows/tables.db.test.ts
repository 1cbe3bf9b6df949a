import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EntityMetadata } from 'typeorm';
import { insertRows, select, type SqlValue } from '../platform/database/sql.ts';
import { newId } from '../platform/id.ts';
import { givenCustomer } from '../test/given-customer.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import { forgetCustomerRows, moveCustomerRows } from './move.ts';
import { customerTables } from './tables.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Columns that name a customer or her contact in WeCom. */
const NAMES_HER = /(^|_)(customer|external_user)_id$/;
const columnsOf = (entity: EntityMetadata) => entity.columns.filter((column) => NAMES_HER.test(column.databaseName));
const metadata = () => server.db.writer.entityMetadatas;

test('somebody has decided about every table that names a customer', () => {
  const hers = metadata().filter((entity) => columnsOf(entity).length > 0);
  const decided = new Set(customerTables.map(({ table }) => table));
  expect(hers.length).toBeGreaterThan(30);
  expect(hers.map((entity) => entity.tableName).filter((table) => !decided.has(table))).toEqual([]);
  const via = hers.flatMap((entity) =>
    columnsOf(entity)
      .map((column) => column.databaseName)
      .filter((name) => name !== 'customer_id' && name !== 'external_user_id')
      .map((name) => `${entity.tableName}.${name}`),
  );
  expect(via.filter((one) => !customerTables.some(({ table, column }) => one === `${table}.${column}`))).toEqual([]);
  for (const { table, onMerge, onErase, why } of customerTables)
    if (onMerge === 'leave' || onErase === 'leave') expect(why, table).toBeTruthy();
});

test('her rows are found by an index, in every table', () => {
  const leads = (table: string, column: string) => {
    const entity = metadata().find((one) => one.tableName === table)!;
    const keys = [...entity.indices.map((index) => index.columns), ...entity.uniques.map((unique) => unique.columns)];
    return [...keys, entity.primaryColumns].some((columns) => columns[0]?.databaseName === column);
  };
  for (const { table, column = 'customer_id', found = 'by_customer', onMerge, onErase } of customerTables) {
    if ([onMerge, onErase].every((way) => way === 'leave') || table === 'channel_addition' || table === 'welcome_turn')
      continue;
    const by = found === 'by_customer' ? column : 'through' in found ? found.column : found.ofEachRule;
    expect(leads(table, by), `${table}.${by}`).toBe(true);
  }
});

let counter = 0;
/** A row of any table: every column that must hold something holds something of its kind. */
function rowOf(table: string, given: Record<string, SqlValue>): Record<string, SqlValue> {
  const entity = metadata().find((one) => one.tableName === table)!;
  const row: Record<string, SqlValue> = {};
  for (const column of entity.columns) {
    if (column.isNullable) continue;
    const type = String(column.type);
    row[column.databaseName] = /int|bool/.test(type)
      ? column.isPrimary
        ? (counter += 1)
        : 1
      : /blob/.test(type)
        ? Buffer.from('x')
        : newId().slice(-(column.length ? Math.min(Number(column.length), 26) : 26));
  }
  return { ...row, ...given };
}

/** Tables without rows of her own in the next two tests, since a link, a chat or a rule leads to them. */
async function givenRowsOf(customerId: string, name: string, shared: { sopId: string; massId: string }) {
  const externalUserId = `wm${name}`;
  const ids = { rule: newId(), conversation: newId(), link: name.padEnd(10, '0'), slice: newId(), task: newId() };
  const rows: Record<string, Record<string, SqlValue>> = {
    rule: { id: ids.rule },
    chat_conversation: { id: ids.conversation },
    touch_link: { link_key: ids.link },
    quality_hit: { conversation_id: ids.conversation },
    quality_waiting: { conversation_id: ids.conversation },
    quality_contact: { conversation_id: ids.conversation },
    visit: { link_key: ids.link, via_customer_id: customerId },
    visitor: { union_id: `union-${name}` },
    rule_hit: { rule_id: ids.rule },
    rule_mention: { rule_id: ids.rule },
    task: { id: ids.task },
    care_deed: { task_id: ids.task },
    sop_enrolment: { sop_id: shared.sopId, active_key: '', status: 'active' },
    mass_message_slice: { id: ids.slice, mass_message_id: shared.massId, customer_count: 1 },
    mass_message_customer: { mass_message_id: shared.massId, slice_id: ids.slice, outcome: 'waiting' },
    customer_day_count: { kind: 'message', day: '2026-11-28', count: 2 },
    customer_activity: { last_contact_at: name === 'B' ? 500 : 900 },
    customer_field: { field_id: 'f'.padEnd(26, 'f') },
    channel_addition: { user_id: 'rep', external_user_id: externalUserId },
    welcome_turn: { user_id: 'rep', external_user_id: externalUserId },
    follow_user: { user_id: 'rep', external_user_id: externalUserId, status: 'active' },
    customer_identity: { kind: 'weapp_openid', value: `open-${name}` },
  };
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'rule', [rowOf('rule', rows.rule!)]);
    await insertRows(tx, 'mass_message_slice', [rowOf('mass_message_slice', rows.mass_message_slice!)]);
    for (const table of new Set(customerTables.map((one) => one.table))) {
      const entity = metadata().find((one) => one.tableName === table)!;
      const hers = entity.columns.some((column) => column.databaseName === 'customer_id');
      await insertRows(tx, table, [rowOf(table, { ...(hers ? { customer_id: customerId } : {}), ...rows[table] })]);
    }
  });
}

const named = async (customerId: string) => {
  const found: string[] = [];
  for (const entity of metadata())
    for (const column of columnsOf(entity)) {
      const [row] = await select<{ n: number | string }>(
        server.db.read,
        `SELECT COUNT(*) AS n FROM \`${entity.tableName}\` WHERE ${column.databaseName} = ?`,
        [customerId],
      );
      if (Number(row!.n) > 0) found.push(`${entity.tableName}.${column.databaseName}`);
    }
  return found.toSorted();
};
const one = async (sql: string, values: SqlValue[] = []) =>
  Object.fromEntries(
    Object.entries((await select(server.db.read, sql, values))[0] ?? {}).map(([k, v]) => [
      k,
      v === null ? null : String(v),
    ]),
  );

test('two customers who are one person: nothing names the first any more, and what both had counts once', async () => {
  const [a, b] = [await givenCustomer(server, { name: '甲' }), await givenCustomer(server, { name: '甲' })];
  const shared = { sopId: newId(), massId: newId() };
  await server.db.transaction((tx) =>
    insertRows(tx, 'mass_message', [rowOf('mass_message', { id: shared.massId, customer_count: 2 })]),
  );
  await givenRowsOf(a.id, 'A', shared);
  await givenRowsOf(b.id, 'B', shared);
  await server.db.transaction((tx) =>
    tx.query("UPDATE mass_message_customer SET outcome = 'sent' WHERE customer_id = ?", [a.id]),
  );
  await server.db.transaction(async (tx) => {
    await moveCustomerRows(tx, a.id, b.id, server.clock.now());
    await tx.query('DELETE FROM customer WHERE id = ?', [a.id]);
  });
  expect(await named(a.id)).toEqual(['rule_trial_customer.customer_id', 'tag_job_customer.customer_id']);
  expect(await one('SELECT customer_count FROM mass_message WHERE id = ?', [shared.massId])).toEqual({
    customer_count: '1',
  });
  expect(await one('SELECT outcome FROM mass_message_customer WHERE mass_message_id = ?', [shared.massId])).toEqual({
    outcome: 'sent',
  });
  expect(
    await one(
      "SELECT COUNT(*) AS n, SUM(CASE WHEN status = 'active' THEN 1 ELSE 0 END) AS active FROM sop_enrolment WHERE customer_id = ?",
      [b.id],
    ),
  ).toEqual({ n: '2', active: '1' });
  expect(await one('SELECT count AS n FROM customer_day_count WHERE customer_id = ?', [b.id])).toEqual({ n: '4' });
  expect(await one('SELECT last_contact_at AS t FROM customer_activity WHERE customer_id = ?', [b.id])).toEqual({
    t: '900',
  });
  expect(await one('SELECT COUNT(*) AS n FROM customer_field WHERE customer_id = ?', [b.id])).toEqual({ n: '1' });
  expect(await one('SELECT COUNT(*) AS n FROM visit WHERE via_customer_id = ?', [b.id])).toEqual({ n: '2' });
});

test('a customer who is forgotten is named nowhere but in archived chats and in events, which hold ids alone', async () => {
  const gone = await givenCustomer(server, { name: '不要再联系' });
  const shared = { sopId: newId(), massId: newId() };
  await server.db.transaction((tx) =>
    insertRows(tx, 'mass_message', [rowOf('mass_message', { id: shared.massId, customer_count: 1 })]),
  );
  await givenRowsOf(gone.id, 'G', shared);
  await server.db.transaction((tx) => forgetCustomerRows(tx, gone.id));
  expect(await named(gone.id)).toEqual(
    ['chat_conversation', 'chat_message', 'event', 'rule_trial_customer', 'tag_job_customer'].map(
      (table) => `${table}.customer_id`,
    ),
  );
  expect(await named('wmG')).toEqual([]);
  expect(await one("SELECT COUNT(*) AS n FROM visitor WHERE union_id = 'union-G'")).toEqual({ n: '0' });
  expect(await one('SELECT customer_count AS n FROM mass_message WHERE id = ?', [shared.massId])).toEqual({ n: '0' });
});
