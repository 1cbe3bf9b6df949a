import * as contracts from '@zhike/shared/contracts/task';
import * as taskSettings from '@zhike/shared/contracts/task-settings';
import * as team from '@zhike/shared/contracts/task-team';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenCustomer } from '../../test/given-customer.ts';
import { startTaskTest, type TaskKit } from '../../test/task-kit.ts';

let kit: TaskKit;
const HOUR = 3_600_000;
beforeAll(async () => {
  kit = await startTaskTest();
  kit.setClock('2026-11-20T10:00');
});
afterAll(() => kit.server.close());

const as = (userId: string) => kit.server.api.as(userId);
const later = () => '2026-12-20T10:00';

test('assignee and writer learn of a comment by somebody else, and everybody concerned reads it', async () => {
  const id = await kit.open({ due: later(), createdBy: 'lead', title: '带合同' });
  const params = { taskId: id };
  const said = { text: '客户要两份', idempotencyKey: 'once-only-1' };
  await as('zhang').call(team.commentTask, { params, body: said });
  const { status, body } = await as('zhang').call(team.commentTask, { params, body: said });
  expect(status).toBe(200);
  expect(body.comments.map(({ text, author }) => [author.name, text])).toEqual([['张伟', '客户要两份']]);
  expect(await kit.told('lead')).toEqual(['张伟评论了待办']);
  await as('lead').call(team.commentTask, { params, body: { text: '好的' } });
  expect(await kit.told('zhang')).toEqual(['王主管评论了待办']);
  const elsewhere = { taskId: await kit.open({ due: later() }) };
  const other = await as('zhang').call(team.commentTask, { params: elsewhere, body: said });
  expect(other.body.comments.map(({ text }) => text)).toEqual(['客户要两份']);
  const seen = (await as('admin').call(team.getTask, { params })).body;
  expect(seen.comments.map(({ text }) => text)).toEqual(['客户要两份', '好的']);
  expect(seen.creator).toEqual({ userId: 'lead', name: '王主管' });
});

test('for somebody whom a task is no business of it is not there; too long or empty a comment is refused', async () => {
  const params = { taskId: await kit.open({ due: later() }) };
  for (const who of ['li', 'far']) {
    expect(await as(who).call(team.getTask, { params })).toMatchObject({
      status: 404,
      body: { code: 'task.not_found' },
    });
    expect(await as(who).call(team.commentTask, { params, body: { text: '?' } })).toMatchObject({ status: 404 });
    expect(await as(who).call(team.handOverTask, { params, body: { toUserId: who } })).toMatchObject({ status: 404 });
  }
  for (const text of ['  ', '字'.repeat(501)])
    expect(await as('zhang').call(team.commentTask, { params, body: { text } })).toMatchObject({ status: 400 });
});

test('a task is handed to a colleague who sees the customer; she is told, its note is kept, its history tells', async () => {
  const customer = await givenCustomer(kit.server, { friendsOf: ['zhang', 'li'], ownerUserId: 'zhang' });
  const params = { taskId: await kit.open({ due: later(), customerId: customer.id, title: '上门拜访' }) };
  const body = { toUserId: 'li', note: '我明天请假' };
  const moved = await as('zhang').call(team.handOverTask, { params, body });
  expect(moved).toMatchObject({ status: 200, body: { assignee: { userId: 'li' } } });
  expect((await kit.told('li')).at(-1)).toBe('张伟把一项待办转交给你');
  const seen = (await as('li').call(team.getTask, { params })).body;
  expect(seen.comments.map(({ text }) => text)).toEqual(['我明天请假']);
  expect(seen.history.map(({ what, by, to }) => [what, by?.name ?? null, to.map(({ name }) => name)])).toEqual([
    ['opened', null, ['张伟']],
    ['handed_over', '张伟', ['李娜']],
  ]);
  // Not hers any more, and not written by her.
  expect(await as('zhang').call(team.handOverTask, { params, body: { toUserId: 'zhang' } })).toMatchObject({
    status: 403,
    body: { code: 'task.not_yours' },
  });
  expect(await as('li').call(team.handOverTask, { params, body: { toUserId: 'li' } })).toMatchObject({
    body: { code: 'task.already_theirs' },
  });
});

