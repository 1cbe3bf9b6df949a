import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getCustomer } from '@zhike/shared/contracts/customer';
import * as api from '@zhike/shared/contracts/automation';
import { createWebhook } from '@zhike/shared/contracts/automation-webhook';
import type { RuleSettingsInput } from '@zhike/shared/contracts/automation-rule';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { hourStarted } from '../../platform/scheduler/events.ts';
import { forgetOldMentions } from '../../scenarios/every-hour/forget-old-mentions.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { actWhenDue } from '../../scenarios/rule-due/act-when-due.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenMessage } from '../../test/given-message.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { applyTags } from '../customer/tags.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let server: TestServer;
let admin: ReturnType<TestServer['api']['as']>;

beforeAll(async () => {
  server = await startTestServer({
    scenarios: [actWhenDue, forgetOldMentions, ...ruleScenarios],
    consumers: [actOnWords],
  });
  await givenMember(server, { userId: 'boss', role: 'admin' });
  await givenMember(server, { userId: 'rep' });
  await givenMember(server, { userId: 'lead', role: 'manager' });
  admin = server.api.as('boss');
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'tag_group', [{ id: 'g', name: '意向', sort: 0, created_at: 0, created_by_us: 1 }]);
    await insertRows(
      tx,
      'tag',
      ['hot', 'warm', 'cold'].map((id) => ({ id, group_id: 'g', name: id, sort: 0, created_at: 0, created_by_us: 1 })),
    );
  });
  // The first message only tells the consumer where it begins.
  await server.settle();
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.transaction((tx) => execute(tx, 'UPDATE rule SET is_on = 0'));
  await server.db.transaction((tx) => execute(tx, "UPDATE rule_stamp SET stamp = stamp + 1 WHERE name = 'rules'"));
});

async function rule(settings: Partial<RuleSettingsInput> & Pick<RuleSettingsInput, 'when'>, isOn = true) {
  const created = await admin.call(api.createRule, {
    body: { name: '规则', actions: [{ kind: 'tag', tagIds: ['hot'] }], ...settings },
  });
  expect(created.status, JSON.stringify(created.body)).toBe(200);
  if (isOn) await admin.call(api.switchRule, { params: { ruleId: created.body.id }, body: { isOn: true } });
  return created.body.id;
}

const words = (...any: string[]) => ({ kind: 'message' as const, keywords: { any } });
const tagsOf = async (customerId: string) =>
  (
    await select<{ tag_id: string }>(
      server.db.read,
      "SELECT tag_id FROM customer_tag WHERE customer_id = ? AND in_wecom IN ('pending', 'done') ORDER BY tag_id",
      [customerId],
    )
  ).map((row) => row.tag_id);
const hitsOf = async (ruleId: string) => (await admin.call(api.listRuleHits, { params: { ruleId } })).body.items;
const say = async (customerId: string, text: string, more: object = {}) => {
  const position = await givenMessage(server, { customerId, text, ...more });
  await server.settle();
  return position;
};

test('a customer who says a keyword is tagged once, and the hit says which message and which words', async () => {
  const ruleId = await rule({ when: words('价格', '多少钱') });
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await say(id, '你好');
  expect(await tagsOf(id)).toEqual([]);
  const position = await say(id, '请问多少钱?');
  await say(id, '价格呢');
  expect(await tagsOf(id)).toEqual(['hot']);
  const hits = await hitsOf(ruleId);
  expect(hits).toHaveLength(1);
  expect(hits[0]).toMatchObject({
    version: 1,
    customer: { id },
    cause: { kind: 'message', ref: String(position), words: ['多少钱'] },
    actions: [{ kind: 'tag', outcome: 'done' }],
  });
  const profile = await admin.call(getCustomer, { params: { customerId: id } });
  expect(profile.body.tags[0]!.origins[0]).toMatchObject({
    kind: 'rule',
    rule: { ruleId, name: '规则', version: 1, cause: { kind: 'message', words: ['多少钱'] } },
  });
});

test('what the rep says, and what is said in groups, counts only where the rule listens', async () => {
  await rule({ when: words('价格') });
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await say(id, '价格', { by: 'member' });
  await say(id, '价格', { chatId: 'group1' });
  expect(await tagsOf(id)).toEqual([]);
  await rule({ when: { ...words('价格'), inSingleChats: false, inGroups: 'some', chatIds: ['group1'] } });
  await say(id, '价格', { chatId: 'group2' });
  expect(await tagsOf(id)).toEqual([]);
  await say(id, '价格', { chatId: 'group1' });
  expect(await tagsOf(id)).toEqual(['hot']);
});

