import * as contracts from '@zhike/shared/contracts/care';
import * as ofCustomer from '@zhike/shared/contracts/care-of-customer';
import { createCustomField } from '@zhike/shared/contracts/custom-field';
import { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import { reportSend } from '@zhike/shared/contracts/material-send';
import { completeTask, listTasks, snoozeTask } from '@zhike/shared/contracts/task';
import { getTaskSettings, updateTaskSettings } from '@zhike/shared/contracts/task-settings';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { execute, insertRows } from '../../platform/database/sql.ts';
import { rememberLateByCalendar } from '../../scenarios/care-calendar-chosen/remember-late.ts';
import { openCare } from '../../scenarios/care-due/open-care.ts';
import { rememberLateDates } from '../../scenarios/customer-field-changed/remember-late.ts';
import { placeCareAnew } from '../../scenarios/task-settings-changed/place-care-anew.ts';
import { givenCustomer, type GivenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenLibrary } from '../../test/material-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { openDue } from './open-due.ts';

let server: TestServer;
let birthday: string;
beforeAll(async () => {
  server = await startTestServer({
    scenarios: [openCare, rememberLateDates, rememberLateByCalendar, placeCareAnew],
  });
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'zhang', name: '张伟' });
  await givenMember(server, { userId: 'li', name: '李娜', departmentId: 2 });
  const made = await boss().call(createCustomField, { body: { name: '生日', kind: 'date' } });
  birthday = made.body.id;
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.transaction(async (tx) => {
    for (const table of ['care_deed', 'care_day', 'care_calendar', 'care_plan', 'customer_field', 'task'])
      await execute(tx, `DELETE FROM ${table}`);
    await execute(tx, "UPDATE customer SET status = 'lost'");
  });
  await leaveTheSlot();
  setClock('2026-12-01T08:00');
});

/** A schedule fires once a slot: the one in which the test before ended must not be the one in which this one looks. */
async function leaveTheSlot(): Promise<void> {
  const nothing = {
    title: '',
    is_on: 0,
    version: 1,
    definition: '{}',
    updated_by: 'boss',
    created_at: 0,
    updated_at: 0,
  };
  await server.db.transaction((tx) => insertRows(tx, 'care_plan', [{ id: 'none', ...nothing, next_due_at: 0 }]));
  await at('2026-12-01T07:00');
  await server.db.transaction((tx) => execute(tx, 'DELETE FROM care_plan'));
}

const boss = () => server.api.as('boss');
const zhang = () => server.api.as('zhang');
const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;

/** Business time in Shanghai. Never back: the demo's clock is the only one that goes there. */
function setClock(text: string): void {
  server.clock.offsetMs = Date.parse(`${text}+08:00`) - Date.now();
}

/** The clock goes there, and everything that is due happens. */
async function at(text: string): Promise<void> {
  setClock(text);
  await server.scheduler!.tick();
  await server.settle();
}

