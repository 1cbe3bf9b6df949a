import { afterAll, beforeAll, expect, test } from 'vitest';
import * as api from '@zhike/shared/contracts/automation';
import * as jobs from '@zhike/shared/contracts/automation-job';
import type { BusinessHours } from '@zhike/shared/contracts/automation-rule';
import { addDays, minutesOf } from '@zhike/shared/formulas/calendar';
import { businessDate, businessTime, instantOf } from '../../platform/business-time.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMessage } from '../../test/given-message.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { groupMemberIdentified, groupMemberJoined, groupMemberLeft } from '../group-chat/events.ts';

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;

beforeAll(async () => {
  server = await startTestServer({ scenarios: ruleScenarios, consumers: [actOnWords] });
  kit = await givenRules(server);
});
afterAll(() => server.close());

const joined = { memberId: 'wm1', kind: 'external' as const, joinScene: 3, inviterUserId: null, state: null };
async function happens(make: (now: number) => Parameters<typeof recordEvent>[1]) {
  await server.db.transaction((tx) => recordEvent(tx, make(server.clock.now())));
  await server.settle();
}
const join = (customerId: string | null, chatId: string, more: object = {}) =>
  happens((occurredAt) =>
    groupMemberJoined({ occurredAt, customerId, chatId, payload: { ...joined, chatId, viaSync: false, ...more } }),
  );

test('whoever joins the group, by its code, is tagged; other groups, colleagues and what a full reading finds are not meant', async () => {
  const conditions = [
    { key: 'group', values: ['wrWelfare'] },
    { key: 'way', values: ['3'] },
  ];
  const saved = await kit.save({ when: { kind: 'event', trigger: 'group.joined', conditions } });
  await kit.switchOn(saved);
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await join(id, 'wrOther');
  await join(id, 'wrWelfare', { joinScene: 1 });
  await join(id, 'wrWelfare', { viaSync: true });
  await join(null, 'wrWelfare', { kind: 'member' });
  expect(await kit.tagsOf(id)).toEqual([]);
  await join(id, 'wrWelfare');
  expect(await kit.tagsOf(id)).toEqual(['warm']);
  const { definition } = saved;
  const body = { ruleId: saved.id, definition, from: 0, to: server.clock.now() + 1 };
  const { id: jobId } = (await kit.admin.call(jobs.startTrial, { body })).body;
  await server.settle();
  const matches = await kit.admin.call(jobs.listTrialMatches, { params: { jobId } });
  expect(matches.body.items).toMatchObject([{ customer: { id }, causes: [{ kind: 'event', text: null }] }]);
});

test('somebody in a group becomes a customer, and leaves it by herself', async () => {
  const tag = (tagId: string) => [{ kind: 'tag' as const, tagIds: [tagId] }];
  await kit.switchOn(await kit.save({ when: { kind: 'event', trigger: 'group.identified' }, actions: tag('hot') }));
  const how = [{ key: 'how', values: ['self'] }];
  await kit.switchOn(
    await kit.save({ when: { kind: 'event', trigger: 'group.left', conditions: how }, actions: tag('cold') }),
  );
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  const chatId = 'wrTea';
  const identified = { ...joined, chatId, viaSync: false };
  await happens((occurredAt) => groupMemberIdentified({ occurredAt, customerId, chatId, payload: identified }));
  expect(await kit.tagsOf(customerId)).toEqual(['hot']);
  const left = (how: 'self' | 'removed') =>
    happens((occurredAt) =>
      groupMemberLeft({
        occurredAt,
        customerId,
        chatId,
        payload: { chatId, memberId: 'wm1', kind: 'external', viaSync: false, how },
      }),
    );
  await left('removed');
  expect(await kit.tagsOf(customerId)).toEqual(['hot']);
  await left('self');
  expect(await kit.tagsOf(customerId)).toEqual(['cold', 'hot']);
});