test('a colleague who may not see the customer does not get the task, unless a manager insists', async () => {
  const customer = await givenCustomer(kit.server, { friendsOf: ['zhang'], ownerUserId: 'zhang' });
  const params = { taskId: await kit.open({ due: later(), customerId: customer.id }) };
  const refused = { status: 409, body: { code: 'task.receiver_cannot_see_customer' } };
  expect(await as('zhang').call(team.handOverTask, { params, body: { toUserId: 'li' } })).toMatchObject(refused);
  const insisting = { toUserId: 'li', evenUnseen: true };
  expect(await as('zhang').call(team.handOverTask, { params, body: insisting })).toMatchObject(refused);
  expect(await as('lead').call(team.handOverTask, { params, body: { toUserId: 'li' } })).toMatchObject(refused);
  expect(await as('lead').call(team.handOverTask, { params, body: insisting })).toMatchObject({ status: 200 });
  expect((await as('li').call(team.getTask, { params })).body.task.assignee.userId).toBe('li');
  expect(await as('zhang').call(team.handOverTask, { params, body: { toUserId: 'nobody' } })).toMatchObject({
    body: { code: 'task.assignee_not_usable' },
  });
});

test('a manager hands over many at once; those that cannot go say why, the receiver is told once', async () => {
  const mine = [await kit.open({ due: later() }), await kit.open({ due: later() })];
  const closed = await kit.open({ due: later() });
  await as('zhang').call(contracts.completeTask, { params: { taskId: closed }, body: {} });
  const strange = await kit.open({ due: later(), assigneeUserId: 'far' });
  const before = (await kit.told('li')).length;
  const body = { taskIds: [...mine, closed, strange, mine[0]!], toUserId: 'li' };
  const answer = await as('lead').call(team.handOverTasks, { body });
  expect(answer.body.moved).toBe(2);
  expect(new Map(answer.body.refused.map(({ taskId, code }) => [taskId, code]))).toEqual(
    new Map([
      [closed, 'task.closed'],
      [strange, 'task.not_found'],
    ]),
  );
  expect((await kit.told('li')).slice(before)).toEqual(['王主管把 2 项待办转交给你']);
  expect(await as('zhang').call(team.handOverTasks, { body })).toMatchObject({ status: 403 });
});

test("a manager lists her people's tasks by rep, kind, days and lateness, page by page, and never others'", async () => {
  kit.setClock('2026-12-01T10:00');
  const due = ['2026-11-30T10:00', '2026-12-01T18:00', '2026-12-02T18:00'];
  const ids: string[] = [];
  for (const day of due) ids.push(await kit.open({ due: day, kind: 'follow_up', assigneeUserId: 'li' }));
  await kit.open({ due: due[0]!, kind: 'follow_up', assigneeUserId: 'far' });
  const list = async (query: object, who = 'lead') =>
    (await as(who).call(team.listTeamTasks, { query: { kind: 'follow_up', ...query } })).body.items.map(({ id }) => id);
  expect(await list({})).toEqual(ids);
  expect(await list({ userId: 'li', dueFrom: '2026-12-01', dueTo: '2026-12-01' })).toEqual([ids[1]]);
  expect(await list({ overdue: 'true' })).toEqual([ids[0]]);
  expect(await list({ overdue: 'false' })).toEqual(ids.slice(1));
  expect(await list({ userId: 'far' })).toEqual([]);
  expect(await list({ userId: 'far' }, 'admin')).toHaveLength(1);
  expect(await list({ departmentId: 2 }, 'admin')).toEqual(ids);
  const pages: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = (
      await as('lead').call(team.listTeamTasks, { query: { kind: 'follow_up', limit: 1, cursor } })
    ).body;
    pages.push(...items.map(({ id }) => id));
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  expect(pages).toEqual(ids);
  expect(await as('li').call(team.listTeamTasks)).toMatchObject({ status: 403 });
});

