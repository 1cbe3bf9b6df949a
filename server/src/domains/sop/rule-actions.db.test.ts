import * as api from '@zhike/shared/contracts/automation';
import * as jobs from '@zhike/shared/contracts/automation-job';
import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import { completeTask, listTasks } from '@zhike/shared/contracts/task';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { openSopSteps } from '../../scenarios/sop-steps-due/open-sop-steps.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [...ruleScenarios, openSopSteps], consumers: [actOnWords] });
  kit = await givenRules(server);
});
afterAll(() => server.close());

const admin = () => kit.admin;
type Draft = z.input<typeof contracts.SopDraft>;
type Start = Draft['start'];

let names = 0;
async function givenSop(start: Start = { kind: 'enrolled' }, isOn = true): Promise<contracts.SopView> {
  const steps: Draft['steps'] = [
    { title: '问候', at: { kind: 'minutes', minutes: 10 }, deed: { kind: 'other', note: '做一下' } },
    { title: '回访', at: { kind: 'day', days: 3, time: '10:00' }, deed: { kind: 'call', note: '聊聊' } },
  ];
  const body = { name: `新客 ${++names}`, start, daysOff: 'as_is' as const, steps };
  const made = await admin().call(contracts.createSop, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  if (isOn) await admin().call(contracts.switchSop, { params: { sopId: made.body.id }, body: { isOn } });
  return made.body;
}

async function givenRule(word: string, sopId: string) {
  const actions = [{ kind: 'enrol_sop' as const, sopId }];
  const saved = await kit.save({ name: '问价的人', when: kit.words(word), actions });
  return { saved, ruleId: await kit.switchOn(saved) };
}

const givenFriend = () => givenCustomer(server, { friendsOf: ['rep'] });
const waysOf = async (customerId: string) =>
  (await admin().call(enrolments.listEnrolments, { params: { customerId } })).body.items;
const didOf = async (ruleId: string) =>
  (await kit.hitsOf(ruleId)).map(({ actions: [action] }) => [action!.outcome, ...(action!.why ? [action!.why] : [])]);

async function pass(ms: number): Promise<void> {
  server.clock.offsetMs += ms;
  await server.scheduler!.tick();
  await server.settle();
}

test('a rule lets a customer begin an SOP, says so on the page and in her SOP, and never twice at once', async () => {
  const sop = await givenSop();
  const { saved, ruleId } = await givenRule('报个价', sop.id);
  expect(saved.names).toContainEqual({ kind: 'sop', id: sop.id, name: sop.name });
  const { id } = await givenFriend();
  await kit.say(id, '报个价');
  expect(await waysOf(id)).toMatchObject([
    { sop: { id: sop.id }, status: 'active', because: '自动化规则「问价的人」加入' },
  ]);
  await pass(25 * 3_600_000);
  await kit.say(id, '再报个价');
  expect(await waysOf(id)).toHaveLength(1);
  expect(await didOf(ruleId)).toEqual([['already'], ['done']]);
});

test('what stands against it is the reason that is kept: off, deleted, without a start, nobody who serves her', async () => {
  const off = await givenSop({ kind: 'enrolled' }, false);
  const tagged = await givenSop({ kind: 'tagged', tagIds: ['cold'] });
  const gone = await givenSop();
  const fine = await givenSop();
  const rules = [off, tagged, gone, fine].map(({ id }, index) => givenRule(`原因${'甲乙丙丁'[index]}`, id));
  const [ofOff, ofTagged, ofGone, ofFine] = await Promise.all(rules);
  await admin().call(contracts.deleteSop, { params: { sopId: gone.id } });
  const { id } = await givenFriend();
  const { id: lonely } = await givenCustomer(server, { ownerUserId: null });
  for (const word of ['原因甲', '原因乙', '原因丙']) await kit.say(id, word);
  await kit.say(lonely, '原因丁');
  expect(await didOf(ofOff!.ruleId)).toEqual([['skipped', 'sop.is_off']]);
  expect(await didOf(ofTagged!.ruleId)).toEqual([['skipped', 'sop.no_start']]);
  expect(await didOf(ofGone!.ruleId)).toEqual([['skipped', 'sop.not_found']]);
  expect(await didOf(ofFine!.ruleId)).toEqual([['skipped', 'sop.nobody_serves']]);
  expect(await waysOf(id)).toEqual([]);
});

test('a rule that names an SOP that is not there is refused', async () => {
  const actions = [{ kind: 'enrol_sop' as const, sopId: newId() }];
  const answer = await admin().call(api.createRule, { body: { name: '坏的', when: kit.words('坏'), actions } });
  expect(answer.body).toMatchObject({ code: 'sop.not_found' });
});

test('a dry run finds whom it would let begin, and lets nobody begin', async () => {
  const sop = await givenSop();
  const { id } = await givenFriend();
  await kit.say(id, '试试看');
  const saved = await kit.save({ when: kit.words('试试看'), actions: [{ kind: 'enrol_sop', sopId: sop.id }] });
  const { definition } = saved;
  const to = server.clock.now() + 1;
  const body = { ruleId: saved.id, definition, from: to - 3_600_000, to };
  const { body: job } = await admin().call(jobs.startTrial, { body });
  await server.settle();
  const matches = await admin().call(jobs.listTrialMatches, { params: { jobId: job.id } });
  expect(matches.body.items).toMatchObject([{ customer: { id }, times: 1 }]);
  expect(await waysOf(id)).toEqual([]);
});

test('taken back, the enrolment and its open task go; where a rep has finished a step, or ended it, it stays as it is', async () => {
  const sop = await givenSop();
  const { ruleId } = await givenRule('撤回我', sop.id);
  const [fresh, open, done, ended] = [
    await givenFriend(),
    await givenFriend(),
    await givenFriend(),
    await givenFriend(),
  ];
  for (const { id } of [open, done, ended]) await kit.say(id, '撤回我');
  await pass(11 * 60_000);
  await kit.say(fresh.id, '撤回我');
  const tasksOf = async (customerId: string) =>
    (await server.api.as('rep').call(listTasks, { query: { customerId } })).body.items;
  const [task] = await tasksOf(done.id);
  await server.api.as('rep').call(completeTask, { params: { taskId: task!.id }, body: {} });
  const [way] = await waysOf(ended.id);
  await admin().call(enrolments.stopEnrolment, { params: { enrolmentId: way!.id } });
  expect(await tasksOf(open.id)).toHaveLength(1);
  await admin().call(jobs.undoRule, { params: { ruleId }, body: { version: 1 } });
  await server.settle();
  const statusOf = async (customerId: string) => {
    const [one] = await waysOf(customerId);
    return [one!.status, one!.stopReason];
  };
  expect(await statusOf(fresh.id)).toEqual(['stopped', 'taken_back']);
  expect(await statusOf(open.id)).toEqual(['stopped', 'taken_back']);
  expect(await tasksOf(open.id)).toEqual([]);
  expect(await statusOf(done.id)).toEqual(['active', null]);
  expect(await statusOf(ended.id)).toEqual(['stopped', 'by_hand']);
  const undone = (await kit.hitsOf(ruleId)).map(({ customer, actions: [action] }) => [
    customer!.id,
    action!.undo!.why ?? action!.undo!.outcome,
  ]);
  expect(Object.fromEntries(undone)).toEqual({
    [fresh.id]: 'undone',
    [open.id]: 'undone',
    [done.id]: 'sop.work_done',
    [ended.id]: 'automation.changed_since',
  });
});
