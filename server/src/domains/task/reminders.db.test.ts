import * as contracts from '@zhike/shared/contracts/task';
import * as team from '@zhike/shared/contracts/task-team';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertRows, select, type SqlValue } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { startBeside } from '../../test/start-beside.ts';
import { startTaskTest, type TaskKit } from '../../test/task-kit.ts';
import { engineOfThisRun } from '../../test/test-database.ts';
import { watchStatements } from '../../test/watch-statements.ts';
import { remindOfDueTasks } from './remind.ts';
import { isAnyReminderDue } from './reminder-store.ts';
import { sendDigests } from './send-digests.ts';

let kit: TaskKit;
beforeEach(async () => {
  kit = await startTaskTest();
  kit.setClock('2026-11-20T09:10');
  await kit.tick();
});
afterEach(() => kit.server.close());

const eventsOf = async (type: string) =>
  (await select<{ payload: string }>(kit.server.db.read, 'SELECT payload FROM event WHERE type = ?', [type])).map(
    (row) => JSON.parse(row.payload) as Record<string, unknown>,
  );

test('the rep is told before the deadline and at it, her leader four working hours later, each once', async () => {
  await kit.set({ digestTimes: [] });
  const id = await kit.open({ due: '2026-11-20T15:00' });
  await kit.goTo('2026-11-20T14:29');
  expect(await kit.told('zhang')).toEqual([]);
  await kit.goTo('2026-11-20T14:30');
  expect(await kit.told('zhang')).toEqual(['「寄样品」快到时间了']);
  await kit.goTo('2026-11-20T15:00');
  await kit.goTo('2026-11-20T17:59');
  expect(await kit.told('zhang')).toEqual(['「寄样品」快到时间了', '「寄样品」到时间了']);
  await kit.goTo('2026-11-21T09:59');
  expect(await kit.told('lead')).toEqual([]);
  await kit.goTo('2026-11-21T10:00');
  await kit.goTo('2026-11-25T10:00');
  expect(await kit.told('lead')).toEqual(['张伟的待办逾期未处理']);
  expect(await kit.told('zhang')).toHaveLength(2);
  expect(await eventsOf('task.escalated')).toMatchObject([{ taskId: id, toUserIds: ['lead'] }]);
  const { task, history } = (await kit.server.api.as('lead').call(team.getTask, { params: { taskId: id } })).body;
  expect(task.escalatedAt).toBeGreaterThanOrEqual(kit.at('2026-11-21T10:00'));
  expect(history.map(({ what }) => what)).toEqual(['opened', 'escalated']);
});

test('a deadline at night is told of at the next opening, across midnight and the end of the month', async () => {
  await kit.set({ digestTimes: [] });
  await kit.open({ due: '2026-11-30T23:30' });
  await kit.goTo('2026-11-30T23:00');
  await kit.goTo('2026-12-01T00:30');
  await kit.goTo('2026-12-01T08:59');
  expect(await kit.told('zhang')).toEqual([]);
  await kit.goTo('2026-12-01T09:00');
  expect(await kit.told('zhang')).toEqual(['「寄样品」到时间了']);
});

test('every morning one digest with what the day asks for; what it names is not told of again', async () => {
  await kit.open({ due: '2026-11-20T20:00', title: '回电话' });
  await kit.open({ due: '2026-11-21T16:00', title: '发报价' });
  await kit.open({ due: '2026-11-22T16:00', title: '明天的事' });
  await kit.goTo('2026-11-21T08:59');
  expect(await kit.told('zhang')).toEqual([]);
  await kit.goTo('2026-11-21T09:00');
  await kit.goTo('2026-11-21T10:00');
  expect(await kit.told('zhang')).toEqual(['今天 2 项待办,其中 1 项已逾期']);
  expect(await kit.told('li')).toEqual([]);
  await kit.goTo('2026-11-22T09:00');
  expect((await kit.told('zhang')).at(-1)).toBe('今天 3 项待办,其中 2 项已逾期');
});

