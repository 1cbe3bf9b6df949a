import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows, select, type SqlValue } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { watchStatements } from '../../test/watch-statements.ts';
import { listSends } from '../material/list-sends.ts';
import { listVisits } from './list-visits.ts';

/** Of everybody else, all newer than hers. */
const OTHERS = 3_000;

let server: TestServer;
const her = { userId: 'lina', role: 'rep', scope: { kind: 'self', userId: 'lina' } } as never;
const expected: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  for (const userId of ['lina', 'other']) await givenMember(server, { userId, name: userId });
  const hers = await givenCustomer(server, { name: '林晓雨', ownerUserId: 'lina' });
  const theirs = await givenCustomer(server, { name: '顾言', ownerUserId: 'other' });
  const visit = (userId: string, customerId: string | null, at: number) => ({
    visit_key: newId().padEnd(43, 'v'),
    id: newId(),
    visitor_id: newId(),
    link_key: 'abcdefghij',
    subject_kind: 'material',
    subject_id: newId(),
    user_id: userId,
    customer_id: customerId,
    own_key: 'abcdefghij',
    nth: 1,
    day: '2026-11-28',
    started_at: at,
    last_seen_at: at,
    seconds: 5,
    percent: 50,
    place: 0,
    last_seq: 1,
    left_seq: 0,
  });
  const send = (userId: string, to: { customerId?: string; chatId?: string }, at: number) => ({
    id: newId(),
    way: 'link',
    user_id: userId,
    customer_id: to.customerId ?? null,
    chat_id: to.chatId ?? null,
    status: 'sent',
    prepared_at: at,
    visits: 0,
    idempotency_key: newId(),
  });
  const own = [visit('lina', null, 10), visit('other', hers.id, 20), visit('lina', hers.id, 30)];
  expected.push(...own.map(({ id }) => id).reverse());
  const sends = [
    send('lina', { customerId: theirs.id }, 10),
    send('other', { customerId: hers.id }, 20),
    send('other', { chatId: 'g1' }, 30),
  ];
  expected.push(...sends.map(({ id }) => id).reverse());
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'group_viewer', [{ chat_id: 'g1', user_id: 'lina', created_at: 1 }]);
    await insertRows(tx, 'visit', own);
    await insertRows(tx, 'content_send', sends);
    const others = Array.from({ length: OTHERS }, (_, index) => index + 1_000);
    await insertRows(
      tx,
      'visit',
      others.map((at) => visit('other', theirs.id, at)),
    );
    await insertRows(
      tx,
      'content_send',
      others.map((at) => send('other', { customerId: theirs.id }, at)),
    );
  });
  if (server.db.dialect === 'mysql')
    await server.db.read.query('ANALYZE TABLE visit, content_send, customer_viewer, group_viewer');
});
afterAll(() => server.close());

/** How the engine finds the rows: nothing may be read whole. */
async function readsWhole(sql: string, values: SqlValue[]): Promise<string[]> {
  const plan = await select<Record<string, string | number | null>>(
    server.db.read,
    server.db.dialect === 'mysql' ? `EXPLAIN ${sql}` : `EXPLAIN QUERY PLAN ${sql}`,
    values,
  );
  return plan
    .filter((row) =>
      server.db.dialect === 'mysql'
        ? row.type === 'ALL' && !/^<|^b\d|^found/.test(String(row.table))
        : /^SCAN (v|s|own)\b/.test(String(row.detail)),
    )
    .map((row) => JSON.stringify(row));
}

test('a rep with few rows among many finds hers, newest first and page by page, without walking everybody’s', async () => {
  for (const [list, ids] of [
    [
      async (cursor?: string) => {
        const { visits, nextCursor } = await listVisits(server.db.read, her, { limit: 2, cursor });
        return { ids: visits.map(({ id }) => id), nextCursor };
      },
      expected.slice(0, 3),
    ],
    [
      async (cursor?: string) => {
        const { sends, nextCursor } = await listSends(server.db.read, her, { limit: 2, cursor });
        return { ids: sends.map(({ id }) => id), nextCursor };
      },
      expected.slice(3),
    ],
  ] as const) {
    const watched = watchStatements(server);
    const first = await list();
    watched.stop();
    const walk = watched.statements.find(({ sql }) => /FROM customer_viewer own/.test(sql))!;
    expect(await readsWhole(walk.sql, walk.values)).toEqual([]);
    expect(first.ids).toEqual(ids.slice(0, 2));
    const second = await list(first.nextCursor!);
    expect(second).toEqual({ ids: ids.slice(2), nextCursor: null });
  }
});
