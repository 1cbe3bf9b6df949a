import type { RuleName } from '@zhike/shared/contracts/automation';
import { RuleDefinition, type RuleSettingsInput } from '@zhike/shared/contracts/automation-rule';
import { expect, test } from 'vitest';
import { startOfDay } from '../../../../shared/format/time.ts';
import { budget, dealDay, exampleFields, oldField, style } from '../example-fields.ts';
import type { RuleParts } from '../rule-parts.ts';
import { nameOfList } from './name-of.ts';
import { sayRule, sayRuleShort } from './say-rule.ts';

const id = (letter: string) => letter.repeat(26);
const parts: RuleParts = {
  fields: exampleFields,
  triggers: [
    {
      key: 'customer.added',
      label: '添加了好友',
      conditions: [
        { key: 'channel', label: '来自渠道码', input: 'channel', options: [] },
        { key: 'known', label: '是否老客户', input: 'options', options: [{ value: 'new', label: '新客户' }] },
      ],
    },
    { key: 'task.done', label: '待办完成', conditions: [] },
  ],
  dates: [{ key: 'customer.first_added', label: '首次添加日期' }],
  actions: [
    ['tag', '打标签'],
    ['untag', '移除标签'],
    ['set_stage', '修改客户阶段'],
    ['assign', '分配负责人'],
    ['notify', '通知员工'],
    ['create_task', '创建待办'],
    ['enrol_sop', '加入 SOP'],
    ['webhook', '调用 Webhook'],
  ].map(([kind, label]) => ({ kind: kind!, label: label!, canBeTakenBack: true })),
};
const names: RuleName[] = [
  { kind: 'tag', id: 't1', name: '有意向' },
  { kind: 'stage', id: id('S'), name: '报价' },
  { kind: 'channel', id: id('C'), name: '春季展会' },
  { kind: 'sop', id: id('P'), name: '新客五步' },
  { kind: 'member', id: 'lina', name: '李娜' },
  { kind: 'member', id: 'zhang', name: '张伟' },
  { kind: 'group', id: 'wr1', name: '福利群' },
  { kind: 'webhook', id: id('W'), name: '订单系统' },
];
const tag = { kind: 'tag' as const, tagIds: ['t1'] };

function say(rule: Omit<Partial<RuleSettingsInput>, 'name'> & Pick<RuleSettingsInput, 'when'>) {
  const definition = RuleDefinition.parse({ actions: [tag], ...rule });
  return sayRule(definition, parts, nameOfList(names), '标签包含「老客户」');
}

test('words, where they are said, by whom, how often, after how long a silence and in which hours: all is said', () => {
  const { when } = say({
    when: {
      kind: 'message',
      keywords: {
        any: ['价格', '报价'],
        all: ['装修'],
        none: ['同行'],
        near: { words: ['全包', '多少'], within: 5 },
        pattern: '\\d+平',
      },
      inGroups: 'some',
      chatIds: ['wr1'],
      times: { count: 2, withinHours: 72 },
      afterQuietDays: 30,
      hours: { weekdays: [1, 2, 3, 4, 5], from: '18:00', to: '09:00', outside: true },
    },
  });
  expect(when).toBe(
    '客户在单聊或客户群「福利群」里提到「价格、报价」之一,且同时提到「装修」,且相近地提到「全包、多少」(从第一个到最后一个,中间最多夹 5 个其他字),' +
      '且说的话符合正则表达式 \\d+平,且没有提到「同行」,且是沉默 30 天以后的第一句,且 3 天内满 2 次,且时间在周一至周五 18:00 至次日 09:00 以外',
  );
});

test('an event says its conditions by name; what is gone is said to be gone', () => {
  const conditions = [
    { key: 'channel', values: [id('C'), id('X')] },
    { key: 'known', values: ['new'] },
  ];
  expect(say({ when: { kind: 'event', trigger: 'customer.added', conditions } }).when).toBe(
    '「添加了好友」(来自渠道码是其中之一:「春季展会」「已删除」,是否老客户是「新客户」)',
  );
});

test('an absence says what it waits for and how long; a date its offset, its hour and how often', () => {
  const start = { kind: 'said' as const, by: 'rep' as const };
  const unless = [
    { kind: 'said' as const, by: 'customer' as const },
    { kind: 'event' as const, trigger: 'task.done' },
  ];
  expect(say({ when: { kind: 'absence', start, unless, within: { count: 3, unit: 'days' } } }).when).toBe(
    '员工在单聊里发言,之后 3 天内没有发生:客户在单聊里发言、「待办完成」',
  );
  const none = { any: [], all: [], none: [], exact: [], near: null, pattern: null };
  const asked = { kind: 'said' as const, by: 'customer' as const, keywords: { ...none, any: ['多少钱'] } };
  const told = { ...start, keywords: { ...none, any: ['元', '折扣'], none: ['稍等'] } };
  expect(
    say({ when: { kind: 'absence', start: asked, unless: [told], within: { count: 2, unit: 'hours' } } }).when,
  ).toBe('客户在单聊里提到「多少钱」,之后 2 小时内没有发生:员工在单聊里发言(提到「元、折扣」之一,且没有提到「稍等」)');
  const date = { kind: 'date' as const, date: 'customer.first_added', repeat: 'yearly' as const, at: '09:30' };
  expect(say({ when: { ...date, offsetDays: -3 } }).when).toBe('每年到了「首次添加日期」前 3 天 09:30');
  const birthday = `field.${oldField.id.toLowerCase()}`;
  expect(say({ when: { ...date, date: birthday } }).when).toBe('每年到了「旧字段(已停用)」当天 09:30');
  expect(say({ when: { ...date, repeat: 'once' } }).when).toBe('到了「首次添加日期」当天 09:30');
});

