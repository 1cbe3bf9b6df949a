import { createCustomField } from '@zhike/shared/contracts/custom-field';
import { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import { listTasks } from '@zhike/shared/contracts/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveSopStarts } from '../../scenarios/customer-field-changed/move-sop-starts.ts';
import { remindOfTasks } from '../../scenarios/every-minute/remind-of-tasks.ts';
import { openSopSteps } from '../../scenarios/sop-steps-due/open-sop-steps.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { playSopToItsEnd } from '../../test/play-sop.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const EIGHT_HOURS = 8 * 3_600_000;

let server: TestServer;
let fieldId = '';
let sopId = '';
beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [openSopSteps, moveSopStarts, remindOfTasks] });
  await givenMember(server, { userId: 'boss', role: 'admin' });
  await givenMember(server, { userId: 'zhang' });
  server.clock.offsetMs = Date.parse('2028-01-10T02:00:00Z') - Date.now();
  const boss = server.api.as('boss');
  fieldId = (await boss.call(createCustomField, { body: { name: '合同到期', kind: 'date' } })).body.id;
  const on = (days: number) => ({
    title: `${days}`,
    at: { kind: 'day' as const, days, time: '09:00' },
    deed: { kind: 'call' as const, note: '问问看' },
  });
  const body = {
    name: '续约',
    start: { kind: 'date' as const, fieldId, yearly: false },
    daysOff: 'as_is' as const,
    steps: [on(-3), on(0), on(1)],
  };
  sopId = (await boss.call(contracts.createSop, { body })).body.id;
  await boss.call(contracts.switchSop, { params: { sopId }, body: { isOn: true } });
}, 60_000);
afterAll(() => server.close());

const boss = () => server.api.as('boss');
const localDay = (at: number) => new Date(at + EIGHT_HOURS).toISOString().slice(0, 10);
async function setDay(customerId: string, day: string): Promise<void> {
  const value = { kind: 'date' as const, day };
  const answer = await boss().call(changeCustomerField, { params: { customerId, fieldId }, body: { value } });
  expect(answer.status).toBe(200);
  await server.settle();
}
const stepsOf = async (customerId: string) =>
  (await boss().call(enrolments.listEnrolments, { params: { customerId } })).body.items[0]!.steps.map(
    ({ title, dueAt, state }) => `${title} ${localDay(dueAt)} ${state}`,
  );

test('a date that is moved over the month’s end takes its steps along, into the right month, and none opens twice', async () => {
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['zhang'] });
  await setDay(customerId, '2028-01-31');
  const { body: way } = await boss().call(enrolments.enrolCustomer, { params: { customerId }, body: { sopId } });
  expect(await stepsOf(customerId)).toEqual(['-3 2028-01-28 ahead', '0 2028-01-31 ahead', '1 2028-02-01 ahead']);

  // The first step comes in January.
  server.clock.offsetMs = Date.parse('2028-01-28T02:00:00Z') - Date.now();
  await server.scheduler!.tick();
  await server.settle();
  expect(await stepsOf(customerId)).toEqual(['-3 2028-01-28 open', '0 2028-01-31 ahead', '1 2028-02-01 ahead']);

  // Three days before it the date moves into February, of a leap year.
  await setDay(customerId, '2028-02-29');
  expect(await stepsOf(customerId)).toEqual(['-3 2028-01-28 open', '0 2028-02-29 ahead', '1 2028-03-01 ahead']);
  // And back by a day: the last step is in February again.
  await setDay(customerId, '2028-02-28');
  expect((await stepsOf(customerId)).slice(1)).toEqual(['0 2028-02-28 ahead', '1 2028-02-29 ahead']);

  const opened: string[] = [];
  const end = await playSopToItsEnd(server, way.id, (moment) => void opened.push(localDay(moment)));
  expect(end).toMatchObject({ status: 'finished' });
  expect(opened).toEqual(expect.arrayContaining(['2028-02-28', '2028-02-29']));
  const { body } = await boss().call(listTasks, { query: { customerId } });
  expect(body.items.map(({ title }) => title).toSorted()).toEqual(['-3', '0', '1']);
}, 60_000);
