import { afterAll, beforeAll, expect, test } from 'vitest';
import * as api from '@zhike/shared/contracts/automation';
import * as jobs from '@zhike/shared/contracts/automation-job';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { actWhenDue } from '../../scenarios/rule-due/act-when-due.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const DAY = 86_400_000;

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [actWhenDue], consumers: [actOnWords] });
  kit = await givenRules(server);
});
afterAll(() => server.close());

const given = async () => (await givenCustomer(server, { friendsOf: ['rep'] })).id;

/** Whom a dry run finds, how often each. */
async function tried({ id: ruleId, definition }: api.RuleView, from: number) {
  const body = { ruleId, definition, from, to: server.clock.now() + 1 };
  const started = await kit.admin.call(jobs.startTrial, { body });
  await server.settle();
  const { items } = (await kit.admin.call(jobs.listTrialMatches, { params: { jobId: started.body.id } })).body;
  return new Map(items.map(({ customer, times }) => [customer!.id, times]));
}
/** Whom the rule has touched while it was on, how often each. */
async function touched(ruleId: string) {
  const found = new Map<string, number>();
  for (const { customer } of await kit.hitsOf(ruleId)) found.set(customer!.id, (found.get(customer!.id) ?? 0) + 1);
  return found;
}

test('the first message after quiet days: silence before the period is known, words in groups end it, taps and takings back do not', async () => {
  const saved = await kit.save({ when: { kind: 'message', afterQuietDays: 30 }, cooldownHours: 0 });
  const ruleId = await kit.switchOn(saved);
  const [back, chatting, never, tapping] = [await given(), await given(), await given(), await given()];
  await kit.say(back, '在吗');
  await kit.say(chatting, '在吗');
  await kit.say(tapping, '在吗');
  server.clock.offsetMs += 20 * DAY;
  await kit.say(chatting, '大家好', { chatId: 'wrTea' });
  await kit.say(tapping, '', { type: 'agree' });
  server.clock.offsetMs += 11 * DAY;
  const from = server.clock.now();
  await kit.say(back, '又来了');
  await kit.say(chatting, '我也来了');
  await kit.say(never, '第一次来');
  await kit.say(tapping, '', { type: 'agree' });
  server.clock.offsetMs += DAY;
  await kit.say(tapping, '我也是');
  server.clock.offsetMs += 35 * DAY;
  await kit.say(chatting, '都在吗', { chatId: 'wrTea' });
  await kit.say(chatting, '想问问');
  await kit.say(back, '在的');
  const expected = new Map([
    [back, 2],
    [tapping, 1],
  ]);
  expect(await touched(ruleId)).toEqual(expected);
  expect(await tried(saved, from)).toEqual(expected);
});

test('agreeing to the archive is no word of hers: it begins no rule and ends no waiting', async () => {
  const anything = await kit.save({ when: { kind: 'message', times: { count: 2, withinHours: 72 } } });
  const within = { count: 1, unit: 'days' as const };
  const [start, answer] = [
    { kind: 'said', by: 'rep' },
    { kind: 'said', by: 'customer' },
  ] as const;
  const waiting = await kit.save({ when: { kind: 'absence', start, unless: [answer], within } });
  for (const rule of [anything, waiting]) await kit.switchOn(rule);
  const from = server.clock.now();
  const id = await given();
  await kit.say(id, '您好', { by: 'member' });
  await kit.say(id, '', { type: 'agree' });
  await kit.say(id, '', { type: 'agree' });
  server.clock.offsetMs += 2 * DAY;
  expect((await touched(anything.id)).has(id)).toBe(false);
  expect((await tried(anything, from)).has(id)).toBe(false);
  expect((await tried(waiting, from)).get(id)).toBe(1);
});

test('what is said outside of the time in which a rule is valid counts neither live nor in a dry run', async () => {
  const from = server.clock.now();
  const activeFrom = from + DAY;
  const times = { count: 2, withinHours: 240 };
  const saved = await kit.save({ when: { ...kit.words('团购'), times }, activeFrom });
  await kit.switchOn(saved);
  const [once, twice] = [await given(), await given()];
  await kit.say(once, '团购');
  await kit.say(twice, '团购');
  server.clock.offsetMs += 2 * DAY;
  await kit.say(once, '团购');
  await kit.say(twice, '团购');
  await kit.say(twice, '团购');
  expect(await touched(saved.id)).toEqual(new Map([[twice, 1]]));
  expect(await tried(saved, from)).toEqual(new Map([[twice, 1]]));
});

test('waiting begins and ends with certain words where a rule asks for them: a price asked for and not told in two hours', async () => {
  const words = (any: string[], none: string[] = []) => ({ any, all: [], none, exact: [], near: null, pattern: null });
  const saved = await kit.save({
    when: {
      kind: 'absence',
      start: { kind: 'said', by: 'customer', keywords: words(['多少钱'], ['同行']) },
      unless: [
        { kind: 'said', by: 'rep', keywords: { any: [], pattern: '\\d+元' } },
        { kind: 'said', by: 'customer', keywords: words(['不用了']) },
      ],
      within: { count: 2, unit: 'hours' },
    },
  });
  // Another rule with words of its own: nobody takes them for hers.
  const other = await kit.save({ when: kit.words('您好', '稍等'), cooldownHours: 0 });
  for (const rule of [saved, other]) await kit.switchOn(rule);
  const from = server.clock.now();
  const [putOff, told, gaveUp, chatting, trade] = [
    await given(),
    await given(),
    await given(),
    await given(),
    await given(),
  ];
  for (const id of [putOff, told, gaveUp]) await kit.say(id, '这个多少钱');
  await kit.say(chatting, '您好');
  await kit.say(trade, '同行问一下多少钱');
  server.clock.offsetMs += 60_000;
  await kit.say(putOff, '您好,稍等', { by: 'member' });
  await kit.say(told, '一共30元', { by: 'member' });
  await kit.say(gaveUp, '不用了');
  server.clock.offsetMs += DAY / 8;
  await server.scheduler!.tick();
  await server.settle();
  expect(await touched(saved.id)).toEqual(new Map([[putOff, 1]]));
  expect(await tried(saved, from)).toEqual(new Map([[putOff, 1]]));
  expect([...(await touched(other.id)).keys()]).toEqual([chatting]);
});

test('words that cannot be looked for are refused also where a rule waits for them', async () => {
  const start = { kind: 'said' as const, by: 'rep' as const, keywords: { pattern: '(a+)\\1' } };
  const when = { kind: 'absence' as const, start, unless: [{ kind: 'said' as const, by: 'customer' as const }] };
  const body = {
    name: '规则',
    when: { ...when, within: { count: 1, unit: 'hours' as const } },
    actions: [{ kind: 'tag' as const, tagIds: ['warm'] }],
  };
  const { status, body: refused } = await kit.admin.call(api.createRule, { body });
  expect([status, (refused as unknown as { code: string }).code]).toEqual([400, 'keywords.pattern_invalid']);
});
