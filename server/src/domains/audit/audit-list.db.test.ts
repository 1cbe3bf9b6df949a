import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAuditLog } from '@zhike/shared/contracts/audit';
import { insertRows } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { expectRangeRead, refreshStatistics, rowsTouched } from '../../test/examine.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { type Statement, watchStatements } from '../../test/watch-statements.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.parse('2026-03-01T00:00:00Z');
const customerIds = Array.from({ length: 100 }, () => newId());

let server: TestServer;
let admin: ReturnType<TestServer['api']['as']>;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  admin = server.api.as('admin');
});
afterAll(() => server.close());

/** This many changes, one an hour back from NOW, by ten members on a hundred customers. */
async function givenChanges(hours: number, from = 0): Promise<void> {
  const rows = Array.from({ length: hours }, (_, n) => from + n).map((hour) => ({
    id: newId(NOW - hour * HOUR_MS),
    at: NOW - hour * HOUR_MS,
    actor_kind: 'member',
    actor_user_id: `member${hour % 10}`,
    action: hour % 3 ? 'customer.remark' : 'customer.stage',
    subject_kind: 'customer',
    subject_id: customerIds[hour % 100]!,
    before_values: null,
    after_values: null,
  }));
  await server.db.transaction((tx) => insertRows(tx, 'audit_log', rows));
  await refreshStatistics(server, 'audit_log');
}

async function statementOf(query: object): Promise<Statement> {
  const { statements, stop } = watchStatements(server);
  expect((await admin.call(listAuditLog, { query })).status).toBe(200);
  stop();
  return statements.find(({ sql }) => sql.includes('FROM audit_log'))!;
}

const lastWeek = { from: NOW - 8 * DAY_MS, to: NOW - 7 * DAY_MS };
const filters = {
  nothing: [{}, /audit_log_by_time/],
  days: [lastWeek, /audit_log_by_time/],
  'days to a moment': [{ to: NOW - 7 * DAY_MS }, /audit_log_by_time/],
  'a person': [{ actorUserId: 'member3' }, /audit_log_by_actor/],
  'a person on days': [{ actorUserId: 'member3', ...lastWeek }, /audit_log_by_actor/],
  'an action': [{ action: 'customer.stage' }, /audit_log_by_action/],
  'a kind of thing': [{ subjectKind: 'customer' }, /audit_log_by_kind/],
  'one thing': [{ subjectKind: 'customer', subjectId: customerIds[7] }, /audit_log_by_subject/],
} as const;

describe('what a page of the audit log costs does not depend on how much there is', () => {
  const touched = new Map<string, number>();
  test.each(Object.entries(filters))('with 8,000 changes, filtered by %s', async (name, [query, index]) => {
    if (touched.size === 0) await givenChanges(8_000);
    const statement = await statementOf({ ...query, limit: 10 });
    await expectRangeRead(server, statement, index);
    touched.set(name, server.db.dialect === 'mysql' ? await rowsTouched(server, statement) : 0);
  });
  test.each(Object.entries(filters))('with 24,000 changes, filtered by %s', async (name, [query, index]) => {
    if (name === 'nothing') await givenChanges(16_000, 8_000);
    const statement = await statementOf({ ...query, limit: 10 });
    await expectRangeRead(server, statement, index);
    if (server.db.dialect === 'mysql')
      expect(await rowsTouched(server, statement)).toBeLessThanOrEqual(touched.get(name)! + 5);
  });
});

test('pages follow each other by time without a gap or a repeat, also where changes share a moment and new ones come in', async () => {
  const moment = NOW + DAY_MS;
  const same = Array.from({ length: 7 }, () => ({
    id: newId(moment),
    at: moment,
    actor_kind: 'system',
    actor_user_id: null,
    action: 'sync.start',
    subject_kind: 'sync',
    subject_id: 'same',
    before_values: null,
    after_values: null,
  }));
  await server.db.transaction((tx) => insertRows(tx, 'audit_log', same));
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { body } = await admin.call(listAuditLog, { query: { subjectId: 'same', limit: 3, cursor } });
    seen.push(...body.items.map(({ id }) => id));
    await server.db.transaction((tx) =>
      insertRows(tx, 'audit_log', [{ ...same[0]!, id: newId(moment + 1), at: moment + 1 }]),
    );
    if (body.nextCursor === null) break;
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(
    same
      .map(({ id }) => id)
      .sort()
      .reverse(),
  );
});
