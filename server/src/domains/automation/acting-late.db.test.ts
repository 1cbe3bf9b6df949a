import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as api from '@zhike/shared/contracts/automation';
import * as jobs from '@zhike/shared/contracts/automation-job';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const HOUR = 3_600_000;

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [], consumers: [actOnWords] });
  kit = await givenRules(server);
});
afterAll(() => server.close());

const given = async () => (await givenCustomer(server, { friendsOf: ['rep'] })).id;

async function trial(ruleId: string, definition: api.RuleView['definition']) {
  const body = { ruleId, definition, from: 0, to: server.clock.now() + 1 };
  const { id: jobId } = (await kit.admin.call(jobs.startTrial, { body })).body;
  await server.settle();
  return jobId;
}
async function apply(jobId: string) {
  const { id } = (await kit.admin.call(jobs.applyTrial, { params: { jobId } })).body;
  await server.settle();
  return (await kit.admin.call(jobs.getRuleJob, { params: { jobId: id } })).body;
}
const hitsOf = async (ruleId: string) =>
  (await kit.hitsOf(ruleId)).map(({ customer, cause }) => ({ id: customer!.id, ref: cause.ref }));

test('acting on what a dry run found leaves out whom the rule has touched meanwhile', async () => {
  const saved = await kit.save({ when: kit.words('试用'), cooldownHours: 24 });
  const [early, both] = [await given(), await given()];
  const first = await kit.say(early, '想试用');
  await kit.say(both, '想试用');
  server.clock.offsetMs += 48 * HOUR;
  await kit.switchOn(saved);
  const jobId = await trial(saved.id, saved.definition);
  const again = await kit.say(both, '试用一下');
  server.clock.offsetMs += HOUR;
  expect(await apply(jobId)).toMatchObject({ matchedCount: 1, keptCount: 1 });
  expect(await hitsOf(saved.id)).toEqual([
    { id: early, ref: String(first) },
    { id: both, ref: String(again) },
  ]);
});

test('of many happenings the latest is the one that is acted on afterwards: on it the rule has acted already, if it was on', async () => {
  const saved = await kit.save({ when: kit.words('续费'), cooldownHours: 0 });
  const [before, meanwhile] = [await given(), await given()];
  for (let n = 0; n < 6; n++) for (const id of [before, meanwhile]) await kit.say(id, '续费');
  const last = await kit.say(before, '续费');
  await kit.switchOn(saved);
  server.clock.offsetMs += 2_000;
  const live = await kit.say(meanwhile, '续费');
  const jobId = await trial(saved.id, saved.definition);
  const { items } = (await kit.admin.call(jobs.listTrialMatches, { params: { jobId } })).body;
  expect(items.map(({ times, causes }) => [times, causes.length, causes.at(-1)!.ref])).toEqual([
    [7, 5, String(last)],
    [7, 5, String(live)],
  ]);
  expect(await apply(jobId)).toMatchObject({ matchedCount: 1, keptCount: 1 });
  expect(await hitsOf(saved.id)).toEqual([
    { id: before, ref: String(last) },
    { id: meanwhile, ref: String(live) },
  ]);
});