test('every action is said with what it does and to whom', () => {
  const { acts } = say({
    when: { kind: 'event', trigger: 'task.done' },
    actions: [
      tag,
      { kind: 'untag', tagIds: ['gone'] },
      { kind: 'set_stage', stageId: id('S') },
      { kind: 'assign', userIds: ['lina', 'zhang'] },
      { kind: 'notify', to: { kind: 'owner' }, text: '快回复' },
      { kind: 'create_task', to: { kind: 'members', userIds: ['lina'] }, title: '回访', dueInHours: 48 },
      { kind: 'create_task', to: { kind: 'owner' }, title: '回电' },
      { kind: 'enrol_sop', sopId: id('P') },
      { kind: 'webhook', webhookId: id('W') },
    ],
  });
  expect(acts).toEqual([
    '打标签「有意向」',
    '移除标签「已删除」',
    '修改客户阶段为「报价」',
    '分配负责人(轮流):「李娜」「张伟」',
    '通知客户的负责人:「快回复」',
    '给「李娜」创建待办「回访」,2 天内完成',
    '给客户的负责人创建待办「回电」,当天下班前完成',
    '加入 SOP「新客五步」',
    '调用 Webhook「订单系统」',
  ]);
});

test('a field that is filled in or emptied is said with its name, what it is given and its unit', () => {
  const { acts } = say({
    when: { kind: 'event', trigger: 'task.done' },
    actions: [
      { kind: 'set_field', fieldId: budget.id, value: { kind: 'number', number: 30 } },
      { kind: 'set_field', fieldId: style.id, value: { kind: 'choice', optionIds: [id('B'), id('A')] } },
      { kind: 'set_field', fieldId: dealDay.id, value: { kind: 'today' } },
      { kind: 'set_field', fieldId: dealDay.id, value: null },
      { kind: 'set_field', fieldId: id('X'), value: null },
    ],
  });
  expect(acts).toEqual([
    '把「预算」设为「30 万」',
    '把「风格」设为「现代、中式」',
    '把「成交日期」设为执行当天',
    '清空「成交日期」',
    '清空「已删除」',
  ]);
});

test('of a long text only the beginning stands in a list, and all of it where the rule is read', () => {
  const text = '很'.repeat(500);
  const actions = [{ kind: 'set_field' as const, fieldId: budget.id, value: { kind: 'text' as const, text } }];
  const definition = RuleDefinition.parse({ actions, when: { kind: 'event', trigger: 'task.done' } });
  expect(sayRuleShort(definition, parts, nameOfList(names))).toContain(`把「预算」设为「${'很'.repeat(29)}…」`);
  expect(sayRule(definition, parts, nameOfList(names), null).acts).toEqual([`把「预算」设为「${text}」`]);
});

test('whom, cooldown, priority, stopping others and the time in which it is valid are said', () => {
  const when = { kind: 'event' as const, trigger: 'task.done' };
  const full = say({
    when,
    filter: { field: 'tag', op: 'any', values: ['t1'] },
    cooldownHours: 36,
    priority: 5,
    stopsOthers: true,
    activeFrom: startOfDay('2026-12-01'),
    activeTo: startOfDay('2027-01-01'),
  });
  expect(full.whom).toBe('客户符合:标签包含「老客户」');
  expect(full.limits).toEqual([
    '同一位客户 36 小时内最多执行一次',
    '优先级 5(数字大的先执行)',
    '执行后,优先级更低的规则不再处理同一件事',
    '只在 2026年12月1日 00:00 到 2027年1月1日 00:00 之间有效',
  ]);
  expect(say({ when, cooldownHours: 0 })).toMatchObject({ whom: '所有客户', limits: ['同一位客户每次满足都执行'] });
});

test('in a list a rule is one sentence', () => {
  const definition = RuleDefinition.parse({ when: { kind: 'message', keywords: { any: ['价格'] } }, actions: [tag] });
  expect(sayRuleShort(definition, parts, nameOfList(names))).toBe('当客户在单聊里提到「价格」时,打标签「有意向」');
});
