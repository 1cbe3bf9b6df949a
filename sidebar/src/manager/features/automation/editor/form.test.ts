import type { RulePartsView } from '@zhike/shared/contracts/automation';
import { type RuleDefinition, RuleSettings } from '@zhike/shared/contracts/automation-rule';
import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import { expect, test } from 'vitest';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { budget, dealDay, exampleFields, oldField, style } from '../example-fields.ts';
import { findProblems } from './find-problems.ts';
import { emptyForm, emptyHappening, emptyMessage, formOf, newAction, type RuleForm, settingsOf } from './form.ts';
import { problemsOf } from './server-problems.ts';
import { emptyWords } from './words-form.ts';
import { formFrom, templates, usableTemplates } from './templates.ts';

const id = 'A'.repeat(26);
const tag = { key: 'a', kind: 'tag' as const, tagIds: ['t1'] };
const complete: RuleForm = {
  ...emptyForm(),
  name: '规则',
  message: { ...emptyMessage, any: ['价格'] },
  actions: [tag],
};

const given = ({ id: fieldId, kind: fieldKind }: CustomFieldView, text: string, optionIds: string[] = []) => ({
  fieldId,
  fieldKind,
  how: 'given' as const,
  draft: { text, optionIds },
});
const [modern, chinese, european] = style.options;
const forms: [string, Partial<RuleForm>][] = [
  [
    'words of every kind, in certain groups, by the hour',
    {
      message: {
        ...emptyMessage,
        any: ['价格'],
        all: ['装修'],
        none: ['同行'],
        nearOn: true,
        nearWords: ['全包', '多少'],
        patternOn: true,
        pattern: '\\d+平',
        saidBy: 'customer',
        inGroups: 'some',
        chatIds: ['wr1'],
        timesOn: true,
        quietOn: true,
        hoursOn: true,
      },
    },
  ],
  ['the very words', { message: { ...emptyMessage, match: 'exact', exact: ['在吗'], none: [] } }],
  [
    'an event with conditions',
    {
      kind: 'event',
      event: { ...emptyHappening('customer.added'), conditions: [{ key: 'channel', values: [id] }] },
    },
  ],
  ['a date', { kind: 'date', date: { date: 'customer.first_added', offsetDays: -3, repeat: 'once', at: '10:00' } }],
  [
    'an absence',
    {
      kind: 'absence',
      absence: {
        start: emptyHappening('task.done'),
        unless: [emptyHappening('said:customer'), emptyHappening('customer.tagged')],
        within: { count: 5, unit: 'hours' },
      },
    },
  ],
  [
    'an absence of certain words',
    {
      kind: 'absence',
      absence: {
        start: { ...emptyHappening('said:customer'), words: { ...emptyWords, any: ['多少钱'], none: ['同行'] } },
        unless: [
          { ...emptyHappening('said:rep'), words: { ...emptyWords, patternOn: true, pattern: '\\d+元' } },
          { ...emptyHappening('said:customer'), words: { ...emptyWords, match: 'exact', exact: ['不用了'] } },
          { ...emptyHappening('said:rep'), words: { ...emptyWords, match: 'whatever' } },
        ],
        within: { count: 2, unit: 'hours' },
      },
    },
  ],
  [
    'fields filled in and emptied',
    {
      actions: [
        { key: 'h', kind: 'set_field', ...given(budget, '30.5') },
        { key: 'i', kind: 'set_field', ...given(dealDay, '1958-03-08') },
        { key: 'j', kind: 'set_field', ...given(dealDay, ''), how: 'today' },
        { key: 'k', kind: 'set_field', ...given(style, '', [modern!.id, chinese!.id]) },
        { key: 'l', kind: 'set_field', ...given(style, ''), how: 'empty' },
      ],
    },
  ],
  [
    'all actions and limits',
    {
      filterOn: true,
      filter: { field: 'tag', op: 'any', values: ['t1'] },
      actions: [
        tag,
        { key: 'b', kind: 'untag', tagIds: ['t2'] },
        { key: 'c', kind: 'set_stage', stageId: id },
        { key: 'd', kind: 'assign', userIds: ['lina'] },
        { key: 'e', kind: 'notify', to: { kind: 'members', userIds: ['lina'] }, text: '看' },
        { key: 'f', kind: 'create_task', to: { kind: 'owner' }, title: '回访', dueInHours: null },
        { key: 'g', kind: 'webhook', webhookId: id },
      ],
      cooldownHours: 0,
      priority: 3,
      stopsOthers: true,
      activeFrom: 1_000,
      activeTo: 2_000,
    },
  ],
];

test.each(forms)(
  '%s: what the form sends is what the contract takes, and comes back as the same form',
  (_what, part) => {
    const form = { ...complete, ...part };
    expect(findProblems(form, exampleFields)).toEqual({});
    const { name, ...definition } = RuleSettings.parse(settingsOf(form));
    const back = formOf({ version: 4, name, definition: definition as RuleDefinition, names: [] });
    expect(back.seenVersion).toBe(4);
    expect(settingsOf(back)).toEqual(settingsOf(form));
  },
);