async function givenPlan(draft: Partial<contracts.CareDraftInput> = {}, isOn = true): Promise<contracts.CarePlanView> {
  const body = {
    title: '生日祝福',
    occasion: { kind: 'birthday' as const, fieldId: birthday, calendar: 'solar' as const },
    text: '{客户昵称},生日快乐!',
    ...draft,
  };
  const made = await boss().call(contracts.createCarePlan, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return isOn ? switchTo(made.body.id, true) : made.body;
}

const switchTo = async (planId: string, isOn: boolean) =>
  (await boss().call(contracts.switchCarePlan, { params: { planId }, body: { isOn } })).body;

/** A friend of Zhang's with a date of birth, as if it had been noted long ago. */
async function givenFriend(born: string | null, more: GivenCustomer = {}) {
  const customer = await givenCustomer(server, { friendsOf: ['zhang'], ownerUserId: 'zhang', ...more });
  if (born)
    await server.db.transaction((tx) =>
      insertRows(tx, 'customer_field', [
        {
          customer_id: customer.id,
          field_id: birthday,
          option_id: '',
          date_value: Date.parse(`${born}T00:00:00Z`),
          origin_kind: 'rep',
          set_at: 0,
        },
      ]),
    );
  return customer;
}

const tasksOf = async (customerId: string) =>
  (await boss().call(listTasks, { query: { customerId } })).body.items.filter(({ kind }) => kind === 'care');
const told = async (customerId: string) => (await tasksOf(customerId)).map(({ reason }) => reason);

test('on a birthday the rep gets a task with the greeting, at the hour of the plan and once', async () => {
  const material = await givenLibrary(server).add({ title: '生日海报' });
  await givenPlan({ materialIds: [material.id], time: '09:30', dueTime: '18:00' });
  const { id } = await givenFriend('1990-12-01');
  await at('2026-12-01T09:29');
  expect(await tasksOf(id)).toEqual([]);
  await at('2026-12-01T09:31');
  await at('2026-12-01T10:40');
  expect(await tasksOf(id)).toMatchObject([
    {
      title: '生日祝福',
      reason: '12月1日 · 36 岁生日',
      assignee: { userId: 'zhang' },
      dueAt: Date.parse('2026-12-01T18:00+08:00'),
      action: { kind: 'send', materialIds: [material.id], scriptId: null, text: '{客户昵称},生日快乐!' },
    },
  ]);
  await at('2027-12-01T09:31');
  expect(await told(id)).toEqual(['12月1日 · 36 岁生日', '12月1日 · 37 岁生日']);
});

test('by the lunar calendar it is the day of the moon: leap months, the 30th, and who keeps the other calendar', async () => {
  // 1990-10-03 was 八月十五, 1990-09-25 was 八月初七; 中秋 2026 is 09-25.
  setClock('2026-09-24T08:00');
  await givenPlan();
  const [moon, sun, other] = [
    await givenFriend('1990-10-03'),
    await givenFriend('1990-09-25'),
    await givenFriend('1990-10-03'),
  ];
  const choose = (customerId: string, calendar: contracts.CareCalendar | null) =>
    zhang().call(ofCustomer.chooseCareCalendar, { params: { customerId }, body: { fieldId: birthday, calendar } });
  const { body } = await choose(moon.id, 'lunar');
  expect(body.items).toMatchObject([
    { calendar: 'lunar', isOwnChoice: true, lunar: '八月十五', next: { day: '2026-09-25', daysLeft: 1, years: 36 } },
  ]);
  await at('2026-09-25T09:01');
  expect(await told(moon.id)).toEqual(['9月25日 · 36 岁生日(农历八月十五)']);
  expect(await told(sun.id)).toEqual(['9月25日 · 36 岁生日']);
  expect(await told(other.id)).toEqual([]);
  await choose(moon.id, null);
  await at('2026-10-03T09:01');
  expect(await told(other.id)).toEqual(['10月3日 · 36 岁生日']);
  // She was remembered this year already, whatever calendar she keeps now.
  expect(await told(moon.id)).toHaveLength(1);
});

test.each([
  ['29 February, in a common year', '2000-02-29', 'solar', '2027-02-28'],
  ['29 February, in a leap year', '2000-02-29', 'solar', '2028-02-29'],
  ['the last day of a month', '1991-01-31', 'solar', '2027-01-31'],
  ['New Year’s Day, over the end of the year', '1991-01-01', 'solar', '2027-01-01'],
  ['闰六月初一, in a year without that month', '2025-07-25', 'lunar', '2026-07-14'],
  ['腊月三十, in a month of 29 days', '1990-01-26', 'lunar', '2026-02-16'],
] as const)('%s: the day is found, and no other', async (_what, born, calendar, day) => {
  const [before, after] = [-1, 1].map((days) =>
    new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString(),
  );
  setClock(`${before!.slice(0, 10)}T00:10`);
  await givenPlan({ occasion: { kind: 'birthday', fieldId: birthday, calendar } });
  const { id } = await givenFriend(born);
  await at(`${before!.slice(0, 10)}T23:59`);
  expect(await told(id)).toEqual([]);
  await at(`${day}T09:00`);
  expect(await told(id)).toHaveLength(1);
  await at(`${after!.slice(0, 10)}T09:00`);
  expect(await told(id)).toHaveLength(1);
});

test('the day begins at midnight in the corp’s time zone, not in that of the machine', async () => {
  await givenPlan({ time: '00:00' });
  const { id } = await givenFriend('1990-12-02');
  // 15:59 UTC, then 16:01 UTC of the same day.
  await at('2026-12-01T23:59');
  expect(await told(id)).toEqual([]);
  await at('2026-12-02T00:01');
  expect(await told(id)).toHaveLength(1);
});

test('days before: what lies ahead is opened in time; on a day off on the last working day before', async () => {
  const { settings, version } = (await boss().call(getTaskSettings)).body;
  const set = (weekdays: number[]) =>
    boss().call(updateTaskSettings, {
      body: { settings: { ...settings, hours: { ...settings.hours, weekdays } }, version },
    });
  await set([1, 2, 3, 4, 5]);
  await givenPlan({ daysBefore: 2, daysOff: 'before', dueTime: '17:00' });
  // A Sunday; two days before is a Friday. A Tuesday; two days before is that Sunday.
  const [sunday, tuesday] = [await givenFriend('1990-12-06'), await givenFriend('1990-12-08')];
  await at('2026-12-04T08:59');
  expect(await told(sunday.id)).toEqual([]);
  await at('2026-12-04T09:00');
  expect((await tasksOf(sunday.id)).map(({ dueAt }) => dueAt)).toEqual([Date.parse('2026-12-04T17:00+08:00')]);
  expect(await told(tuesday.id)).toHaveLength(1);
  const now = (await boss().call(getTaskSettings)).body;
  await boss().call(updateTaskSettings, { body: { settings, version: now.version } });
});

test('a holiday is for everybody who fits; two reps get each their own', async () => {
  setClock('2026-09-20T08:00');
  const festivals = (await boss().call(contracts.listFestivals)).body.items;
  expect(festivals[0]).toMatchObject({ name: '中秋节', day: '2026-09-25', lunar: '八月十五' });
  const hers = { field: 'owner', op: 'any' as const, values: ['li'] };
  await givenPlan({
    title: '中秋祝福',
    occasion: { kind: 'holiday', festivalId: festivals[0]!.id },
    filter: { any: [hers, { field: 'owner', op: 'any', values: ['zhang'] }] },
  });
  const mine = await givenFriend(null);
  const theirs = await givenFriend(null, { friendsOf: ['li'], ownerUserId: 'li' });
  const none = await givenFriend(null, { friendsOf: ['boss'], ownerUserId: 'boss' });
  await at('2026-09-25T09:00');
  expect(await told(mine.id)).toEqual(['9月25日 · 中秋节(八月十五)']);
  expect((await tasksOf(theirs.id)).map(({ assignee }) => assignee.userId)).toEqual(['li']);
  expect(await told(none.id)).toEqual([]);
});

test('an anniversary: 100 days after she was added once, and each year', async () => {
  const added = Date.parse('2026-08-23T23:30+08:00');
  const { id } = await givenFriend(null, { firstAddedAt: added });
  await givenPlan({ title: '相识百日', occasion: { kind: 'anniversary', fieldId: null, afterDays: 100 } });
  await givenPlan({ title: '周年', occasion: { kind: 'anniversary', fieldId: null, afterDays: null } });
  await at('2026-12-01T09:00');
  expect(await told(id)).toEqual(['12月1日 · 成为好友满 100 天']);
  await at('2027-08-23T09:00');
  expect(await told(id)).toEqual(['12月1日 · 成为好友满 100 天', '8月23日 · 成为好友 1 周年']);
});

test('a plan that is off opens nothing; switched on it remembers today and what lies within its days', async () => {
  const { id: planId } = await givenPlan({ daysBefore: 3 });
  await switchTo(planId, false);
  const [today, soon, later] = [
    await givenFriend('1990-12-01'),
    await givenFriend('1990-12-04'),
    await givenFriend('1990-12-05'),
  ];
  await at('2026-12-01T21:00');
  expect(await told(today.id)).toEqual([]);
  await switchTo(planId, true);
  await at('2026-12-01T21:01');
  expect(await told(today.id)).toHaveLength(1);
  // Her evening is over by the clock of the plan; the day is not.
  expect((await tasksOf(today.id))[0]!.dueAt).toBe(Date.parse('2026-12-02T00:00+08:00'));
  expect(await told(soon.id)).toHaveLength(1);
  expect(await told(later.id)).toEqual([]);
  await switchTo(planId, false);
  await switchTo(planId, true);
  await at('2026-12-01T21:02');
  expect(await told(soon.id)).toHaveLength(1);
});

test('days on which nothing of ours ran are told as missed; a day that is not over is made up for', async () => {
  const { id: planId } = await givenPlan();
  const [missed, today] = [await givenFriend('1990-12-03'), await givenFriend('1990-12-05')];
  await at('2026-12-01T09:00');
  await at('2026-12-05T22:00');
  expect(await told(missed.id)).toEqual([]);
  expect(await told(today.id)).toHaveLength(1);
  const plan = (await boss().call(contracts.getCarePlan, { params: { planId } })).body;
  expect(plan.missed).toEqual([{ day: '2026-12-03', customers: 1 }]);
});

test('a crash between two parts of a day: the next process goes on, and nobody is asked for twice', async () => {
  const { id: planId } = await givenPlan();
  const friends = [];
  for (let n = 0; n < 230; n += 1) friends.push(await givenFriend('1990-12-01'));
  setClock('2026-12-01T09:00');
  // One part, and the process is gone: what it has committed stands.
  expect(await openDue(server.deps, planId)).toBe(true);
  const open = async () =>
    (await boss().call(contracts.getCareStats, { params: { planId }, query: { from: '2026-12-01', to: '2026-12-01' } }))
      .body.total.opened;
  expect(await open()).toBe(200);
  await at('2026-12-01T09:05');
  expect(await open()).toBe(230);
  // Saved anew it begins with today again.
  const { definition, version } = (await boss().call(contracts.getCarePlan, { params: { planId } })).body;
  await boss().call(contracts.updateCarePlan, { params: { planId }, body: { ...definition, daysBefore: 1, version } });
  await at('2026-12-01T09:10');
  expect(await open()).toBe(230);
  expect(await told(friends[0]!.id)).toHaveLength(1);
});

test('a birthday noted or corrected after its day was looked at is remembered all the same, once', async () => {
  await givenPlan({ daysBefore: 3 });
  await at('2026-12-01T09:00');
  const { id: customerId } = await givenFriend(null);
  const note = async (day: string) => {
    const body = { value: { kind: 'date' as const, day } };
    await zhang().call(changeCustomerField, { params: { customerId, fieldId: birthday }, body });
    await server.settle();
  };
  await note('1990-12-20');
  expect(await told(customerId)).toEqual([]);
  await note('1990-12-02');
  expect(await told(customerId)).toEqual(['12月2日 · 36 岁生日']);
  await note('1990-12-03');
  expect(await told(customerId)).toHaveLength(1);
});

test('whom nobody serves and who is nobody’s contact any more gets no greeting', async () => {
  const { id: planId } = await givenPlan();
  const lost = await givenFriend('1990-12-01', { status: 'lost' });
  const alone = await givenFriend('1990-12-01', { friendsOf: [], ownerUserId: null });
  await at('2026-12-01T09:00');
  expect(await told(lost.id)).toEqual([]);
  expect(await told(alone.id)).toEqual([]);
  const preview = await boss().call(contracts.previewCarePlan, {
    body: { draft: (await boss().call(contracts.getCarePlan, { params: { planId } })).body.definition },
  });
  expect(preview.body).toMatchObject({ customers: 0, nobody: 1 });
});

test('whom nobody serves is told of once, however often the plan is saved or her date corrected on that day', async () => {
  const { id: planId } = await givenPlan({ daysBefore: 2 });
  const alone = await givenFriend('1990-12-01', { friendsOf: [], ownerUserId: null });
  await givenFriend('1990-12-03', { friendsOf: [], ownerUserId: null });
  const query = { from: '2026-12-01', to: '2026-12-31' };
  const nobody = async () => (await boss().call(contracts.getCareStats, { params: { planId }, query })).body.nobody;
  await at('2026-12-01T09:00');
  expect(await nobody()).toBe(2);
  const { definition, version } = (await boss().call(contracts.getCarePlan, { params: { planId } })).body;
  await boss().call(contracts.updateCarePlan, { params: { planId }, body: { ...definition, version } });
  await at('2026-12-01T09:10');
  expect(await nobody()).toBe(2);
  await switchTo(planId, false);
  await switchTo(planId, true);
  await at('2026-12-01T09:20');
  for (const day of ['1990-12-02', '1990-12-03'])
    await boss().call(changeCustomerField, {
      params: { customerId: alone.id, fieldId: birthday },
      body: { value: { kind: 'date', day } },
    });
  await server.settle();
  expect(await nobody()).toBe(2);
  await at('2026-12-02T09:00');
  expect(await nobody()).toBe(2);
});

test('before it is switched on one sees who would be remembered when, and how much each rep would have to do', async () => {
  const { definition } = await givenPlan({}, false);
  await givenFriend('1990-12-05');
  await givenFriend('1985-12-05');
  await givenFriend('1990-12-25', { friendsOf: ['li'], ownerUserId: 'li' });
  await givenFriend('1990-12-31');
  const parts: contracts.CarePreview[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await boss().call(contracts.previewCarePlan, { body: { draft: definition, cursor } });
    parts.push(body);
    cursor = body.cursor ?? undefined;
  } while (cursor);
  expect(parts.flatMap(({ days }) => days)).toEqual([
    { day: '2026-12-05', lunar: '十月廿七', customers: 2 },
    { day: '2026-12-25', lunar: '冬月十七', customers: 1 },
  ]);
  expect(parts.flatMap(({ reps }) => reps.map(({ member, customers }) => [member.name, customers]))).toEqual([
    ['张伟', 2],
    ['李娜', 1],
  ]);
  expect(parts[0]!.summary).toBe(
    '每位客户的「生日」,当天 09:00 给负责的员工一条待办,备好祝福语。当天 20:00 前完成。所有有人服务的客户都会提醒',
  );
});

test('the next 30 days: holidays, the lunar date, and who has her day, as far as one sees them', async () => {
  const plan = await givenPlan();
  const friend = await givenFriend('1990-12-22');
  await givenMember(server, { userId: 'lead', role: 'manager', departmentId: 2, isLeader: true, name: '赵敏' });
  const day = async (as: string) =>
    (await server.api.as(as).call(contracts.listCareDays)).body.items.find((one) => one.day === '2026-12-22')!;
  expect(await day('boss')).toMatchObject({
    lunar: '冬月十四',
    festivals: ['冬至'],
    care: [{ plan: { id: plan.id, kind: 'birthday' }, customers: 1, isMore: false }],
  });
  expect((await day('lead')).care).toEqual([]);
  const params = { day: '2026-12-22', planId: plan.id };
  expect((await boss().call(contracts.listCareOfDay, { params })).body.items).toMatchObject([
    { customer: { id: friend.id }, assignee: { name: '张伟' }, what: '36 岁生日' },
  ]);
  expect((await server.api.as('lead').call(contracts.listCareOfDay, { params })).body.items).toEqual([]);
});

test('the greeting is filled in, can be changed, is sent in the chat, and the task is done; the statistics know', async () => {
  const { id: planId } = await givenPlan();
  const { id: customerId } = await givenFriend('1990-12-01', { name: '王芳' });
  await givenFriend('1990-12-01');
  await at('2026-12-01T09:00');
  const [task] = await tasksOf(customerId);
  const params = { taskId: task!.id };
  expect((await zhang().call(ofCustomer.getTaskWords, { params })).body.text).toBe('王芳,生日快乐!');
  const prepare = (text?: string) =>
    zhang().call(ofCustomer.prepareTaskWords, {
      params,
      body: { text, isLast: true, idempotencyKey: 'words-of-care' },
    });
  const { body } = await prepare();
  expect(body.message).toEqual({ msgtype: 'text', text: { content: '王芳,生日快乐!' } });
  expect((await prepare('王姐,生日快乐')).body).toEqual({
    sendId: body.sendId,
    message: { msgtype: 'text', text: { content: '王姐,生日快乐' } },
  });
  expect((await server.api.as('li').call(ofCustomer.getTaskWords, { params })).status).toBe(403);
  await zhang().call(reportSend, { params: { sendId: body.sendId }, body: { outcome: 'sent' } });
  await server.settle();
  await at('2026-12-02T01:00');
  expect(
    (await boss().call(contracts.getCareStats, { params: { planId }, query: { from: '2026-12-01', to: '2026-12-31' } }))
      .body,
  ).toEqual({
    total: { opened: 2, done: 1, dismissed: 0, open: 1, overdue: 1 },
    reps: [
      {
        member: { userId: 'zhang', name: '张伟', avatar: null },
        opened: 2,
        done: 1,
        dismissed: 0,
        open: 1,
        overdue: 1,
      },
    ],
    days: [{ day: '2026-12-01', opened: 2, done: 1 }],
    missed: [],
    nobody: 0,
  });
});

test('late is what is past its deadline, put off or not', async () => {
  const { id: planId } = await givenPlan();
  const { id: customerId } = await givenFriend('1990-12-01');
  await givenFriend('1990-12-01');
  await at('2026-12-01T09:00');
  const [task] = await tasksOf(customerId);
  const until = Date.parse('2026-12-05T10:00+08:00');
  expect((await zhang().call(snoozeTask, { params: { taskId: task!.id }, body: { until } })).status).toBe(200);
  const overdue = async () => {
    const query = { from: '2026-12-01', to: '2026-12-31' };
    const { body } = await boss().call(contracts.getCareStats, { params: { planId }, query });
    const [plan] = (await boss().call(contracts.listCarePlans)).body.items;
    return [body.total.overdue, plan!.counts.overdue];
  };
  expect(await overdue()).toEqual([0, 0]);
  await at('2026-12-02T01:00');
  expect(await overdue()).toEqual([2, 2]);
});

test('what a plan names must be there, its words be known; of two who save it the second is told; reps have no plans', async () => {
  const refused = async (draft: Partial<contracts.CareDraftInput>) =>
    codeOf(
      await boss().call(contracts.createCarePlan, {
        body: {
          title: '计划',
          occasion: { kind: 'birthday', fieldId: birthday, calendar: 'solar' },
          text: '您好',
          ...draft,
        },
      }),
    );
  expect(await refused({ occasion: { kind: 'holiday', festivalId: 'nowhere' } })).toBe('care.part_missing');
  expect(await refused({ materialIds: ['01HZZZZZZZZZZZZZZZZZZZZZZZ'] })).toBe('care.part_missing');
  expect(await refused({ text: '{客户昵呼}您好' })).toBe('care.variables_unknown');
  expect(await refused({ text: ' ' })).toBe('request.invalid');
  const { id: planId, definition } = await givenPlan({}, false);
  const save = () => boss().call(contracts.updateCarePlan, { params: { planId }, body: { ...definition, version: 1 } });
  expect((await save()).body.version).toBe(2);
  expect(codeOf(await save())).toBe('care.changed_meanwhile');
  expect((await zhang().call(contracts.listCarePlans)).status).toBe(403);
  await boss().call(contracts.deleteCarePlan, { params: { planId } });
  expect(codeOf(await save())).toBe('care.not_found');
});

test('a lunar date of birth is found in the solar calendar, where that year has it', async () => {
  const ask = (month: number, day: number, isLeapMonth = false, year = 1990) =>
    zhang().call(ofCustomer.findSolarDay, { body: { year, month, day, isLeapMonth } });
  expect((await ask(1, 1, false, 1952)).body.day).toBe('1952-01-27');
  expect((await ask(8, 15)).body.day).toBe('1990-10-03');
  expect((await ask(5, 1, true)).body.day).toBe('1990-06-23');
  expect(codeOf(await ask(6, 1, true))).toBe('calendar.date_impossible');
});

test('a task that is closed by hand counts, and one without words says so', async () => {
  const material = await givenLibrary(server).add({ title: '贺卡' });
  const { id: planId } = await givenPlan({ text: '', materialIds: [material.id] });
  const { id } = await givenFriend('1990-12-01');
  await at('2026-12-01T09:00');
  const [task] = await tasksOf(id);
  const params = { taskId: task!.id };
  expect(codeOf(await zhang().call(ofCustomer.getTaskWords, { params }))).toBe('care.no_words');
  await zhang().call(completeTask, { params, body: {} });
  expect((await boss().call(contracts.getCarePlan, { params: { planId } })).body.counts).toMatchObject({
    opened: 1,
    done: 1,
  });
});