test('putting off, closing and opening again move what is told', async () => {
  await kit.set({ digestTimes: [] });
  const zhang = kit.server.api.as('zhang');
  const id = await kit.open({ due: '2026-11-20T15:00' });
  const params = { taskId: id };
  await zhang.call(contracts.snoozeTask, { params, body: { until: kit.at('2026-11-20T17:00') } });
  await kit.goTo('2026-11-20T15:00');
  expect(await kit.told('zhang')).toEqual([]);
  await kit.goTo('2026-11-20T16:30');
  expect(await kit.told('zhang')).toEqual(['「寄样品」快到时间了']);
  await zhang.call(contracts.completeTask, { params, body: {} });
  await kit.goTo('2026-11-24T12:00');
  expect([await kit.told('zhang'), await kit.told('lead')]).toEqual([['「寄样品」快到时间了'], []]);
  await zhang.call(contracts.reopenTask, { params });
  await kit.goTo('2026-11-24T15:59');
  expect(await kit.told('lead')).toEqual([]);
  await kit.goTo('2026-11-24T16:01');
  expect(await kit.told('lead')).toEqual(['张伟的待办逾期未处理']);
});

test('days that pass at once are told of once: no flood', async () => {
  for (let n = 0; n < 30; n++) await kit.open({ due: `2026-11-2${1 + (n % 5)}T1${n % 8}:00`, title: `第 ${n} 件` });
  await kit.goTo('2026-11-27T11:00');
  expect(await kit.told('zhang')).toEqual(['今天 30 项待办,其中 30 项已逾期']);
  expect(await kit.told('lead')).toEqual(['30 项待办逾期未处理']);
  expect(await eventsOf('task.escalated')).toHaveLength(30);
});

test('while nothing is due a look costs one read along an index', async () => {
  await kit.open({ due: '2026-11-20T15:00' });
  const { db, clock } = kit.server;
  const watched = watchStatements(kit.server);
  expect(await isAnyReminderDue(db.read, clock.now())).toBe(false);
  watched.stop();
  expect(watched.statements.filter(({ sql }) => /task_settings|FROM task/.test(sql))).toHaveLength(1);
  const [{ sql, values }] = watched.statements.filter((one) => /FROM task/.test(one.sql)) as [
    (typeof watched.statements)[number],
  ];
  const explain = db.dialect === 'mysql' ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN';
  expect(JSON.stringify(await select(db.read, `${explain} ${sql}`, values))).toMatch(
    /task_to_remind.*task_settings_digest/,
  );
});