test.each<[string, Partial<RuleForm>]>([
  ['name', { name: ' ' }],
  ['keywords', { message: emptyMessage }],
  ['keywords', { message: { ...emptyMessage, match: 'whatever' } }],
  ['near', { message: { ...emptyMessage, nearOn: true, nearWords: ['价格'] } }],
  ['place', { message: { ...emptyMessage, any: ['价格'], inSingleChats: false } }],
  ['place', { message: { ...emptyMessage, any: ['价格'], inGroups: 'some' } }],
  ['speaker', { message: { ...emptyMessage, any: ['价格'], saidBy: 'rep', inSingleChats: false, inGroups: 'all' } }],
  ['quiet', { message: { ...emptyMessage, any: ['价格'], quietOn: true, saidBy: 'rep' } }],
  [
    'hours',
    { message: { ...emptyMessage, any: ['价格'], hoursOn: true, hours: { ...emptyMessage.hours, weekdays: [] } } },
  ],
  ['event', { kind: 'event' }],
  [
    'start',
    {
      kind: 'absence',
      absence: { ...emptyForm().absence, start: { ...emptyHappening('said:rep'), words: emptyWords } },
    },
  ],
  ['date', { kind: 'date' }],
  ['actions', { actions: [] }],
  ['window', { activeFrom: 5, activeTo: 5 }],
  ['cooldown', { cooldownHours: -1 }],
])('a refusal of the contract is told at %s before anything is sent', (place, part) => {
  const form = { ...complete, ...part };
  expect(Object.keys(findProblems(form, []))).toContain(place);
  expect(RuleSettings.safeParse(settingsOf(form)).success).toBe(false);
});

test('each action says what it lacks, at its own place', () => {
  for (const kind of [
    'tag',
    'untag',
    'set_stage',
    'set_field',
    'assign',
    'notify',
    'create_task',
    'enrol_sop',
    'webhook',
  ] as const) {
    const action = newAction(kind);
    expect(Object.keys(findProblems({ ...complete, actions: [action] }, exampleFields)), kind).toEqual([
      `action:${action.key}`,
    ]);
  }
});

test.each([
  ['请填写内容,或选择清空', given(budget, ' ')],
  ['请填写数字,例如 128 或 0.5', given(budget, '三十')],
  ['请选择日期', given(dealDay, '')],
  ['请填写内容,或选择清空', given(style, '', [])],
  ['选择的选项已停用,请重新选择', given(style, '', [modern!.id, european!.id])],
  ['这个字段已停用,请重新选择', given(oldField, '3')],
])('a field that cannot be filled in so: %s', (problem, action) => {
  const form = { ...complete, actions: [{ key: 'a', kind: 'set_field' as const, ...action }] };
  expect(findProblems(form, exampleFields)).toEqual({ 'action:a': problem });
});

test('what is not filled in yet is not taken for emptying', () => {
  const form = { ...complete, actions: [{ key: 'a', kind: 'set_field' as const, ...given(budget, '') }] };
  expect(settingsOf(form).actions).not.toEqual([{ kind: 'set_field', fieldId: budget.id, value: null }]);
  expect(RuleSettings.safeParse(settingsOf(form)).success).toBe(false);
});

test('what only the server can know is told at the field it belongs to', () => {
  const place = (code: string, details = {}) =>
    Object.keys(problemsOf(new ApiError(code, 400, details), complete) ?? {});
  expect(place('keywords.pattern_invalid')).toEqual(['pattern']);
  expect(place('tag.not_found')).toEqual(['action:a']);
  const filling = { ...complete, actions: [{ key: 'b', kind: 'set_field' as const, ...given(budget, '3') }] };
  for (const code of ['not_found', 'value_not_for_kind', 'option_not_found'])
    expect(Object.keys(problemsOf(new ApiError(`custom_field.${code}`, 400), filling)!)).toEqual(['action:b']);
  expect(place('filter.field_unknown')).toEqual(['filter']);
  expect(place('request.invalid', { issues: [{ path: 'body.actions.0.tagIds', message: '请选择标签' }] })).toEqual([
    'action:a',
  ]);
  expect(place('request.invalid', { issues: [{ path: 'body.when.hours.weekdays', message: '至少选择一天' }] })).toEqual(
    ['hours'],
  );
  const awaited = { ...emptyHappening('said:customer'), words: { ...emptyWords, patternOn: true, pattern: '[' } };
  const waiting = { ...complete, kind: 'absence' as const, absence: { ...complete.absence, unless: [awaited] } };
  const issue = { path: 'body.when.unless.0.keywords.any', message: '至少填写一个关键词' };
  for (const error of [
    new ApiError('keywords.pattern_invalid', 400),
    new ApiError('request.invalid', 400, { issues: [issue] }),
  ])
    expect(Object.keys(problemsOf(error, waiting)!)).toEqual([`unless:${awaited.key}`]);
  expect(problemsOf(new ApiError('common.internal', 500), complete)).toBeNull();
});

test('a template lacks nothing but what only the company knows; one without its event is not offered', () => {
  for (const { key } of templates) {
    const missing = Object.values(findProblems(formFrom(key), []));
    const known = ['请选择标签', '请把条件填写完整,或删除它'];
    expect(
      missing.filter((problem) => !known.includes(problem)),
      key,
    ).toEqual([]);
  }
  const none: RulePartsView = { triggers: [], dates: [], actions: [] };
  expect(usableTemplates(none).map(({ key }) => key)).not.toContain('group');
  expect(usableTemplates(none).map(({ key }) => key)).toContain('keyword');
});
