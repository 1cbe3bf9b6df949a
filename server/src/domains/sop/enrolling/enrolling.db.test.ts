import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import * as enrolling from '@zhike/shared/contracts/sop-enrolling';
import type { Filter } from '@zhike/shared/contracts/filter';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { select } from '../../../platform/database/sql.ts';
import { givenCustomer } from '../../../test/given-customer.ts';
import { givenMember } from '../../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../../test/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'lead', role: 'manager', name: '王敏', departmentId: 9 });
  await givenMember(server, { userId: 'zhang', name: '张伟' });
  await givenMember(server, { userId: 'li', name: '李娜', departmentId: 9 });
});
afterAll(() => server.close());

const boss = () => server.api.as('boss');
const named = (text: string): Filter => ({ field: 'name', op: 'contains', text });

type Draft = z.input<typeof contracts.SopDraft>;
let names = 0;
async function givenSop(draft: Partial<Draft> = {}, isOn = true): Promise<contracts.SopView> {
  const steps: Draft['steps'] = [
    { title: '问候', at: { kind: 'minutes', minutes: 10 }, deed: { kind: 'other', note: '做一下' } },
  ];
  const start = { kind: 'enrolled' as const };
  const body = { name: `激活 ${++names}`, start, daysOff: 'as_is' as const, steps, ...draft };
  const made = await boss().call(contracts.createSop, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  if (isOn) await boss().call(contracts.switchSop, { params: { sopId: made.body.id }, body: { isOn } });
  return made.body;
}

async function givenFriends(name: string, count: number, more: object = {}) {
  const made = [];
  for (let at = 0; at < count; at++)
    made.push(await givenCustomer(server, { name: `${name} ${at}`, friendsOf: ['zhang'], ...more }));
  return made;
}

const start = (sopId: string, filter: Filter | null, as = boss(), expected = 0) =>
  as.call(enrolling.startEnrolling, { params: { sopId }, body: { filter, expected } });
const jobsOf = async (sopId: string, as = boss()) =>
  (await as.call(enrolling.listEnrolJobs, { params: { sopId } })).body.items;
const waysOf = async (customerId: string) =>
  (await boss().call(enrolments.listEnrolments, { params: { customerId } })).body.items;

test('before anything is done the manager sees how many would begin, and how many would not and why', async () => {
  const sop = await givenSop();
  const people = await givenFriends('预览', 4);
  const params = { customerId: people[0]!.id };
  await boss().call(enrolments.enrolCustomer, { params, body: { sopId: sop.id } });
  await givenCustomer(server, { name: '预览无人', ownerUserId: null });
  const ask = async (sopId: string) => {
    const { body } = await boss().call(enrolling.previewEnrolling, {
      params: { sopId },
      body: { filter: named('预览') },
    });
    return body;
  };
  expect(await ask(sop.id)).toEqual({
    customers: 5,
    alreadyIn: 1,
    noStart: 0,
    noStepAhead: 0,
    nobodyServes: 1,
    cursor: null,
  });
  const [stage] = await select<{ id: string }>(server.db.read, "SELECT id FROM stage WHERE name = '报价'");
  const tagged = await givenSop({ start: { kind: 'stage', stageId: stage!.id } });
  expect(await ask(tagged.id)).toMatchObject({ noStart: 4, nobodyServes: 1 });
  const over: Draft['steps'] = [
    { title: '问候', at: { kind: 'on', day: '2020-01-01', time: '09:00' }, deed: { kind: 'other', note: '做' } },
  ];
  const past = await givenSop({ start: { kind: 'calendar' }, steps: over });
  expect(await ask(past.id)).toMatchObject({ noStepAhead: 4, nobodyServes: 1 });
  expect(await waysOf(people[1]!.id)).toEqual([]);
});

test('all whom the filter fits begin, more than one slice of them; the page tells how many and why others did not', async () => {
  const sop = await givenSop();
  const people = await givenFriends('批量', 230);
  await boss().call(enrolments.enrolCustomer, { params: { customerId: people[7]!.id }, body: { sopId: sop.id } });
  const other = await givenCustomer(server, { name: '别人', friendsOf: ['zhang'] });
  const { body: job } = await start(sop.id, named('批量'), boss(), 230);
  expect(job).toMatchObject({ sentence: '姓名或备注包含「批量」', expected: 230 });
  await server.settle();
  expect(await jobsOf(sop.id)).toMatchObject([
    { status: 'done', looked: 230, enrolled: 229, alreadyIn: 1, problem: null, startedBy: { name: '陈宇' } },
  ]);
  expect((await boss().call(contracts.getSop, { params: { sopId: sop.id } })).body.counts?.active).toBe(230);
  expect(await waysOf(people[229]!.id)).toMatchObject([{ status: 'active', because: '由陈宇批量加入' }]);
  expect(await waysOf(other.id)).toEqual([]);
});

test('a manager reaches only customers she may see, and sees only her own orders', async () => {
  const sop = await givenSop();
  await givenFriends('范围', 2);
  const [hers] = await givenFriends('范围', 1, { friendsOf: ['li'], ownerUserId: 'li' });
  const lead = server.api.as('lead');
  await start(sop.id, named('范围'), lead);
  await start(sop.id, named('没有这样的人'));
  await server.settle();
  expect(await jobsOf(sop.id, lead)).toMatchObject([{ status: 'done', looked: 1, enrolled: 1 }]);
  expect(await jobsOf(sop.id)).toHaveLength(2);
  expect(await waysOf(hers!.id)).toHaveLength(1);
  const [mine] = await jobsOf(sop.id);
  const stopped = await lead.call(enrolling.cancelEnrolling, { params: { jobId: mine!.id } });
  expect(stopped.body).toMatchObject({ code: 'sop.enrol_job_not_found' });
  const refused = await start(sop.id, null, server.api.as('zhang'));
  expect(refused.status).toBe(403);
});

test('an SOP that is off takes nobody in', async () => {
  const off = await givenSop({}, false);
  expect((await start(off.id, null)).body).toMatchObject({ code: 'sop.is_off' });
});

test('a filter that nobody can ask is refused at once', async () => {
  const sop = await givenSop();
  const refused = await start(sop.id, { field: 'no_such_thing', op: 'any', values: ['x'] });
  expect(refused.body).toMatchObject({ code: 'filter.field_unknown' });
  expect(await jobsOf(sop.id)).toEqual([]);
});
