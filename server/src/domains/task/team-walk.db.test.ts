import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows, select } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { watchStatements } from '../../test/watch-statements.ts';
import { listTeamTasks } from './team-tasks.ts';

/** Of another department, all due sooner than theirs. */
const OTHERS = 3_000;
const HER_DEPARTMENT = 7;

let server: TestServer;
const lead = { userId: 'lead', scope: { kind: 'departments' as const, departmentIds: [HER_DEPARTMENT] } };
const theirs: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  for (const userId of ['lead', 'lina', 'zhang'])
    await givenMember(server, { userId, name: userId, departmentId: HER_DEPARTMENT });
  await givenMember(server, { userId: 'other', name: 'other', departmentId: 2 });
  const task = (userId: string, at: number) => ({
    id: newId(),
    kind: 'other',
    title: '回访',
    assignee_user_id: userId,
    status: 'open',
    due_at: at,
    sort_at: at,
    created_at: 1,
  });
  const rows = [task('lina', 10_000), task('zhang', 20_000), task('lina', 30_000), task('lead', 40_000)];
  theirs.push(...rows.map(({ id }) => id));
  const others = Array.from({ length: OTHERS }, (_, index) => task('other', index + 1));
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'task', rows);
    await insertRows(tx, 'task', others);
  });
  if (server.db.dialect === 'mysql') await server.db.read.query('ANALYZE TABLE task');
});
afterAll(() => server.close());

test('a leader of few finds their tasks along the index of each, in one order and page by page', async () => {
  const list = (cursor?: string) =>
    listTeamTasks(server.db.read, lead, { status: 'open' }, { now: 1, timeZone: 'Asia/Shanghai', cursor, limit: 3 });
  const watched = watchStatements(server);
  const first = await list();
  watched.stop();
  expect(first.tasks.map(({ id }) => id)).toEqual(theirs.slice(0, 3));
  const second = await list(first.nextCursor!);
  expect([second.tasks.map(({ id }) => id), second.nextCursor]).toEqual([theirs.slice(3), null]);

  const walk = watched.statements.find(({ sql }) => /AS moment FROM task t/.test(sql))!;
  const explain = server.db.dialect === 'mysql' ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN';
  const plan = await select<Record<string, string | null>>(server.db.read, `${explain} ${walk.sql}`, walk.values);
  const steps = plan.filter((step) => step.table === 't' || /\bt USING/.test(step.detail ?? ''));
  expect(steps).toHaveLength(3);
  for (const step of steps) expect(step.key ?? step.detail).toContain('task_open');
});
