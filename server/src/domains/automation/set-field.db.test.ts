import * as api from '@zhike/shared/contracts/automation';
import * as jobs from '@zhike/shared/contracts/automation-job';
import type { RuleAction } from '@zhike/shared/contracts/automation-rule';
import { createCustomField, type FieldValue, retireCustomField } from '@zhike/shared/contracts/custom-field';
import { getCustomer, getCustomerTimeline } from '@zhike/shared/contracts/customer';
import { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import { describeFilter } from '@zhike/shared/contracts/filter-field';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameOfField } from '@zhike/shared/formulas/field-name';
import { addDays } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { actWhenDue } from '../../scenarios/rule-due/act-when-due.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;
let admin: typeof kit.admin;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [...ruleScenarios, actWhenDue], consumers: [actOnWords] });
  kit = await givenRules(server);
  admin = kit.admin;
});
afterAll(() => server.close());

type Definition = Parameters<typeof kit.save>[0];

async function field(name: string, kind: 'text' | 'date' | 'number' | 'single_choice', labels: string[] = []) {
  const body = { name, kind, options: labels.map((label) => ({ label })) };
  const answer = await admin.call(createCustomField, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const text = (value: string): FieldValue => ({ kind: 'text', text: value });
const setTo = (fieldId: string, value: Extract<RuleAction, { kind: 'set_field' }>['value']): RuleAction => ({
  kind: 'set_field',
  fieldId,
  value,
});

async function heldOf(customerId: string, fieldId: string) {
  const { fields } = (await admin.call(getCustomer, { params: { customerId } })).body;
  return fields.find((one) => one.fieldId === fieldId)!;
}

const fill = (customerId: string, fieldId: string, value: FieldValue | null) =>
  server.api.as('rep').call(changeCustomerField, { params: { customerId, fieldId }, body: { value } });

async function undo(ruleId: string, version = 1) {
  expect((await admin.call(jobs.undoRule, { params: { ruleId }, body: { version } })).status).toBe(200);
  await server.settle();
}

test('a word fills in a field; the page and the timeline say which rule did it, and taking back empties it', async () => {
  const style = await field('装修风格', 'single_choice', ['现代', '中式']);
  const [modern] = style.options;
  const value: FieldValue = { kind: 'choice', optionIds: [modern!.id] };
  const saved = await kit.save({ name: '喜欢现代', when: kit.words('现代风'), actions: [setTo(style.id, value)] });
  expect(saved.names).toContainEqual({ kind: 'custom_field', id: style.id, name: '装修风格' });
  const ruleId = await kit.switchOn(saved);
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await kit.say(id, '想要现代风');
  expect(await heldOf(id, style.id)).toMatchObject({
    value,
    origin: { member: null, rule: { name: '喜欢现代', version: 1, cause: { words: ['现代风'] } } },
  });
  const { items } = (await admin.call(getCustomerTimeline, { params: { customerId: id }, query: { group: 'field' } }))
    .body;
  expect(items[0]).toMatchObject({
    type: 'customer.field_changed',
    actor: null,
    data: { field: { name: '装修风格' }, from: null, to: '现代', rule: { ruleId, name: '喜欢现代' } },
  });
  await undo(ruleId);
  expect(await heldOf(id, style.id)).toMatchObject({ value: null, origin: null });
});

test('what a person has changed since stays; what was there before comes back with whoever filled it in', async () => {
  const note = await field('备忘', 'text');
  const rule = await kit.save({ when: kit.words('改备忘'), actions: [setTo(note.id, text('规则写的'))] });
  const ruleId = await kit.switchOn(rule);
  const [wang, li] = [
    await givenCustomer(server, { friendsOf: ['rep'] }),
    await givenCustomer(server, { friendsOf: ['rep'] }),
  ];
  await fill(wang.id, note.id, text('员工写的'));
  const before = await heldOf(wang.id, note.id);
  for (const { id } of [wang, li]) await kit.say(id, '改备忘');
  expect((await heldOf(wang.id, note.id)).value).toEqual(text('规则写的'));
  await fill(li.id, note.id, text('后来改的'));
  await undo(ruleId);
  expect(await heldOf(wang.id, note.id)).toEqual(before);
  expect((await heldOf(li.id, note.id)).value).toEqual(text('后来改的'));
  expect((await kit.hitsOf(ruleId)).map(({ actions }) => actions[0]!.undo).sort()).toContainEqual({
    outcome: 'kept',
    why: 'automation.changed_since',
  });
});

test('two rules taken back, newest first, leave what was there before both', async () => {
  const note = await field('来源说明', 'text');
  const first = await kit.switchOn(await kit.save({ when: kit.words('甲'), actions: [setTo(note.id, text('甲'))] }));
  const second = await kit.switchOn(await kit.save({ when: kit.words('乙'), actions: [setTo(note.id, null)] }));
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await kit.say(id, '甲');
  await kit.say(id, '乙');
  expect((await heldOf(id, note.id)).value).toBeNull();
  await undo(second);
  expect((await heldOf(id, note.id)).value).toEqual(text('甲'));
  await undo(first);
  expect((await heldOf(id, note.id)).value).toBeNull();
});

test('what a rule emptied stays empty where a person has emptied it again since', async () => {
  const note = await field('旧备注', 'text');
  const ruleId = await kit.switchOn(await kit.save({ when: kit.words('清掉'), actions: [setTo(note.id, null)] }));
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await fill(id, note.id, text('很旧'));
  await kit.say(id, '清掉');
  await fill(id, note.id, text('新的'));
  await fill(id, note.id, null);
  await undo(ruleId);
  expect((await heldOf(id, note.id)).value).toBeNull();
});

test('today is the business day on which the rule acts, and another rule hears of the change', async () => {
  const asked = await field('首次问价', 'date');
  await kit.switchOn(await kit.save({ when: kit.words('多少钱呀'), actions: [setTo(asked.id, { kind: 'today' })] }));
  const conditions = [{ key: 'field', values: [asked.id] }];
  await kit.switchOn(
    await kit.save({ when: { kind: 'event', trigger: 'customer.field_changed', conditions } } as Definition),
  );
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await kit.say(id, '多少钱呀');
  const today = businessDate(server.clock.now(), server.config.timeZone);
  expect((await heldOf(id, asked.id)).value).toEqual({ kind: 'date', day: today });
  expect(await kit.tagsOf(id)).toEqual(['warm']);
});

test('a rule asks for fields, says so in words, and is refused what a field cannot hold', async () => {
  const budget = await field('预算', 'number');
  const name = nameOfField(budget.id);
  const filter = { field: name, op: 'range' as const, min: 30 };
  const words = (await admin.call(describeFilter, { body: { filter } })).body.sentence;
  expect(words).toBe('预算不少于 30');
  const ruleId = await kit.switchOn(await kit.save({ when: kit.words('大单'), filter }));
  const [rich, unknown] = [
    await givenCustomer(server, { friendsOf: ['rep'] }),
    await givenCustomer(server, { friendsOf: ['rep'] }),
  ];
  await fill(rich.id, budget.id, { kind: 'number', number: 30 });
  for (const { id } of [rich, unknown]) await kit.say(id, '大单');
  expect((await kit.hitsOf(ruleId)).map(({ customer }) => customer!.id)).toEqual([rich.id]);

  const refused = async (settings: Partial<Definition>) => {
    const body = { name: '规则', when: kit.words('x'), actions: [setTo(budget.id, null)], ...settings };
    return (await admin.call(api.createRule, { body })).body as unknown as { code: string };
  };
  expect(await refused({ actions: [setTo(budget.id, text('很多'))] })).toMatchObject({
    code: 'custom_field.value_not_for_kind',
  });
  expect(await refused({ actions: [setTo(rich.id, null)] })).toMatchObject({ code: 'custom_field.not_found' });
  expect(await refused({ filter: { ...filter, field: nameOfField(rich.id) } })).toMatchObject({
    code: 'filter.field_unknown',
  });
  const date = { kind: 'date' as const, date: name, repeat: 'yearly' as const, at: '09:00' };
  expect(await refused({ when: date })).toMatchObject({ code: 'automation.part_unknown' });
});

test('once its field is out of use, the action is skipped and says so; filters that ask for it go on', async () => {
  const note = await field('楼栋', 'text');
  const filter = { field: nameOfField(note.id), op: 'contains' as const, text: '三号' };
  const actions = [setTo(note.id, text('四号楼')), { kind: 'tag' as const, tagIds: ['hot'] }];
  const ruleId = await kit.switchOn(await kit.save({ when: kit.words('搬家'), filter, actions }));
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await fill(id, note.id, text('三号楼'));
  await admin.call(retireCustomField, { params: { fieldId: note.id } });
  await kit.say(id, '搬家');
  const [hit] = await kit.hitsOf(ruleId);
  expect(hit!.actions.map(({ outcome, why }) => [outcome, why ?? null])).toEqual([
    ['skipped', 'custom_field.not_found'],
    ['done', null],
  ]);
  expect((await admin.call(describeFilter, { body: { filter } })).body.sentence).toBe('楼栋(已停用)包含「三号」');
});

test('birthdays are remembered every year, also those of the old, on the day and not on others', async () => {
  const birthday = await field('生日', 'date');
  const { dates } = (await admin.call(api.getRuleParts)).body;
  expect(dates).toContainEqual({ key: nameOfField(birthday.id), label: '生日' });
  const [old, other] = [
    await givenCustomer(server, { friendsOf: ['rep'] }),
    await givenCustomer(server, { friendsOf: ['rep'] }),
  ];
  const today = businessDate(server.clock.now(), server.config.timeZone);
  const day = (offset: number) => addDays(today, offset);
  await fill(old.id, birthday.id, { kind: 'date', day: `1931${day(1).slice(4)}` });
  await fill(other.id, birthday.id, { kind: 'date', day: `1990${day(2).slice(4)}` });
  const when = { kind: 'date' as const, date: nameOfField(birthday.id), repeat: 'yearly' as const, at: '09:00' };
  const ruleId = await kit.switchOn(await kit.save({ when }));
  const tomorrow = instantOf(day(1), 10 * 60, server.config.timeZone);
  server.clock.offsetMs += tomorrow - server.clock.now();
  await server.scheduler!.tick();
  await server.settle();
  expect((await kit.hitsOf(ruleId)).map(({ customer }) => customer!.id)).toEqual([old.id]);
});