test('a run that comes again, or a second one at the same moment, tells nobody twice', async () => {
  await kit.open({ due: '2026-11-20T15:00' });
  await kit.open({ due: '2026-11-20T15:00', assigneeUserId: 'li' });
  kit.setClock('2026-11-21T09:00');
  const { db, clock, config } = kit.server;
  const look = () =>
    db.transaction(async (tx) => {
      await sendDigests(tx, clock.now(), config.timeZone);
      await remindOfDueTasks(tx, clock.now(), config);
    });
  // The first dies before its commit, as a killed process would.
  await expect(
    db.transaction(async (tx) => {
      await sendDigests(tx, clock.now(), config.timeZone);
      await remindOfDueTasks(tx, clock.now(), config);
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  expect(await kit.told('zhang')).toEqual([]);
  const outcomes = await Promise.allSettled([look(), look(), look()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  await look();
  await kit.goTo('2026-11-21T09:30');
  expect(await kit.told('zhang')).toEqual(['今天 1 项待办,其中 1 项已逾期']);
  expect(await kit.told('li')).toEqual(['今天 1 项待办,其中 1 项已逾期']);
});

test('who is told of what is overdue is a setting; without leader and manager it is the admins', async () => {
  await kit.set({ digestTimes: [], escalation: { isOn: true, afterMinutes: 60, to: 'members', userIds: ['li'] } });
  await kit.open({ due: '2026-11-20T15:00' });
  await kit.open({ due: '2026-11-20T15:00', assigneeUserId: 'far' });
  await kit.open({ due: '2026-11-20T15:00', assigneeUserId: 'li' });
  await kit.goTo('2026-11-20T15:00');
  await kit.goTo('2026-11-20T16:00');
  expect(await kit.told('li')).toContain('2 项待办逾期未处理');
  // Her own: the leader instead.
  expect(await kit.told('lead')).toEqual(['李娜的待办逾期未处理']);
  await kit.set({ escalation: { isOn: true, afterMinutes: 60, to: 'leader', userIds: [] } });
  await kit.open({ due: '2026-11-20T17:00', assigneeUserId: 'far' });
  await kit.goTo('2026-11-20T17:00');
  await kit.goTo('2026-11-21T09:30');
  expect(await kit.told('admin')).toEqual(['远方的待办逾期未处理']);
});

test('switched on later, escalation finds what is overdue already', async () => {
  await kit.set({ digestTimes: [], escalation: { isOn: false, afterMinutes: 60, to: 'leader', userIds: [] } });
  await kit.open({ due: '2026-11-20T12:00' });
  await kit.goTo('2026-11-20T12:00');
  await kit.goTo('2026-11-20T15:00');
  expect(await kit.told('lead')).toEqual([]);
  await kit.set({ escalation: { isOn: true, afterMinutes: 60, to: 'leader', userIds: [] } });
  await kit.goTo('2026-11-20T16:01');
  expect(await kit.told('lead')).toEqual(['张伟的待办逾期未处理']);
});

test('switched on before closing time, escalation waits for the rest of its time until work goes on', async () => {
  await kit.set({ digestTimes: [], escalation: { isOn: false, afterMinutes: 60, to: 'leader', userIds: [] } });
  await kit.open({ due: '2026-11-20T12:00' });
  await kit.goTo('2026-11-20T12:00');
  await kit.goTo('2026-11-20T17:30');
  await kit.set({ escalation: { isOn: true, afterMinutes: 60, to: 'leader', userIds: [] } });
  await kit.goTo('2026-11-21T09:20');
  expect(await kit.told('lead')).toEqual([]);
  await kit.goTo('2026-11-21T09:31');
  expect(await kit.told('lead')).toEqual(['张伟的待办逾期未处理']);
});

test('of more tasks than one transaction takes, none is left out', async () => {
  await kit.set({ digestTimes: [], escalation: { isOn: false, afterMinutes: 60, to: 'leader', userIds: [] } });
  const one = await kit.open({ due: '2026-11-20T12:00' });
  const [row] = await select<Record<string, SqlValue>>(kit.server.db.read, 'SELECT * FROM task WHERE id = ?', [one]);
  const copies = Array.from({ length: 1_100 }, () => ({ ...row, id: newId(), remind_at: null, remind_step: null }));
  await kit.server.db.transaction((tx) => insertRows(tx, 'task', copies));
  kit.setClock('2026-11-20T13:00');
  await kit.set({ escalation: { isOn: true, afterMinutes: 60, to: 'leader', userIds: [] } });
  const waiting = await select<{ n: number | string; moments: number | string }>(
    kit.server.db.read,
    "SELECT COUNT(*) AS n, COUNT(DISTINCT remind_at) AS moments FROM task WHERE remind_step = 'escalate'",
  );
  expect(waiting.map(({ n, moments }) => [Number(n), Number(moments)])).toEqual([[1_100, 3]]);
});

describe.runIf(engineOfThisRun() === 'mysql')('two processes', () => {
  test('that tick at the same moment remind once', async () => {
    const { server } = kit;
    const beside = await startBeside(server, {});
    try {
      for (let n = 0; n < 20; n++) await kit.open({ due: '2026-11-20T15:00', assigneeUserId: n % 2 ? 'zhang' : 'li' });
      for (const time of ['2026-11-20T15:00', '2026-11-21T09:00']) {
        kit.setClock(time);
        beside.clock.offsetMs = server.clock.offsetMs;
        for (let n = 0; n < 3; n++) {
          server.clock.offsetMs += 5_000;
          beside.clock.offsetMs = server.clock.offsetMs;
          await Promise.all([server.scheduler!.tick(), beside.scheduler!.tick(), beside.scheduler!.tick()]);
          await server.settle(0);
        }
      }
      expect(await kit.told('zhang')).toEqual(['10 项待办到时间了', '今天 10 项待办,其中 10 项已逾期']);
      expect(await kit.told('li')).toEqual(['10 项待办到时间了', '今天 10 项待办,其中 10 项已逾期']);
    } finally {
      await beside.close();
    }
  });
});
