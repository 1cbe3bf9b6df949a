import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRow } from '../../platform/database/find-row.ts';
import { insertRows } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { planOf, refreshStatistics } from '../../test/examine.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { watchStatements } from '../../test/watch-statements.ts';
import { SopRow } from './entity.ts';
import { readSopStats } from './stats.ts';

/** Customers who went through the SOP in a year, one step each. */
const WENT_THROUGH = 4_000;
const DAY = 86_400_000;
const YEAR = 365 * DAY;

let server: TestServer;
const sopId = newId();
const boss = { userId: 'boss', role: 'admin', scope: { kind: 'all' } } as never;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'zhang', name: '张伟' });
  const ways = Array.from({ length: WENT_THROUGH }, (_, n) => ({
    id: newId(),
    customer: newId(),
    task: newId(),
    at: (n * YEAR) / WENT_THROUGH,
  }));
  const step = {
    id: newId(),
    title: '打电话',
    at: { kind: 'minutes', minutes: 1 },
    deed: { kind: 'call', note: '问问' },
  };
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'sop', [
      {
        id: sopId,
        name: '跟进',
        description: '',
        is_on: 1,
        version: 1,
        definition: JSON.stringify({ steps: [step] }),
        created_by: 'boss',
        created_at: 0,
        updated_at: 0,
      },
    ]);
    await insertRows(
      tx,
      'sop_enrolment',
      ways.map(({ id, customer, at }) => ({
        id,
        sop_id: sopId,
        version: 1,
        customer_id: customer,
        active_key: id,
        status: 'finished',
        because_kind: 'hand',
        starts_at: at,
        enrolled_at: at,
      })),
    );
    await insertRows(
      tx,
      'task',
      ways.map(({ task, customer, at }) => ({
        id: task,
        kind: 'sop',
        title: '打电话',
        customer_id: customer,
        assignee_user_id: 'zhang',
        status: 'done',
        due_at: at,
        sort_at: at,
        created_at: at,
      })),
    );
    await insertRows(
      tx,
      'content_send',
      ways.map(({ task, customer, at }) => ({
        id: newId(),
        way: 'link',
        user_id: 'zhang',
        customer_id: customer,
        link_key: 'abcdefghij',
        task_id: task,
        status: 'sent',
        prepared_at: at,
        visits: 0,
        idempotency_key: task,
      })),
    );
    await insertRows(
      tx,
      'sop_step',
      ways.map(({ id, task, at }) => ({
        enrolment_id: id,
        step_id: step.id,
        sop_id: sopId,
        state: 'open',
        task_id: task,
        due_at: at,
        settled_at: at,
      })),
    );
  });
  for (const table of ['sop_enrolment', 'task', 'content_send', 'sop_step']) await refreshStatistics(server, table);
});
afterAll(() => server.close());

test('the figures of some weeks read the steps of these weeks, not everybody who ever went through', async () => {
  const watch = watchStatements(server);
  const sop = (await findRow(server.db.read, SopRow, { id: sopId }))!;
  const { total } = await readSopStats(server.db.read, boss, sop, { since: YEAR - 28 * DAY, until: YEAR, now: YEAR });
  watch.stop();
  expect(total).toMatchObject({ opened: 306, done: 306, sent: 306, read: 0 });
  const ours = watch.statements.filter(({ sql }) => sql.includes('FROM sop_step'));
  expect(ours).toHaveLength(8);
  for (const statement of ours) {
    const plan = await planOf(server, statement);
    expect(plan).not.toMatch(/\bSCAN\b|\bALL\b|^\w index|sop_enrolment_(once|of|all)/m);
    expect(plan).toMatch(/sop_step_of_days/);
  }
});
