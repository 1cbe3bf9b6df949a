import { prepareMaterialSend, reportSend } from '@zhike/shared/contracts/material-send';
import { createScript, createScriptCategory } from '@zhike/shared/contracts/script';
import * as contracts from '@zhike/shared/contracts/sop';
import { enrolCustomer } from '@zhike/shared/contracts/sop-enrolment';
import { getSopStats, type SopFigures } from '@zhike/shared/contracts/sop-stats';
import { completeTask, dismissTask, listTasks } from '@zhike/shared/contracts/task';
import { handOverTask } from '@zhike/shared/contracts/task-team';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { businessDate } from '../../platform/business-time.ts';
import { type ChannelTest, startChannelTest } from '../../test/channel-kit.ts';
import { givenLibrary } from '../../test/material-kit.ts';
import { phone } from '../../test/phone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let kit: ChannelTest;
const people: Record<string, string> = {};
beforeAll(async () => {
  kit = await startChannelTest();
  await kit.sandbox.control('POST /control/settings', { body: { massDispatchMs: 0 } });
  await kit.givenRep('zhang', '张伟');
  await kit.givenRep('li', '李娜');
  for (const [name, userId] of [
    ['林晓雨', 'zhang'],
    ['顾言', 'zhang'],
    ['周敏', 'li'],
  ] as const)
    people[name] = (await kit.befriended(name, userId)).id;
});
afterAll(() => kit.server.close());

type Step = z.input<typeof contracts.SopDraft>['steps'][number];
const minutes = (count: number): Step['at'] => ({ kind: 'minutes', minutes: count });
let names = 0;
const draftOf = (steps: Step[]) => ({
  name: `跟进 ${++names}`,
  start: { kind: 'enrolled' as const },
  daysOff: 'as_is' as const,
  steps,
});

/** On, with all three customers in it, at the moment when its steps are due. */
async function givenSopUnderWay(steps: Step[]): Promise<contracts.SopView> {
  const made = await kit.admin.call(contracts.createSop, { body: draftOf(steps) });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const sop = (await kit.admin.call(contracts.switchSop, { params: { sopId: made.body.id }, body: { isOn: true } }))
    .body;
  for (const customerId of Object.values(people))
    expect((await kit.admin.call(enrolCustomer, { params: { customerId }, body: { sopId: sop.id } })).status).toBe(200);
  await later(11 * MINUTE);
  await kit.settle();
  return sop;
}
const later = (ms: number) => kit.travelTo(kit.server.clock.now() + ms);
const as = (userId: string) => kit.server.api.as(userId);
const today = (plusDays = 0) => businessDate(kit.server.clock.now() + plusDays * 24 * HOUR, kit.server.config.timeZone);
async function taskOf(userId: string, name: string, title: string): Promise<string> {
  const { body } = await as(userId).call(listTasks, { query: { customerId: people[name]! } });
  return body.items.find((task) => task.title === title)!.id;
}

const statsOf = async (sopId: string, userId = 'admin', query = { from: today(-30), to: today() }) => {
  const { body } = await as(userId).call(getSopStats, { params: { sopId }, query });
  return {
    total: told(body.total),
    steps: body.steps.map(({ title, isGone, skipped, ...figures }) =>
      [title, told(figures), skipped > 0 ? `skipped ${skipped}` : '', isGone ? 'gone' : ''].filter(Boolean).join(' '),
    ),
    reps: body.reps.map(({ member, ...figures }) => `${member.name} ${told(figures)}`),
  };
};
/** Only what is not nothing. */
const told = (figures: SopFigures) =>
  (['opened', 'done', 'dismissed', 'unsent', 'open', 'overdue', 'sent', 'read'] as const)
    .filter((name) => figures[name] > 0)
    .map((name) => `${name} ${figures[name]}`)
    .join(' ');

const call: Step = { title: '打电话', at: minutes(10), deed: { kind: 'call', note: '问问近况' }, withinHours: 4 };

test('what was done, put off for good, is open and late is counted by step and by rep', async () => {
  const never: Step['filter'] = { field: 'name', op: 'contains', text: '谁也不叫这个' };
  const sop = await givenSopUnderWay([call, { ...call, title: '只对某人', filter: never }]);
  await as('zhang').call(completeTask, { params: { taskId: await taskOf('zhang', '林晓雨', '打电话') }, body: {} });
  await as('zhang').call(dismissTask, {
    params: { taskId: await taskOf('zhang', '顾言', '打电话') },
    body: { result: '客户在国外' },
  });
  const before = await statsOf(sop.id);
  expect(before.total).toBe('opened 3 done 1 dismissed 1 open 1');
  expect(before.steps).toEqual(['打电话 opened 3 done 1 dismissed 1 open 1', '只对某人 skipped 3']);
  expect(before.reps).toEqual(['张伟 opened 2 done 1 dismissed 1', '李娜 opened 1 open 1']);
  await later(5 * HOUR);
  expect((await statsOf(sop.id)).reps).toEqual(['张伟 opened 2 done 1 dismissed 1', '李娜 opened 1 open 1 overdue 1']);
});