test('twice within three days, and not when the first time is longer ago', async () => {
  await rule({ when: { ...words('价格'), times: { count: 2, withinHours: 72 } } });
  const { id } = await givenCustomer(server);
  await say(id, '价格');
  server.clock.offsetMs += 4 * DAY;
  await say(id, '价格');
  expect(await tagsOf(id)).toEqual([]);
  await server.db.transaction((tx) => recordEvent(tx, hourStarted({ occurredAt: server.clock.now(), payload: {} })));
  await server.settle();
  const kept = await select(server.db.read, 'SELECT at FROM rule_mention WHERE customer_id = ?', [id]);
  expect(kept).toHaveLength(1);
  server.clock.offsetMs += HOUR;
  await say(id, '价格');
  expect(await tagsOf(id)).toEqual(['hot']);
});

test('the first message after many quiet days', async () => {
  await rule({ when: { kind: 'message', afterQuietDays: 30 } });
  const { id } = await givenCustomer(server);
  await say(id, '在吗');
  server.clock.offsetMs += 29 * DAY;
  await say(id, '还在吗');
  expect(await tagsOf(id)).toEqual([]);
  server.clock.offsetMs += 31 * DAY;
  await say(id, '又来了');
  expect(await tagsOf(id)).toEqual(['hot']);
});

test('only one of two rules acts when the more important one stops the others; a filter keeps the rest out', async () => {
  await rule({
    when: words('价格'),
    priority: 1,
    stopsOthers: true,
    filter: { field: 'tag', op: 'any', values: ['warm'] },
  });
  await rule({ when: words('价格'), actions: [{ kind: 'tag', tagIds: ['cold'] }] });
  const meant = await givenCustomer(server, { tagIds: ['warm'] });
  const other = await givenCustomer(server);
  await say(meant.id, '价格');
  await say(other.id, '价格');
  expect(await tagsOf(meant.id)).toEqual(['hot', 'warm']);
  expect(await tagsOf(other.id)).toEqual(['cold']);
});

test('a rep wrote and no answer came for three days: tag and task; an answer stops the waiting', async () => {
  const within = { count: 3, unit: 'days' as const };
  const when = {
    kind: 'absence' as const,
    start: { kind: 'said' as const, by: 'rep' as const },
    unless: [{ kind: 'said' as const, by: 'customer' as const }],
    within,
  };
  const ruleId = await rule({
    when,
    actions: [
      { kind: 'tag', tagIds: ['cold'] },
      { kind: 'create_task', to: { kind: 'owner' }, title: '再联系一次' },
    ],
  });
  const silent = await givenCustomer(server, { friendsOf: ['rep'], ownerUserId: 'rep' });
  const answering = await givenCustomer(server, { friendsOf: ['rep'] });
  await say(silent.id, '方便聊聊吗', { by: 'member' });
  await say(answering.id, '方便聊聊吗', { by: 'member' });
  server.clock.offsetMs += DAY;
  await say(answering.id, '方便');
  server.clock.offsetMs += 2 * DAY + MINUTE;
  await server.scheduler!.tick();
  await server.settle();
  expect(await tagsOf(silent.id)).toEqual(['cold']);
  expect(await tagsOf(answering.id)).toEqual([]);
  const tasks = await select(server.db.read, "SELECT title FROM task WHERE customer_id = ? AND kind = 'rule'", [
    silent.id,
  ]);
  expect(tasks).toEqual([{ title: '再联系一次' }]);
  expect(await hitsOf(ruleId)).toMatchObject([{ cause: { kind: 'absence' } }]);
});

test('an anniversary is remembered once a year at its hour', async () => {
  const ruleId = await rule({ when: { kind: 'date', date: 'customer.first_added', repeat: 'yearly', at: '09:00' } });
  const firstAddedAt = Math.floor(server.clock.now() / DAY) * DAY - 365 * DAY + 2 * DAY;
  const { id } = await givenCustomer(server, { firstAddedAt });
  for (let day = 0; day < 4; day++) {
    server.clock.offsetMs += DAY;
    await server.scheduler!.tick();
    await server.settle();
  }
  expect(await tagsOf(id)).toEqual(['hot']);
  expect((await hitsOf(ruleId)).filter((hit) => hit.customer?.id === id)).toHaveLength(1);
});

