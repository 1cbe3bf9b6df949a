import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type * as api from '@zhike/shared/contracts/automation';
import type { RuleSettingsInput } from '@zhike/shared/contracts/automation-rule';
import * as jobs from '@zhike/shared/contracts/automation-job';
import { execute } from '../../platform/database/sql.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { actWhenDue } from '../../scenarios/rule-due/act-when-due.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { givenDrained, withArchive } from '../../test/given-archive.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMessage } from '../../test/given-message.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { applyTags, removeTags } from '../customer/tags.ts';
import { actOnAbsences, isAnyRuleDue } from './due.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [actWhenDue, ...ruleScenarios], consumers: [actOnWords] });
  kit = await givenRules(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.transaction(async (tx) => {
    await execute(tx, 'UPDATE rule SET is_on = 0');
    await execute(tx, "UPDATE rule_stamp SET stamp = stamp + 1 WHERE name = 'rules'");
  });
});

const noAnswer = (more: Partial<Extract<RuleSettingsInput['when'], { kind: 'absence' }>> = {}) => ({
  kind: 'absence' as const,
  start: { kind: 'said' as const, by: 'rep' as const },
  unless: [{ kind: 'said' as const, by: 'customer' as const }],
  within: { count: 1, unit: 'hours' as const },
  ...more,
});

/** On since a moment ago; returns that moment. */
async function on(when: ReturnType<typeof noAnswer>) {
  const saved = await kit.save({ when, cooldownHours: 0 });
  await kit.switchOn(saved);
  return { saved, begin: server.clock.now() };
}
async function lookWhenDue() {
  await server.scheduler!.tick();
  await server.settle();
}
const actedAt = async ({ id }: api.RuleView, begin: number) =>
  (await kit.hitsOf(id)).map(({ cause }) => Math.round((cause.at - begin) / MINUTE)).toSorted((a, b) => a - b);
async function foundByDryRun({ id: ruleId, definition }: api.RuleView, from: number) {
  const body = { ruleId, definition, from, to: server.clock.now() + 1 };
  const { id: jobId } = (await kit.admin.call(jobs.startTrial, { body })).body;
  await server.settle();
  return (await kit.admin.call(jobs.getRuleJob, { params: { jobId } })).body;
}

/** By whom, and how many minutes after the beginning. */
type Line = readonly ['member' | 'customer', number];

test.each<{ name: string; lines: readonly Line[]; acted: number[] }>([
  {
    name: 'an answer in time',
    lines: [
      ['member', 0],
      ['customer', 59],
    ],
    acted: [],
  },
  {
    name: 'an answer that came too late',
    lines: [
      ['member', 0],
      ['customer', 90],
    ],
    acted: [0],
  },
  {
    name: 'too late, and the rep wrote again without an answer',
    lines: [
      ['member', 0],
      ['customer', 90],
      ['member', 95],
      ['member', 100],
    ],
    acted: [0, 95],
  },
  {
    name: 'too late, then in time',
    lines: [
      ['member', 0],
      ['customer', 90],
      ['member', 95],
      ['customer', 100],
    ],
    acted: [0],
  },
])('$name counts as such, however late the archive tells of it, and for a dry run too', async ({ lines, acted }) => {
  const { saved, begin } = await on(noAnswer());
  const tellLater = async (oneByOne: boolean) => {
    const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
    for (const [by, minute] of lines) {
      await givenMessage(server, { customerId, text: '…', by, sentAt: begin + minute * MINUTE });
      if (oneByOne) await server.settle();
    }
  };
  server.clock.offsetMs += 5 * HOUR;
  await tellLater(true);
  await tellLater(false);
  await server.settle();
  await lookWhenDue();
  expect(await actedAt(saved, begin)).toEqual(acted.flatMap((minute) => [minute, minute]));
  expect(await foundByDryRun(saved, begin)).toMatchObject({
    matchedCount: acted.length > 0 ? 2 : 0,
    timesCount: acted.length * 2,
  });
});

test('what came in time counts, also when it was heard before the rule began to wait', async () => {
  const tagged = { kind: 'event' as const, trigger: 'customer.tagged', conditions: [] };
  const untagged = { kind: 'event' as const, trigger: 'customer.untagged', conditions: [] };
  const asked = { kind: 'said' as const, by: 'customer' as const, keywords: { any: ['多少钱'] } };
  const { saved, begin } = await on(noAnswer({ start: tagged, unless: [asked, untagged] }));
  const customers: string[] = [];
  for (const [text, minute] of [
    ['多少钱呢', 20],
    ['在吗', 20],
    ['多少钱', 0],
    [null, 0],
  ] as const) {
    const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
    if (text) await givenMessage(server, { customerId, text, sentAt: begin + minute * MINUTE });
    customers.push(customerId);
  }
  const [answered, , , taken] = customers;
  await server.settle();
  const origin = { kind: 'rep', byUserId: 'rep' } as const;
  // The run of this event comes last, as after a failure.
  await server.db.transaction(async (tx) => {
    const change = { customerId: taken!, origin, now: begin + 30 * MINUTE };
    await applyTags(tx, { ...change, tagIds: ['cold'], now: begin - 2 * HOUR });
    await removeTags(tx, { ...change, tagIds: ['cold'] });
  });
  await server.settle();
  for (const customerId of customers)
    await server.db.transaction((tx) =>
      applyTags(tx, { customerId, tagIds: ['hot'], origin, now: begin + 10 * MINUTE }),
    );
  await server.settle();
  server.clock.offsetMs += 3 * HOUR;
  await lookWhenDue();
  const acted = (await kit.hitsOf(saved.id)).map(({ customer }) => customer!.id);
  expect(acted.toSorted()).toEqual(customers.filter((id) => id !== answered && id !== taken).toSorted());
});

