import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolling from '@zhike/shared/contracts/sop-enrolling';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../platform/id.ts';
import { givenCustomer } from '../../../test/given-customer.ts';
import { givenMember } from '../../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../../test/start-test-server.ts';
import { SopEnrolJobRow } from './entity.ts';
import { enrolSome } from './enrol-some.ts';

/** No worker is told of these orders: a test says when the next slice is done. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'zhang', name: '张伟' });
  for (let at = 0; at < 205; at++) await givenCustomer(server, { name: `客户 ${at}`, friendsOf: ['zhang'] });
});
afterAll(() => server.close());

const boss = () => server.api.as('boss');
const everybody = { kind: 'all' } as const;

async function givenJob() {
  const steps = [
    { title: '问候', at: { kind: 'minutes' as const, minutes: 9 }, deed: { kind: 'other' as const, note: '做一下' } },
  ];
  const body = { name: '激活', start: { kind: 'enrolled' as const }, daysOff: 'as_is' as const, steps };
  const { body: sop } = await boss().call(contracts.createSop, { body });
  const params = { sopId: sop.id };
  await boss().call(contracts.switchSop, { params, body: { isOn: true } });
  const job = { id: newId() };
  await server.db.transaction((tx) =>
    tx.insert(SopEnrolJobRow, {
      id: job.id,
      sopId: sop.id,
      filter: null,
      sentence: '全部客户',
      lookedTo: null,
      status: 'running',
      problem: null,
      expectedCount: 205,
      lookedCount: 0,
      enrolledCount: 0,
      alreadyCount: 0,
      noStartCount: 0,
      noStepCount: 0,
      nobodyCount: 0,
      startedBy: 'boss',
      createdAt: server.clock.now(),
      finishedAt: null,
    }),
  );
  return {
    next: () => enrolSome(server.deps, job.id, everybody),
    cancel: () => boss().call(enrolling.cancelEnrolling, { params: { jobId: job.id } }),
    switchOff: () => boss().call(contracts.switchSop, { params, body: { isOn: false } }),
    now: async () => (await boss().call(enrolling.listEnrolJobs, { params })).body.items[0],
    active: async () => (await boss().call(contracts.getSop, { params })).body.counts?.active,
  };
}

test('where it is stands in the books: whoever goes on after the machine died does not begin anew', async () => {
  const job = await givenJob();
  expect(await job.next()).toBe(true);
  expect(await job.now()).toMatchObject({ status: 'running', looked: 200, enrolled: 200 });
  expect(await job.next()).toBe(false);
  expect(await job.now()).toMatchObject({ status: 'done', looked: 205, enrolled: 205, alreadyIn: 0 });
  expect(await job.active()).toBe(205);
  expect(await job.next()).toBe(false);
});

test('two who do the same slice at once do it once', async () => {
  const job = await givenJob();
  await Promise.all([job.next(), job.next()]);
  while (await job.next());
  expect(await job.now()).toMatchObject({ status: 'done', looked: 205, enrolled: 205, alreadyIn: 0 });
});

test('stopped, nobody further begins and who has begun stays; ended, it cannot be stopped again', async () => {
  const job = await givenJob();
  await job.next();
  expect((await job.cancel()).body).toMatchObject({ status: 'cancelled', can: { cancel: false } });
  expect(await job.next()).toBe(false);
  expect(await job.active()).toBe(200);
  expect((await job.cancel()).body).toMatchObject({ code: 'sop.enrol_job_finished' });
});

test('switched off under way, the rest is left, and the page says why', async () => {
  const job = await givenJob();
  await job.next();
  await job.switchOff();
  expect(await job.next()).toBe(false);
  expect(await job.now()).toMatchObject({ status: 'failed', problem: 'sop.is_off', enrolled: 200 });
});
