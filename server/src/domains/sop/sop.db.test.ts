import { createCustomField } from '@zhike/shared/contracts/custom-field';
import { changeCustomerField, changeCustomerStage, changeCustomerTags } from '@zhike/shared/contracts/customer-changes';
import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import { getTaskSettings, updateTaskSettings } from '@zhike/shared/contracts/task-settings';
import { completeTask, listTasks } from '@zhike/shared/contracts/task';
import type { z } from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { insertRows, select } from '../../platform/database/sql.ts';
import { moveSopStarts } from '../../scenarios/customer-field-changed/move-sop-starts.ts';
import { openSopSteps } from '../../scenarios/sop-steps-due/open-sop-steps.ts';
import { beginSopsWhenTagged } from '../../scenarios/customer-tagged/begin-sops.ts';
import { stopSopsWhenTagged } from '../../scenarios/customer-tagged/stop-sops.ts';
import { beginSopsAtStage } from '../../scenarios/customer-stage-changed/begin-sops.ts';
import { stopSopsAtStage } from '../../scenarios/customer-stage-changed/stop-sops.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    scenarios: [
      openSopSteps,
      beginSopsWhenTagged,
      stopSopsWhenTagged,
      beginSopsAtStage,
      stopSopsAtStage,
      moveSopStarts,
    ],
  });
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'zhang', name: '张伟' });
  await givenMember(server, { userId: 'li', name: '李娜' });
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'tag_group', [{ id: 'g1', name: '意向', sort: 0, created_by_us: 1, created_at: 0 }]);
    const tags = ['hot', 'bought'].map((id) => ({
      id,
      group_id: 'g1',
      name: id,
      sort: 0,
      created_by_us: 1,
      created_at: 0,
    }));
    await insertRows(tx, 'tag', tags);
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  // A Tuesday morning, so that days off play no part unless a test wants them to.
  const start = Date.parse('2026-12-01T01:00:00Z') - Date.now();
  if (server.clock.offsetMs < start) server.clock.offsetMs = start;
});

const boss = () => server.api.as('boss');
const zhang = () => server.api.as('zhang');
const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;

type Draft = z.input<typeof contracts.SopDraft>;
const minutes = (count: number): Draft['steps'][number]['at'] => ({ kind: 'minutes', minutes: count });
const step = (title: string, at: Draft['steps'][number]['at'], more: Partial<Draft['steps'][number]> = {}) => ({
  title,
  at,
  deed: { kind: 'other' as const, note: '做一下' },
  ...more,
});

