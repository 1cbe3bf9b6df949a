import { createCustomField } from '@zhike/shared/contracts/custom-field';
import { changeCustomerField, changeCustomerTags } from '@zhike/shared/contracts/customer-changes';
import type { Filter } from '@zhike/shared/contracts/filter';
import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import { addDays } from '@zhike/shared/formulas/calendar';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { insertRows, select } from '../../platform/database/sql.ts';
import { beginSopsWhenDated } from '../../scenarios/customer-field-changed/begin-sops.ts';
import { moveSopStarts } from '../../scenarios/customer-field-changed/move-sop-starts.ts';
import { beginSopsByDateWhenDue } from '../../scenarios/sop-dates-due/begin-sops.ts';
import { openSopSteps } from '../../scenarios/sop-steps-due/open-sop-steps.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    scenarios: [beginSopsByDateWhenDue, beginSopsWhenDated, moveSopStarts, openSopSteps],
  });
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'zhang', name: '张伟' });
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'tag_group', [{ id: 'g1', name: '意向', sort: 0, created_by_us: 1, created_at: 0 }]);
    await insertRows(tx, 'tag', [
      { id: 'gone', group_id: 'g1', name: '已签约', sort: 0, created_by_us: 1, created_at: 0 },
    ]);
  });
});
afterAll(() => server.close());

const boss = () => server.api.as('boss');
const zhang = () => server.api.as('zhang');

/** Eight in the morning of a business day, so that steps at nine lie ahead. */
async function morning(daysFromNow = 0): Promise<void> {
  const day = addDays(businessDate(server.clock.now(), server.config.timeZone), daysFromNow);
  server.clock.offsetMs += instantOf(day, 8 * 60, server.config.timeZone) - server.clock.now();
  await server.scheduler!.tick();
  await server.settle();
}
async function pass(ms: number): Promise<void> {
  server.clock.offsetMs += ms;
  await server.scheduler!.tick();
  await server.settle();
}

type Draft = z.input<typeof contracts.SopDraft>;
let fields = 0;
const givenField = async () =>
  (await boss().call(createCustomField, { body: { name: `日期 ${++fields}`, kind: 'date' } })).body.id;

interface Wanted {
  yearly?: boolean;
  days?: number[];
  filter?: Filter | null;
  stop?: Draft['stop'];
  auto?: boolean;
}
const draftOf = (
  fieldId: string,
  { yearly = true, days = [-1, 0], filter = null, stop, auto = true }: Wanted,
): Draft => ({
  name: `关怀 ${fields}`,
  start: { kind: 'date', fieldId, yearly },
  auto: auto ? { filter } : null,
  ...(stop ? { stop } : {}),
  daysOff: 'as_is',
  steps: days.map((day) => ({
    title: `第 ${day} 天`,
    at: { kind: 'day', days: day, time: '09:00' },
    deed: { kind: 'other', note: '做一下' },
  })),
});
async function givenSop(fieldId: string, wanted: Wanted = {}): Promise<contracts.SopView> {
  const made = await boss().call(contracts.createSop, { body: draftOf(fieldId, wanted) });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return (await boss().call(contracts.switchSop, { params: { sopId: made.body.id }, body: { isOn: true } })).body;
}

const givenFriend = (more = {}) => givenCustomer(server, { friendsOf: ['zhang'], ...more });
/** So many days from today, in this year or an earlier one. */
const dayIn = (days: number, yearsAgo = 0) => {
  const day = addDays(businessDate(server.clock.now(), server.config.timeZone), days);
  return `${Number(day.slice(0, 4)) - yearsAgo}${day.slice(4)}`;
};
async function fill(customerId: string, fieldId: string, day: string | null) {
  const value = day === null ? null : { kind: 'date' as const, day };
  const answer = await zhang().call(changeCustomerField, { params: { customerId, fieldId }, body: { value } });
  expect(answer.status).toBe(200);
}
const waysOf = async (customerId: string) =>
  (await boss().call(enrolments.listEnrolments, { params: { customerId } })).body.items;
const stepsOf = async (customerId: string) => (await waysOf(customerId))[0]?.steps.map(({ state }) => state);

test('a birthday that was known long before begins the SOP the day before its first step, and again the year after', async () => {
  await morning(1);
  const fieldId = await givenField();
  const [near, far] = [await givenFriend(), await givenFriend()];
  await fill(near.id, fieldId, dayIn(4, 36));
  await fill(far.id, fieldId, dayIn(200, 12));
  await givenSop(fieldId);
  await pass(60_000);
  expect(await waysOf(near.id)).toEqual([]);
  // Two days before: her first step is the day before.
  await morning(2);
  expect(await waysOf(near.id)).toMatchObject([{ status: 'active', because: '满足开始条件,自动加入' }]);
  expect(await stepsOf(near.id)).toEqual(['ahead', 'ahead']);
  await morning(3);
  await pass(2 * HOUR);
  expect(await waysOf(near.id)).toMatchObject([{ status: 'finished' }]);
  expect(await stepsOf(near.id)).toEqual(['open', 'open']);
  expect(await waysOf(far.id)).toEqual([]);
  await morning(363);
  const ways = await waysOf(near.id);
  expect(ways).toHaveLength(2);
  expect(ways[0]!.startsAt - ways[1]!.startsAt).toBeGreaterThanOrEqual(365 * DAY);
  // Nothing ran for most of the year: congratulations that come months late would be none.
  expect(await waysOf(far.id)).toEqual([]);
});