test('a task counts for whoever has it now', async () => {
  const sop = await givenSopUnderWay([{ ...call, title: '转给同事' }]);
  await as('admin').call(handOverTask, {
    params: { taskId: await taskOf('admin', '周敏', '转给同事') },
    body: { toUserId: 'zhang', evenUnseen: true },
  });
  expect((await statsOf(sop.id)).reps[0]).toBe('张伟 opened 3 open 3');
});

test('everybody counts the customers whom she sees, and only the days that are asked about', async () => {
  const sop = await givenSopUnderWay([call]);
  expect((await statsOf(sop.id, 'li')).total).toBe('opened 1 open 1');
  expect((await statsOf(sop.id, 'zhang')).reps).toEqual(['张伟 opened 2 open 2']);
  expect(await statsOf(sop.id, 'admin', { from: today(-9), to: today(-1) })).toEqual({
    total: '',
    steps: ['打电话'],
    reps: [],
  });
  expect((await statsOf(sop.id, 'admin', { from: today(), to: today() })).total).toBe('opened 3 open 3');
});

test('what was sent for a task with a link of the customer’s own is told apart by whether she opened it', async () => {
  const library = givenLibrary(kit.server, 'admin');
  const article = await library.add({ title: '选材指南', content: { kind: 'article', html: '<p>正文</p>' } });
  const text = await library.add({ content: { kind: 'text', text: '您好' } });
  const send: Step = {
    title: '发指南',
    at: minutes(10),
    deed: { kind: 'send', materialIds: [article.id, text.id] },
  };
  const sop = await givenSopUnderWay([send]);
  const sent = async (name: string, materialId: string, taskId?: string) => {
    const { body } = await as('zhang').call(prepareMaterialSend, {
      params: { materialId },
      body: { to: { customerId: people[name]! }, idempotencyKey: `stats-${name}-${materialId}`, taskId },
    });
    await as('zhang').call(reportSend, { params: { sendId: body.sendId }, body: { outcome: 'sent' } });
    return body.message.msgtype === 'news' ? body.message.news.link.split('/t/')[1]! : '';
  };
  const key = await sent('林晓雨', article.id, await taskOf('zhang', '林晓雨', '发指南'));
  await sent('顾言', text.id, await taskOf('zhang', '顾言', '发指南'));
  expect((await statsOf(sop.id)).steps).toEqual(['发指南 opened 3 done 2 open 1 sent 1']);
  await phone(kit.server).open(key).beat();
  await kit.settle();
  expect((await statsOf(sop.id)).steps).toEqual(['发指南 opened 3 done 2 open 1 sent 1 read 1']);
  expect((await statsOf(sop.id)).reps[0]).toBe('张伟 opened 2 done 2 sent 1 read 1');
});

test('a step that goes out as a mass message counts for whoever confirms it: done when it reached the customer', async () => {
  const categoryId = (await kit.admin.call(createScriptCategory, { body: { name: '节日', isMine: false } })).body.id;
  const script = { categoryId, title: '端午', text: '端午安康', materialIds: [], isMine: false };
  const scriptId = (await kit.admin.call(createScript, { body: script })).body.id;
  const sop = await givenSopUnderWay([
    { title: '问候', at: minutes(10), deed: { kind: 'send', way: 'mass', scriptId } },
  ]);
  expect(await statsOf(sop.id)).toEqual({
    total: 'opened 3 open 3',
    steps: ['问候 opened 3 open 3'],
    reps: ['张伟 opened 2 open 2', '李娜 opened 1 open 1'],
  });
  const tasks = async (userId: string) =>
    (await kit.sandbox.control('GET /control/members/:userId/mass-tasks', { params: { userId }, query: {} })).items;
  for (const { msgId } of await tasks('zhang'))
    await kit.sandbox.control('POST /control/members/:userId/mass-tasks/:msgId/send', {
      params: { userId: 'zhang', msgId },
      body: {},
    });
  await later(6 * MINUTE);
  expect((await statsOf(sop.id)).reps).toEqual(['张伟 opened 2 done 2', '李娜 opened 1 open 1']);
});

test('a step that a newer version has no more keeps its figures and its last name', async () => {
  const sop = await givenSopUnderWay([call, { ...call, title: '发短信' }]);
  const { steps, ...rest } = sop.definition;
  const saved = await kit.admin.call(contracts.updateSop, {
    params: { sopId: sop.id },
    body: { ...rest, version: sop.version, steps: [steps[0]!] },
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  expect((await statsOf(sop.id)).steps).toEqual(['打电话 opened 3 open 3', '发短信 opened 3 open 3 gone']);
});

test('more than a year at once and an SOP that is not there are refused', async () => {
  const sop = await givenSopUnderWay([call]);
  const ask = async (sopId: string, query: { from: string; to: string }) => {
    const { status, body } = await as('admin').call(getSopStats, { params: { sopId }, query });
    return [status, (body as unknown as { code: string }).code];
  };
  expect(await ask(sop.id, { from: '2025-01-01', to: '2026-01-02' })).toEqual([400, 'request.invalid']);
  expect(await ask(sop.id, { from: '2026-01-02', to: '2026-01-01' })).toEqual([400, 'request.invalid']);
  expect(await ask('01HZZZZZZZZZZZZZZZZZZZZZZZ', { from: today(), to: today() })).toEqual([404, 'sop.not_found']);
});