test('a rule for working hours hears what is said within them, its opposite the rest, also over midnight', async () => {
  const { timeZone } = server.config;
  const hours = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
  const night = { weekdays: [5], from: '22:00', to: '02:00' };
  const on = async (word: string, more: Omit<BusinessHours, 'outside'> & { outside?: boolean }) =>
    kit.switchOn(
      await kit.save({ when: { ...kit.words(word), hours: { outside: false, ...more } }, cooldownHours: 0 }),
    );
  const [inside, outside, friday] = [
    await on('在班', hours),
    await on('下班', { ...hours, outside: true }),
    await on('夜里', night),
  ];
  // A Monday to come: only what happens after a rule was switched on counts.
  let monday = addDays(businessDate(server.clock.now(), timeZone), 1);
  while (businessTime(instantOf(monday, 0, timeZone), timeZone).weekday !== 1) monday = addDays(monday, 1);
  const heard = async (ruleId: string, word: string, day: number, time: string) => {
    const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
    await kit.say(id, word, { sentAt: instantOf(addDays(monday, day), minutesOf(time), timeZone) });
    return (await kit.hitsOf(ruleId)).some(({ customer }) => customer?.id === id);
  };
  expect(await heard(inside, '在班', 0, '08:59')).toBe(false);
  expect(await heard(inside, '在班', 0, '09:00')).toBe(true);
  expect(await heard(inside, '在班', 4, '17:59')).toBe(true);
  expect(await heard(inside, '在班', 4, '18:00')).toBe(false);
  expect(await heard(inside, '在班', 5, '10:00')).toBe(false);
  expect(await heard(outside, '下班', 0, '08:59')).toBe(true);
  expect(await heard(outside, '下班', 0, '12:00')).toBe(false);
  expect(await heard(outside, '下班', 6, '12:00')).toBe(true);
  expect(await heard(friday, '夜里', 4, '23:00')).toBe(true);
  expect(await heard(friday, '夜里', 5, '01:59')).toBe(true);
  expect(await heard(friday, '夜里', 5, '23:00')).toBe(false);
});

test('a rule edited while messages come in: every hit says its version and did what that version says, never a mixture', async () => {
  const both = (tagId: string) => [
    { kind: 'tag' as const, tagIds: [tagId] },
    { kind: 'create_task' as const, to: { kind: 'owner' as const }, title: `回复 ${tagId}` },
  ];
  const [even, odd] = [both('warm'), both('cold')];
  const saved = await kit.save({ when: kit.words('改动'), actions: odd });
  const ruleId = await kit.switchOn(saved);
  const customers: string[] = [];
  for (let n = 0; n < 40; n++)
    customers.push((await givenCustomer(server, { friendsOf: ['rep'], ownerUserId: 'rep' })).id);
  const edit = (version: number) =>
    kit.admin.call(api.updateRule, {
      params: { ruleId },
      query: { seenVersion: version - 1 },
      body: { name: '规则', when: kit.words('改动'), actions: version % 2 ? odd : even },
    });
  // Nobody waits for the consumer: what it has read when a version comes is chance.
  for (const [index, customerId] of customers.entries()) {
    await givenMessage(server, { customerId, text: '说到改动' });
    if (index % 8 === 4) expect((await edit(2 + Math.floor(index / 8))).status).toBe(200);
  }
  await server.settle();
  const first = await kit.admin.call(api.listRuleHits, { params: { ruleId }, query: { limit: 100 } });
  const hits = first.body.items;
  expect(hits.map(({ customer }) => customer!.id).sort()).toEqual([...customers].sort());
  for (const { customer, version, actions } of hits) {
    expect(actions.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(await kit.tagsOf(customer!.id)).toEqual([version % 2 ? 'cold' : 'warm']);
  }
  expect((await edit(3)).body).toMatchObject({ code: 'automation.changed_meanwhile' });
});

test('times are counted for one wording of a rule, and only while it is on', async () => {
  const times = { count: 2, withinHours: 72 };
  const saved = await kit.save({ when: { ...kit.words('比价'), times } });
  const ruleId = await kit.switchOn(saved);
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await kit.say(id, '比价');
  await kit.admin.call(api.switchRule, { params: { ruleId }, body: { isOn: false } });
  server.clock.offsetMs += 60_000;
  await kit.switchOn(saved);
  await kit.say(id, '比价');
  expect(await kit.tagsOf(id)).toEqual([]);
  const when = { ...kit.words('退款'), times };
  const body = { name: '规则', when, actions: [{ kind: 'tag' as const, tagIds: ['warm'] }] };
  await kit.admin.call(api.updateRule, { params: { ruleId }, query: { seenVersion: 1 }, body });
  await kit.say(id, '退款');
  expect(await kit.tagsOf(id)).toEqual([]);
  await kit.say(id, '退款');
  expect(await kit.tagsOf(id)).toEqual(['warm']);
});