test('rules that set each other off stop, are marked, and their author is told', async () => {
  const ping = await rule({
    cooldownHours: 0,
    when: { kind: 'event', trigger: 'customer.untagged', conditions: [{ key: 'tag', values: ['cold'] }] },
    actions: [{ kind: 'tag', tagIds: ['cold'] }],
  });
  const pong = await rule({
    cooldownHours: 0,
    when: { kind: 'event', trigger: 'customer.tagged', conditions: [{ key: 'tag', values: ['cold'] }] },
    actions: [{ kind: 'untag', tagIds: ['cold'] }],
  });
  const { id } = await givenCustomer(server);
  await server.db.transaction((tx) =>
    applyTags(tx, {
      customerId: id,
      tagIds: ['cold'],
      origin: { kind: 'rep', byUserId: 'rep' },
      now: server.clock.now(),
    }),
  );
  await server.settle();
  const problems = [ping, pong].map(
    async (ruleId) => (await admin.call(api.getRule, { params: { ruleId } })).body.problem,
  );
  expect((await Promise.all(problems)).filter(Boolean)).toMatchObject([{ code: 'automation.loop' }]);
  const [row] = await select<{ count: number }>(
    server.db.read,
    "SELECT COUNT(*) AS count FROM notice WHERE user_id = 'boss' AND kind = 'rule'",
  );
  expect(Number(row!.count)).toBe(1);
  expect((await hitsOf(ping)).length + (await hitsOf(pong)).length).toBeLessThan(5);
});

test('what is switched off, worded anew or not yet on does nothing', async () => {
  const { id } = await givenCustomer(server);
  await givenMessage(server, { customerId: id, text: '价格', sentAt: server.clock.now() - MINUTE });
  const ruleId = await rule({ when: words('价格') });
  await server.settle();
  await admin.call(api.updateRule, {
    params: { ruleId },
    query: { seenVersion: 1 },
    body: { name: '规则', when: words('报价'), actions: [{ kind: 'tag', tagIds: ['hot'] }] },
  });
  await say(id, '价格');
  expect(await tagsOf(id)).toEqual([]);
  await admin.call(api.switchRule, { params: { ruleId }, body: { isOn: false } });
  await say(id, '报价');
  expect(await tagsOf(id)).toEqual([]);
  const versions = await admin.call(api.listRuleVersions, { params: { ruleId } });
  expect(versions.body.items.map(({ version, changed }) => ({ version, changed }))).toEqual([
    { version: 2, changed: ['when'] },
    { version: 1, changed: [] },
  ]);
});

test('a pattern that cannot run in linear time, an unknown part and somebody else’s rule are refused with a code', async () => {
  const create = (settings: object, as = admin) =>
    as.call(api.createRule, {
      body: {
        name: '规则',
        when: words('价格'),
        actions: [{ kind: 'tag', tagIds: ['hot'] }],
        ...settings,
      } as RuleSettingsInput,
    });
  const code = (answer: { body: unknown }) => (answer.body as { code: string }).code;
  expect(code(await create({ when: { kind: 'message', keywords: { pattern: '(a+)\\1' } } }))).toBe(
    'keywords.pattern_invalid',
  );
  expect(code(await create({ when: { kind: 'event', trigger: 'customer.vanished' } }))).toBe('automation.part_unknown');
  expect(code(await create({ actions: [{ kind: 'tag', tagIds: ['gone'] }] }))).toBe('tag.not_found');
  expect((await create({}, server.api.as('rep'))).status).toBe(403);
  const ruleId = await rule({ when: words('价格') });
  const lead = server.api.as('lead');
  expect(code(await lead.call(api.switchRule, { params: { ruleId }, body: { isOn: false } }))).toBe(
    'automation.rule_not_yours',
  );
  expect(
    code(
      await lead.call(api.updateRule, {
        params: { ruleId },
        query: { seenVersion: 1 },
        body: { name: '规则', when: words('x'), actions: [{ kind: 'untag', tagIds: ['hot'] }] },
      }),
    ),
  ).toBe('automation.rule_not_yours');
  expect(code(await admin.call(createWebhook, { body: { name: '内网', url: 'http://127.0.0.1:9/x' } }))).toBe(
    'automation.webhook_address_refused',
  );
});