test('a date that is told when its day has been looked at already begins the SOP at once, with what is left of it', async () => {
  await morning(1);
  const fieldId = await givenField();
  await givenSop(fieldId, { yearly: false, days: [-2, 0, 3] });
  await pass(60_000);
  const [soon, later] = [await givenFriend(), await givenFriend()];
  await fill(soon.id, fieldId, dayIn(1));
  await fill(later.id, fieldId, dayIn(30));
  await server.settle();
  expect(await stepsOf(soon.id)).toEqual(['skipped', 'ahead', 'ahead']);
  expect(await waysOf(later.id)).toEqual([]);
  await morning(27);
  expect(await stepsOf(later.id)).toEqual(['ahead', 'ahead', 'ahead']);
});

test('a date that moves takes its steps along and begins nothing twice; taken away it ends them, and back again it goes on', async () => {
  await morning(1);
  const fieldId = await givenField();
  await givenSop(fieldId, { yearly: false, days: [0] });
  const { id } = await givenFriend();
  await pass(60_000);
  await fill(id, fieldId, dayIn(1));
  await server.settle();
  expect(await waysOf(id)).toMatchObject([{ status: 'active' }]);
  await fill(id, fieldId, dayIn(20));
  await server.settle();
  const [moved] = await waysOf(id);
  expect(businessDate(moved!.startsAt, server.config.timeZone)).toBe(dayIn(20));
  await morning(19);
  expect(await waysOf(id)).toHaveLength(1);
  await fill(id, fieldId, null);
  await server.settle();
  expect(await waysOf(id)).toMatchObject([{ status: 'stopped', stopReason: 'start_gone' }]);
  await fill(id, fieldId, dayIn(1));
  await server.settle();
  expect(await waysOf(id)).toMatchObject([{ status: 'active' }, { status: 'stopped' }]);
});

test('whom a person has taken out around this date does not begin again, whatever is filled in or saved', async () => {
  await morning(1);
  const fieldId = await givenField();
  const sop = await givenSop(fieldId, { days: [0, 5] });
  const { id } = await givenFriend();
  await fill(id, fieldId, dayIn(1, 30));
  await pass(60_000);
  const [way] = await waysOf(id);
  await boss().call(enrolments.stopEnrolment, { params: { enrolmentId: way!.id } });
  await fill(id, fieldId, dayIn(1, 31));
  const body = { ...draftOf(fieldId, { days: [0, 5] }), auto: { filter: null }, version: sop.version };
  await boss().call(contracts.updateSop, { params: { sopId: sop.id }, body: { ...body, auto: null } });
  await boss().call(contracts.updateSop, { params: { sopId: sop.id }, body: { ...body, version: sop.version + 1 } });
  await pass(60_000);
  expect(await waysOf(id)).toMatchObject([{ status: 'stopped', stopReason: 'by_hand' }]);
});

test('only who fits begins, and nobody for whom what ends it is there already', async () => {
  await morning(1);
  const fieldId = await givenField();
  const filter: Filter = { field: 'name', op: 'contains', text: '晓' };
  await givenSop(fieldId, { days: [0], filter, stop: { tagIds: ['gone'] } });
  const [meant, other, signed] = [
    await givenFriend({ name: '林晓雨' }),
    await givenFriend({ name: '王芳' }),
    await givenFriend({ name: '李晓' }),
  ];
  await zhang().call(changeCustomerTags, { params: { customerId: signed.id }, body: { add: ['gone'], remove: [] } });
  for (const { id } of [meant, other, signed]) await fill(id, fieldId, dayIn(5, 20));
  await morning(4);
  expect(await waysOf(meant.id)).toHaveLength(1);
  expect(await waysOf(other.id)).toEqual([]);
  expect(await waysOf(signed.id)).toEqual([]);
});

test('what came round before it was switched on begins nothing, nor does an SOP that people enrol in by hand', async () => {
  await morning(1);
  const fieldId = await givenField();
  const [before, today] = [await givenFriend(), await givenFriend()];
  await fill(before.id, fieldId, dayIn(-1));
  await fill(today.id, fieldId, dayIn(0, 3));
  await givenSop(fieldId, { days: [0, 3] });
  await givenSop(fieldId, { days: [0, 3], auto: false });
  await pass(60_000);
  expect(await waysOf(before.id)).toEqual([]);
  expect(await waysOf(today.id)).toHaveLength(1);
  await morning(1);
  expect(await waysOf(before.id)).toEqual([]);
});

test('days on which nothing ran are made up for, each customer once, more of them than one slice holds', async () => {
  await morning(1);
  const fieldId = await givenField();
  const sop = await givenSop(fieldId, { days: [0] });
  await pass(60_000);
  const people: string[] = [];
  for (let at = 0; at < 203; at++) people.push((await givenFriend()).id);
  const day = Date.parse(`${dayIn(3, 28)}T00:00:00Z`);
  // As an import would leave it: no event tells of them.
  await server.db.transaction((tx) =>
    insertRows(
      tx,
      'customer_field',
      people.map((id) => ({ customer_id: id, field_id: fieldId, date_value: day, origin_kind: 'rep', set_at: 0 })),
    ),
  );
  await morning(5);
  await pass(60_000);
  const counts = async () =>
    (
      await select<{ status: string; n: number | string }>(
        server.db.read,
        'SELECT status, COUNT(*) AS n FROM sop_enrolment WHERE sop_id = ? GROUP BY status',
        [sop.id],
      )
    ).map(({ status, n }) => [status, Number(n)]);
  expect(await counts()).toEqual([['finished', 203]]);
  expect(await stepsOf(people[0]!)).toEqual(['open']);
  await morning(1);
  expect(await counts()).toEqual([['finished', 203]]);
});