test('what was said before an event ended the waiting begins it anew afterwards, however late the archive tells of it', async () => {
  const said = { kind: 'said' as const, by: 'customer' as const };
  const tagged = { kind: 'event' as const, trigger: 'customer.tagged', conditions: [] };
  const { saved, begin } = await on(noAnswer({ start: said, unless: [tagged] }));
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  const origin = { kind: 'rep', byUserId: 'rep' } as const;
  await server.db.transaction((tx) => applyTags(tx, { customerId, tagIds: ['hot'], origin, now: begin + 30 * MINUTE }));
  await server.settle();
  for (const minute of [1, 45]) {
    await givenMessage(server, { customerId, text: '…', sentAt: begin + minute * MINUTE });
    await server.settle();
  }
  server.clock.offsetMs += 3 * HOUR;
  await lookWhenDue();
  expect(await actedAt(saved, begin)).toEqual([45]);
  expect(await foundByDryRun(saved, begin)).toMatchObject({ matchedCount: 1, timesCount: 1 });
});

test('of two events of one millisecond the later one ends no waiting that it begins itself', async () => {
  const tagged = { kind: 'event' as const, trigger: 'customer.tagged', conditions: [] };
  const { saved, begin } = await on(noAnswer({ start: tagged, unless: [tagged] }));
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  const change = { customerId, origin: { kind: 'rep', byUserId: 'rep' } as const, now: begin };
  await server.db.transaction(async (tx) => {
    await applyTags(tx, { ...change, tagIds: ['hot'] });
    await applyTags(tx, { ...change, tagIds: ['cold'] });
  });
  await server.settle();
  server.clock.offsetMs += 3 * HOUR;
  await lookWhenDue();
  expect(await actedAt(saved, begin)).toEqual([0]);
});

test('an event that came too late ends no waiting either', async () => {
  const tagged = { kind: 'event' as const, trigger: 'customer.tagged', conditions: [] };
  const { saved, begin } = await on(noAnswer({ unless: [tagged] }));
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  await givenMessage(server, { customerId, text: '…', by: 'member', sentAt: begin });
  await server.settle();
  server.clock.offsetMs += 2 * HOUR;
  const origin = { kind: 'rep', byUserId: 'rep' } as const;
  const now = server.clock.now();
  await server.db.transaction((tx) => applyTags(tx, { customerId, tagIds: ['hot'], origin, now }));
  await server.settle();
  await lookWhenDue();
  expect(await actedAt(saved, begin)).toEqual([0]);
});

test('while the archive cannot be reached nobody is taken for silent; without an archive nobody waits for it', async () => {
  const { saved, begin } = await on(noAnswer());
  const tagged = { kind: 'event' as const, trigger: 'customer.tagged', conditions: [] };
  const { saved: eventsOnly } = await on(noAnswer({ start: tagged, unless: [tagged] }));
  const deps = withArchive(server);
  const [silent, answering] = [
    await givenCustomer(server, { friendsOf: ['rep'] }),
    await givenCustomer(server, { friendsOf: ['rep'] }),
  ];
  const origin = { kind: 'rep', byUserId: 'rep' } as const;
  await server.db.transaction((tx) =>
    applyTags(tx, { customerId: silent.id, tagIds: ['hot'], origin, now: begin + MINUTE }),
  );
  for (const { id: customerId } of [silent, answering])
    await givenMessage(server, { customerId, text: '…', by: 'member', sentAt: begin });
  await server.settle();
  server.clock.offsetMs += HOUR + 2 * MINUTE;
  const acted = async () => (await kit.hitsOf(saved.id)).map(({ customer }) => customer!.id);

  for (const drainedAt of [0, server.clock.machineNow() - 3 * MINUTE]) {
    await givenDrained(server, drainedAt);
    await actOnAbsences(deps);
    expect(await acted()).toEqual([]);
    // Nor is it asked for again and again.
    expect(await isAnyRuleDue(server.db.read, deps, server.clock.now())).toBe(false);
  }
  expect(await kit.hitsOf(eventsOnly.id)).toHaveLength(1);

  await givenMessage(server, { customerId: answering.id, text: '…', sentAt: begin + 30 * MINUTE });
  await server.settle();
  await givenDrained(server, server.clock.machineNow());
  expect(await isAnyRuleDue(server.db.read, deps, server.clock.now())).toBe(true);
  await actOnAbsences(deps);
  expect(await acted()).toEqual([silent.id]);

  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  await givenMessage(server, { customerId, text: '…', by: 'member' });
  await server.settle();
  server.clock.offsetMs += HOUR + MINUTE;
  await givenDrained(server, 1);
  await actOnAbsences(deps);
  expect(await acted()).toEqual([silent.id]);
  await actOnAbsences(server.deps);
  expect(await acted()).toContain(customerId);
});