test('figures count what the rows behind them show, with the median of how long it took', async () => {
  kit.setClock('2027-02-01T10:00');
  const closeAfter = [1, 2, 9];
  for (const hours of closeAfter) {
    kit.setClock('2027-02-01T10:00');
    const id = await kit.open({ due: '2027-02-01T15:00', kind: 'handover', assigneeUserId: 'li' });
    kit.setClock(`2027-02-01T${10 + hours}:00`);
    await as('li').call(contracts.completeTask, { params: { taskId: id }, body: {} });
  }
  await kit.open({ due: '2027-02-01T16:00', kind: 'handover', assigneeUserId: 'li' });
  const query = { from: '2027-02-01', to: '2027-02-01' };
  const stats = (await as('lead').call(team.getTaskStats, { query })).body;
  const { kind: _kind, medianMs, ...figures } = stats.byKind.find(({ kind }) => kind === 'handover')!;
  expect(figures).toEqual({ open: 1, overdue: 1, done: 3, inTime: 2 });
  expect(Math.abs(medianMs! - 2 * HOUR)).toBeLessThan(60_000);
  const count = async (filter: object) =>
    (await as('lead').call(team.listTeamTasks, { query: { limit: 100, ...filter } })).body.items.length;
  const closed = { status: 'done', closedFrom: query.from, closedTo: query.to };
  expect(await count({ kind: 'handover', ...closed })).toBe(3);
  expect(await count({ kind: 'handover', ...closed, inTime: 'true' })).toBe(2);
  expect(await count({ kind: 'handover', ...closed, inTime: 'false' })).toBe(1);
  const li = stats.byMember.find(({ userId }) => userId === 'li')!;
  expect(await count({ userId: 'li' })).toBe(li.open);
  expect(await count({ userId: 'li', overdue: 'true' })).toBe(li.overdue);
  expect(await count({ userId: 'li', ...closed })).toBe(li.done);
  expect(stats.total.open).toBe(stats.byMember.reduce((sum, { open }) => sum + open, 0));
  expect(stats.byMember.map(({ userId }) => userId)).not.toContain('far');
  expect(await as('lead').call(team.getTaskStats, { query: { from: '2026-01-01', to: '2026-12-31' } })).toMatchObject({
    status: 400,
    body: { code: 'request.invalid', details: { issues: [{ path: 'query.to' }] } },
  });
});

test('what the rep does to finish a task comes with it', async () => {
  const action = { kind: 'send' as const, materialIds: [], scriptId: null };
  const id = await kit.open({ due: '2027-03-01T10:00', action });
  const called = await kit.open({ due: '2027-03-01T10:00', action: { kind: 'call' } });
  const { items } = (await as('zhang').call(contracts.listTasks, { query: { limit: 100 } })).body;
  const actionOf = (taskId: string) => items.find((task) => task.id === taskId)!.action;
  expect([actionOf(id), actionOf(called)]).toEqual([action, { kind: 'call' }]);
});

test('only admins change working time, of two who do so at once the second is told, and nonsense is refused', async () => {
  const { body } = await as('li').call(taskSettings.getTaskSettings);
  expect(body.can.edit).toBe(false);
  const { settings, version } = body;
  const save = (change: object, who = 'admin') =>
    as(who).call(taskSettings.updateTaskSettings, { body: { settings: { ...settings, ...change }, version } });
  expect(await save({}, 'lead')).toMatchObject({ status: 403 });
  expect(await save({ quietHours: { from: '08:00', to: '20:00' }, digestTimes: [] })).toMatchObject({
    body: { code: 'task.no_time_for_notices' },
  });
  expect(await save({ digestTimes: ['07:00'] })).toMatchObject({ body: { code: 'task.digest_in_quiet_hours' } });
  const named = (userIds: string[]) => ({ escalation: { ...settings.escalation, to: 'members' as const, userIds } });
  expect(await save(named([]))).toMatchObject({ body: { code: 'task.escalation_without_members' } });
  expect(await save(named(['nobody']))).toMatchObject({ body: { code: 'task.escalation_without_members' } });
  const twice = { day: '2027-01-01', isWorkday: false, name: '' };
  expect(await save({ days: [twice, twice] })).toMatchObject({ status: 400 });
  expect(await save({ hours: { weekdays: [], from: '09:00', to: '18:00' } })).toMatchObject({ status: 400 });
  expect((await as('admin').call(taskSettings.getTaskSettings)).body.version).toBe(version);
  const saved = await save({ days: [{ day: '2027-02-02', isWorkday: false, name: '盘点' }], ...named(['lead']) });
  expect(saved).toMatchObject({ status: 200, body: { version: version + 1, escalateTo: [{ name: '王主管' }] } });
  expect(await save({})).toMatchObject({ status: 409, body: { code: 'task.settings_changed' } });
  kit.setClock('2027-02-02T10:00');
  expect((await as('li').call(taskSettings.getTaskSettings)).body.workEndsAt).toBeNull();
  kit.setClock('2027-02-03T10:00');
  expect((await as('li').call(taskSettings.getTaskSettings)).body.workEndsAt).toBe(kit.at('2027-02-03T18:00'));
});