let names = 0;
async function givenSop(draft: Partial<Draft> & Pick<Draft, 'steps'>, isOn = true): Promise<contracts.SopView> {
  const body = { name: `SOP ${++names}`, start: { kind: 'enrolled' as const }, daysOff: 'as_is' as const, ...draft };
  const made = await boss().call(contracts.createSop, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  if (!isOn) return made.body;
  return (await boss().call(contracts.switchSop, { params: { sopId: made.body.id }, body: { isOn } })).body;
}

const givenFriend = (more = {}) => givenCustomer(server, { friendsOf: ['zhang'], ...more });
const enrol = (customerId: string, sopId: string, as = zhang()) =>
  as.call(enrolments.enrolCustomer, { params: { customerId }, body: { sopId } });
const waysOf = async (customerId: string) =>
  (await boss().call(enrolments.listEnrolments, { params: { customerId } })).body.items;
const stepsOf = async (customerId: string) =>
  (await waysOf(customerId))[0]!.steps.map(({ title, state, why }) => [title, state, ...(why ? [why] : [])].join(' '));
const tasksOf = async (customerId: string) =>
  (await zhang().call(listTasks, { query: { customerId } })).body.items.map(({ id, title, kind, reason }) => ({
    id,
    title,
    kind,
    reason,
  }));

async function pass(ms: number): Promise<void> {
  server.clock.offsetMs += ms;
  await server.scheduler!.tick();
  await server.settle();
}

test('steps open as tasks of whoever serves the customer, one after the other, each once; then she is at the end', async () => {
  const sop = await givenSop({
    steps: [step('打招呼', minutes(10)), step('发手册', { kind: 'day', days: 1, time: '10:00' })],
  });
  const { id } = await givenFriend();
  expect((await enrol(id, sop.id)).body).toMatchObject({ status: 'active', because: '由张伟加入' });
  await pass(0);
  expect(await tasksOf(id)).toEqual([]);
  await pass(11 * 60_000);
  await pass(60_000);
  expect(await tasksOf(id)).toMatchObject([{ title: '打招呼', kind: 'sop', reason: `SOP「${sop.name}」:做一下` }]);
  expect(await stepsOf(id)).toEqual(['打招呼 open', '发手册 ahead']);
  const [task] = await tasksOf(id);
  await zhang().call(completeTask, { params: { taskId: task!.id }, body: {} });
  await pass(2 * DAY);
  expect(await stepsOf(id)).toEqual(['打招呼 done', '发手册 open']);
  expect(await waysOf(id)).toMatchObject([{ status: 'finished', stopReason: null }]);
  expect((await boss().call(contracts.getSop, { params: { sopId: sop.id } })).body.counts).toEqual({
    active: 0,
    finished: 1,
    stopped: 0,
  });
});

test('enrolled by hand, what is past is left out; nobody is in twice; without a step ahead nobody begins', async () => {
  const sop = await givenSop({
    start: { kind: 'added' },
    steps: [
      step('第一天', { kind: 'day', days: 0, time: '00:00' }),
      step('第九天', { kind: 'day', days: 8, time: '10:00' }),
    ],
  });
  const { id } = await givenFriend({ firstAddedAt: server.clock.now() - 3 * DAY });
  expect((await enrol(id, sop.id)).status).toBe(200);
  expect(await stepsOf(id)).toEqual(['第一天 skipped 加入时已经过了这一步的时间', '第九天 ahead']);
  expect(codeOf(await enrol(id, sop.id))).toBe('sop.already_in');
  const { id: late } = await givenFriend({ firstAddedAt: server.clock.now() - 30 * DAY });
  expect(codeOf(await enrol(late, sop.id))).toBe('sop.no_step_ahead');
});

test('of two who enrol her at once one is told that she is in', async () => {
  const sop = await givenSop({ steps: [step('打招呼', minutes(10))] });
  const { id } = await givenFriend();
  const answers = await Promise.all([enrol(id, sop.id), enrol(id, sop.id, boss())]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('a tag begins an SOP and another one ends it; what was tagged before it was switched on begins nothing', async () => {
  const early = await givenFriend();
  const sop = await givenSop(
    {
      start: { kind: 'tagged', tagIds: ['hot'] },
      auto: { filter: null },
      stop: { tagIds: ['bought'] },
      steps: [step('报价', minutes(60))],
    },
    false,
  );
  const tag = (customerId: string, add: string[]) =>
    zhang().call(changeCustomerTags, { params: { customerId }, body: { add, remove: [] } });
  await tag(early.id, ['hot']);
  await pass(0);
  await pass(1000);
  await boss().call(contracts.switchSop, { params: { sopId: sop.id }, body: { isOn: true } });
  await pass(0);
  expect(await waysOf(early.id)).toEqual([]);
  const { id } = await givenFriend();
  await tag(id, ['hot']);
  await pass(0);
  expect(await waysOf(id)).toMatchObject([{ status: 'active', because: '满足开始条件,自动加入' }]);
  await tag(id, ['bought']);
  await pass(2 * HOUR);
  expect(await waysOf(id)).toMatchObject([{ status: 'stopped', stopReason: 'tag' }]);
  expect(await tasksOf(id)).toEqual([]);
});

test('a stage begins an SOP for those who fit its condition', async () => {
  const stages = await select<{ id: string; name: string }>(server.db.read, 'SELECT id, name FROM stage');
  const stageId = stages.find(({ name }) => name === '报价')!.id;
  const sop = await givenSop({
    start: { kind: 'stage', stageId },
    auto: { filter: { field: 'name', op: 'contains', text: '晓' } },
    steps: [step('确认报价', minutes(30))],
  });
  const meant = await givenFriend({ name: '林晓雨' });
  const other = await givenFriend({ name: '王芳' });
  for (const { id: customerId } of [meant, other])
    await zhang().call(changeCustomerStage, { params: { customerId }, body: { stageId } });
  await pass(0);
  expect(await waysOf(meant.id)).toMatchObject([{ sop: { id: sop.id }, status: 'active' }]);
  expect(await waysOf(other.id)).toEqual([]);
});

test('a step whose condition she does not meet is skipped, with its reason, and the next one comes', async () => {
  const filter = { field: 'tag', op: 'any' as const, values: ['hot'] };
  const sop = await givenSop({ steps: [step('催单', minutes(10), { filter }), step('回访', minutes(20))] });
  const { id } = await givenFriend();
  const { id: hot } = await givenFriend({ tagIds: ['hot'] });
  await enrol(id, sop.id);
  await enrol(hot, sop.id);
  await pass(HOUR);
  expect(await stepsOf(id)).toEqual(['催单 skipped 到期时不符合这一步的条件', '回访 open']);
  expect(await stepsOf(hot)).toEqual(['催单 open', '回访 open']);
});

test('switched off nothing opens, and what fell due meanwhile is skipped', async () => {
  const sop = await givenSop({ steps: [step('一', minutes(10)), step('二', minutes(120))] });
  const { id } = await givenFriend();
  await enrol(id, sop.id);
  const turn = (isOn: boolean) => boss().call(contracts.switchSop, { params: { sopId: sop.id }, body: { isOn } });
  await turn(false);
  await pass(HOUR);
  expect(await tasksOf(id)).toEqual([]);
  expect(codeOf(await enrol((await givenFriend()).id, sop.id))).toBe('sop.is_off');
  await turn(true);
  await pass(2 * HOUR);
  expect(await stepsOf(id)).toEqual(['一 skipped 到期时 SOP 处于停用状态', '二 open']);
});

test('a new version leaves those under way alone until they are moved; what they did stays done', async () => {
  const sop = await givenSop({ steps: [step('一', minutes(10)), step('二', { kind: 'day', days: 5, time: '10:00' })] });
  const { id } = await givenFriend();
  await enrol(id, sop.id);
  await pass(HOUR);
  const { steps, ...rest } = sop.definition;
  const body = {
    ...rest,
    steps: [steps[0]!, step('新的', { kind: 'day', days: 2, time: '10:00' })],
    version: sop.version,
  };
  const { body: second } = await boss().call(contracts.updateSop, { params: { sopId: sop.id }, body });
  expect([second.version, second.onEarlier]).toEqual([2, 1]);
  expect(codeOf(await boss().call(contracts.updateSop, { params: { sopId: sop.id }, body }))).toBe(
    'sop.changed_meanwhile',
  );
  expect(await stepsOf(id)).toEqual(['一 open', '二 ahead']);
  await boss().call(contracts.moveToNewestVersion, { params: { sopId: sop.id } });
  await pass(0);
  const { body: moved } = await boss().call(contracts.getSop, { params: { sopId: sop.id } });
  expect(moved).toMatchObject({ onEarlier: 0, move: { status: 'done', version: 2, total: 1, moved: 1 } });
  expect(await stepsOf(id)).toEqual(['一 open', '新的 ahead']);
  await pass(3 * DAY);
  expect(await stepsOf(id)).toEqual(['一 open', '新的 open']);
});

test('stopped by hand or with its SOP, no further step opens; strangers are not told of it', async () => {
  const sop = await givenSop({ steps: [step('一', minutes(10))] });
  const { id } = await givenFriend();
  const { body: way } = await enrol(id, sop.id);
  const stop = (as: ReturnType<typeof zhang>) => as.call(enrolments.stopEnrolment, { params: { enrolmentId: way.id } });
  expect(codeOf(await stop(server.api.as('li')))).toBe('sop.enrolment_not_found');
  expect((await stop(zhang())).body).toMatchObject({ status: 'stopped', stopReason: 'by_hand' });
  expect(codeOf(await stop(zhang()))).toBe('sop.enrolment_ended');
  // Who has left may begin anew.
  expect((await enrol(id, sop.id)).status).toBe(200);
  await boss().call(contracts.deleteSop, { params: { sopId: sop.id } });
  await pass(0);
  expect((await waysOf(id))[0]).toMatchObject({ status: 'stopped', stopReason: 'deleted' });
  await pass(HOUR);
  expect(await tasksOf(id)).toEqual([]);
});

test('what lies ahead on a day is told with who will do it, inside the viewer’s scope, page by page', async () => {
  const sop = await givenSop({
    steps: [step('早', { kind: 'day', days: 1, time: '09:00' }), step('晚', { kind: 'day', days: 1, time: '18:00' })],
  });
  for (const name of ['甲', '乙', '丙']) await enrol((await givenFriend({ name })).id, sop.id);
  const day = new Date(server.clock.now() + 8 * HOUR + DAY).toISOString().slice(0, 10);
  const coming = async (as: ReturnType<typeof zhang>) => {
    const found: enrolments.ComingStep[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await as.call(enrolments.listComingSteps, { query: { day, sopId: sop.id, limit: 2, cursor } });
      found.push(...body.items);
      if (!body.nextCursor) return found;
      cursor = body.nextCursor;
    }
  };
  const all = await coming(zhang());
  expect(all.map(({ title, customer, assignee }) => `${title} ${customer.name} ${assignee?.name}`).toSorted()).toEqual(
    ['早 甲 张伟', '早 乙 张伟', '早 丙 张伟', '晚 甲 张伟', '晚 乙 张伟', '晚 丙 张伟'].toSorted(),
  );
  expect(await coming(server.api.as('li'))).toEqual([]);
});

test('a date that is moved moves the steps that count from it; without it she leaves', async () => {
  const made = await boss().call(createCustomField, { body: { name: '合同到期', kind: 'date' } });
  const fieldId = made.body.id;
  const sop = await givenSop({
    start: { kind: 'date', fieldId, yearly: false },
    steps: [
      step('提前提醒', { kind: 'day', days: -3, time: '09:00' }),
      step('到期', { kind: 'day', days: 0, time: '09:00' }),
    ],
  });
  const { id } = await givenFriend();
  expect(codeOf(await enrol(id, sop.id))).toBe('sop.no_start');
  const dayIn = (days: number) => new Date(server.clock.now() + 8 * HOUR + days * DAY).toISOString().slice(0, 10);
  const fill = async (day: string | null) => {
    const value = day === null ? null : { kind: 'date' as const, day };
    await zhang().call(changeCustomerField, { params: { customerId: id, fieldId }, body: { value } });
    await pass(0);
  };
  await fill(dayIn(10));
  expect((await enrol(id, sop.id)).status).toBe(200);
  const due = async () =>
    (await waysOf(id))[0]!.steps.map(({ dueAt, state }) => [
      new Date(dueAt + 8 * HOUR).toISOString().slice(0, 10),
      state,
    ]);
  expect(await due()).toEqual([
    [dayIn(7), 'ahead'],
    [dayIn(10), 'ahead'],
  ]);
  await fill(dayIn(2));
  expect(await due()).toEqual([
    [dayIn(-1), 'skipped'],
    [dayIn(2), 'ahead'],
  ]);
  await fill(null);
  expect(await waysOf(id)).toMatchObject([{ status: 'stopped', stopReason: 'start_gone' }]);
});

test('a draft is played for a customer before anybody is in it, days off where the corp has them', async () => {
  const { body: known } = await boss().call(getTaskSettings);
  const hours = { ...known.settings.hours, weekdays: [1, 2, 3, 4, 5] };
  await boss().call(updateTaskSettings, { body: { settings: { ...known.settings, hours }, version: known.version } });
  const { id } = await givenFriend({ name: '林晓雨', firstAddedAt: Date.parse('2026-12-04T06:05:00Z') });
  const draft = {
    name: '演练',
    start: { kind: 'added' as const },
    steps: [
      step('周六', { kind: 'day', days: 1, time: '10:00' }),
      step('问', minutes(30), { filter: { field: 'name', op: 'contains' as const, text: '晓' } }),
    ],
  };
  const { body } = await boss().call(contracts.tryDefinition, { body: { draft, customerId: id } });
  expect(
    body.steps.map(({ title, dueAt, moved, fits }) => [title, new Date(dueAt).toISOString(), moved, fits]),
  ).toEqual([
    ['问', '2026-12-04T06:35:00.000Z', null, true],
    ['周六', '2026-12-07T02:00:00.000Z', '原定 2026-12-05 是休息日', null],
  ]);
});

test('what cannot work is refused when it is saved', async () => {
  const refused = async (draft: object) => {
    const answer = await boss().call(contracts.createSop, {
      body: { name: '坏的', start: { kind: 'enrolled' }, steps: [step('一', minutes(1))], ...draft } as never,
    });
    return [answer.status, codeOf(answer)];
  };
  expect(await refused({ start: { kind: 'tagged', tagIds: ['gone'] } })).toEqual([400, 'sop.part_missing']);
  expect(await refused({ start: { kind: 'calendar' } })).toEqual([400, 'request.invalid']);
  expect(await refused({ auto: { filter: null } })).toEqual([400, 'request.invalid']);
  expect(
    await refused({
      steps: [{ ...step('一', minutes(1)), deed: { kind: 'send', materialIds: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] } }],
    }),
  ).toEqual([400, 'sop.part_missing']);
  expect(await refused({ steps: [{ ...step('一', minutes(1)), id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }] })).toEqual([
    400,
    'sop.part_missing',
  ]);
  expect(
    (
      await zhang().call(contracts.createSop, {
        body: { name: '我的', start: { kind: 'enrolled' }, steps: [step('一', minutes(1))] },
      })
    ).status,
  ).toBe(403);
});
