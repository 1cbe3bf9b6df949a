import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as api from '@zhike/shared/contracts/automation';
import type { RuleSettingsInput } from '@zhike/shared/contracts/automation-rule';
import { execute, select } from '../../platform/database/sql.ts';
import { actWhenDue } from '../../scenarios/rule-due/act-when-due.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { applyTags } from '../customer/tags.ts';
import { noteProblem } from './store.ts';

const MINUTE = 60_000;
let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [actWhenDue, ...ruleScenarios] });
  kit = await givenRules(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.transaction(async (tx) => {
    await execute(tx, 'UPDATE rule SET is_on = 0');
    await execute(tx, "UPDATE rule_stamp SET stamp = stamp + 1 WHERE name = 'rules'");
    await execute(tx, 'DELETE FROM notice');
  });
});

type When = RuleSettingsInput['when'];
type Trigger = 'customer.tagged' | 'customer.untagged';
const change = (trigger: Trigger) => ({
  kind: 'event' as const,
  trigger,
  conditions: [{ key: 'tag', values: ['cold'] }],
});
const silentAfter = (trigger: Trigger): When => ({
  kind: 'absence',
  start: change(trigger),
  unless: [{ kind: 'said', by: 'customer' }],
  within: { count: 1, unit: 'minutes' },
});
const on = async (when: When, kind: 'tag' | 'untag') =>
  kit.switchOn(await kit.save({ when, actions: [{ kind, tagIds: ['cold'] }], cooldownHours: 0 }));

async function tagCold() {
  const { id } = await givenCustomer(server);
  const origin = { kind: 'rep', byUserId: 'rep' } as const;
  const now = server.clock.now();
  await server.db.transaction((tx) => applyTags(tx, { customerId: id, tagIds: ['cold'], origin, now }));
  await server.settle();
}
async function passMinutes(count: number) {
  for (let minute = 0; minute < count; minute++) {
    server.clock.offsetMs += 2 * MINUTE;
    await server.scheduler!.tick();
    await server.settle();
  }
}
const hitCount = async (rules: string[]) =>
  (await Promise.all(rules.map((ruleId) => kit.hitsOf(ruleId)))).reduce((sum, hits) => sum + hits.length, 0);
const problemsOf = async (rules: string[]) =>
  (
    await Promise.all(
      rules.map(async (ruleId) => (await kit.admin.call(api.getRule, { params: { ruleId } })).body.problem?.code),
    )
  ).filter(Boolean);
const told = () => select(server.db.read, "SELECT id FROM notice WHERE user_id = 'boss' AND kind = 'rule'");

test.each<[string, When]>([
  ['an event', change('customer.tagged')],
  ['another absence', silentAfter('customer.tagged')],
])('a loop of an absence and %s stops, is marked, and the author is told', async (_name, when) => {
  const rules = [await on(silentAfter('customer.untagged'), 'tag'), await on(when, 'untag')];
  await tagCold();
  await passMinutes(4);
  const count = await hitCount(rules);
  expect(count).toBeGreaterThan(1);
  expect(await problemsOf(rules)).toEqual(['automation.loop']);
  expect(await told()).toHaveLength(1);
  await passMinutes(3);
  expect(await hitCount(rules)).toBe(count);
});

test('a loop of a rule whose webhook has failed is reported all the same, and stays what is reported', async () => {
  const rules = [await on(change('customer.untagged'), 'tag'), await on(change('customer.tagged'), 'untag')];
  const note = (code: 'automation.webhook_failed') =>
    server.db.transaction(async (tx) => {
      for (const ruleId of rules) await noteProblem(tx, ruleId, code, server.clock.now());
    });
  await note('automation.webhook_failed');
  expect(await problemsOf(rules)).toEqual(['automation.webhook_failed', 'automation.webhook_failed']);
  await tagCold();
  expect((await problemsOf(rules)).toSorted()).toEqual(['automation.loop', 'automation.webhook_failed']);
  expect(await told()).toHaveLength(1);
  await note('automation.webhook_failed');
  expect((await problemsOf(rules)).toSorted()).toEqual(['automation.loop', 'automation.webhook_failed']);
});
