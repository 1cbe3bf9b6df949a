import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { RuleVersionView, RuleView } from '@zhike/shared/contracts/automation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exampleFields, oldField } from '../example-fields.ts';
import type { RuleParts } from '../rule-parts.ts';
import { emptyForm, emptyMessage, type RuleForm } from './form.ts';
import type { PickerProps, RulePickers } from './pickers.ts';
import { RuleEditor } from './rule-editor.tsx';

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const parts: RuleParts = {
  fields: exampleFields,
  triggers: [{ key: 'task.done', label: '待办完成', conditions: [] }],
  dates: [{ key: 'customer.first_added', label: '首次添加日期' }],
  actions: [
    { kind: 'tag', label: '打标签', canBeTakenBack: true },
    { kind: 'set_field', label: '填写资料字段', canBeTakenBack: true },
    { kind: 'notify', label: '通知员工', canBeTakenBack: false },
  ],
};
/** Picks one thing at a click. */
const Picker = ({ label, onChange }: PickerProps) => (
  <button type="button" onClick={() => onChange([{ id: 't1', name: '有意向' }])}>
    选择{label}
  </button>
);
const pickers: RulePickers = {
  tag: Picker,
  stage: Picker,
  channel: Picker,
  material: Picker,
  sop: Picker,
  member: Picker,
  group: Picker,
  filter: () => null,
  filterInWords: ({ children }) => <>{children(null)}</>,
};
const start: RuleForm = { ...emptyForm(), name: '问价', message: { ...emptyMessage, any: ['价格'] } };

function open(
  answer: (url: string, init: RequestInit) => Response,
  rule?: RuleView,
  more: { restored?: RuleVersionView; seesAll?: boolean } = {},
) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init: RequestInit) => answer(url, init)),
  );
  const saved = vi.fn();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <RuleEditor
        rule={rule}
        restored={more.restored}
        seesAll={more.seesAll ?? false}
        start={start}
        parts={parts}
        ownerUserId="lead"
        mayAddWebhooks={false}
        pickers={pickers}
        onSaved={saved}
        onCancel={() => undefined}
      />
    </QueryClientProvider>,
  );
  return saved;
}
const answerWith =
  (body: object, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });
const summary = () => screen.getByLabelText('规则的意思').textContent;
const save = () => fireEvent.click(screen.getByRole('button', { name: '保存' }));

test('the words beside it follow what is chosen', () => {
  open(answerWith({}));
  expect(summary()).toContain('客户在单聊里提到「价格」');
  fireEvent.click(screen.getByRole('button', { name: '移除价格' }));
  const words = within(screen.getByRole('group', { name: '任意一个' }));
  fireEvent.change(words.getByRole('textbox'), { target: { value: '定金,尾款、' } });
  expect(summary()).toContain('提到「定金、尾款」之一');
  fireEvent.click(screen.getByRole('button', { name: '选择标签' }));
  expect(summary()).toContain('打标签「有意向」');
});

test('a field out of use in a saved rule is said to be, and has to be chosen anew', async () => {
  const actions = [{ kind: 'set_field' as const, fieldId: oldField.id, value: { kind: 'number' as const, number: 3 } }];
  open(answerWith({}), { ...rule, definition: { ...rule.definition, actions } });
  const action = within(screen.getByRole('group', { name: '动作 1' }));
  expect(action.getByDisplayValue('旧字段(已停用)')).toBeDefined();
  expect(summary()).toContain('把「旧字段(已停用)」设为「3 万」');
  save();
  expect((await action.findByRole('alert')).textContent).toBe('这个字段已停用,请重新选择');
  expect(fetch).not.toHaveBeenCalled();
});

test('a field is filled in as its kind wants it, or emptied', () => {
  const [budget, deal] = exampleFields;
  const number = { kind: 'set_field' as const, fieldId: budget!.id, value: { kind: 'number' as const, number: 30 } };
  const today = { kind: 'set_field' as const, fieldId: deal!.id, value: { kind: 'today' as const } };
  open(answerWith({}), { ...rule, definition: { ...rule.definition, actions: [number, today] } });
  const first = within(screen.getByRole('group', { name: '动作 1' }));
  fireEvent.change(first.getByRole('textbox', { name: /预算/ }), { target: { value: '1,200' } });
  expect(summary()).toContain('把「预算」设为「1,200 万」');
  expect(summary()).toContain('把「成交日期」设为执行当天');
  fireEvent.click(first.getByRole('button', { name: '清空' }));
  expect(summary()).toContain('清空「预算」');
  expect(first.queryByRole('button', { name: '执行当天' })).toBeNull();
});

test('nothing is sent while something is missing, and its field says what', async () => {
  open(answerWith({}));
  save();
  expect((await screen.findByRole('alert')).textContent).toBe('请选择标签');
  expect(fetch).not.toHaveBeenCalled();
});

test('what the server refuses is said at its field, until it is changed', async () => {
  const saved = open(answerWith({ code: 'tag.not_found', requestId: 'r' }, 404));
  fireEvent.click(screen.getByRole('button', { name: '选择标签' }));
  save();
  const group = await screen.findByRole('group', { name: '动作 1' });
  expect((await within(group).findByRole('alert')).textContent).toMatch(/标签/);
  expect(saved).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: '选择标签' }));
  expect(within(group).queryByRole('alert')).toBeNull();
});

test('somebody else has saved meanwhile: it is said, and one’s own can still be saved on purpose', async () => {
  const seen: string[] = [];
  const saved = open((url, { method }) => {
    if (method === 'GET') return new Response(JSON.stringify({ ...rule, version: 2 }));
    seen.push(url);
    return seenIn(url) === '1'
      ? new Response(JSON.stringify({ code: 'automation.changed_meanwhile', requestId: 'r' }), { status: 409 })
      : new Response(JSON.stringify({ ...rule, version: 3 }));
  }, rule);
  save();
  await screen.findByText('有同事在你修改期间保存了这条规则。');
  fireEvent.click(screen.getByRole('button', { name: '用我的内容覆盖' }));
  await vi.waitFor(() => expect(saved).toHaveBeenCalled());
  expect(seen.map(seenIn)).toEqual(['1', '2']);
});

test('an older version opens filled in, and saving it makes a new one of the rule as it is now', async () => {
  const restored: RuleVersionView = {
    version: 2,
    name: '问价(旧)',
    definition: { ...rule.definition, when: { ...rule.definition.when, ...words('报价') } },
    names: [],
    reach: rule.reach,
    changed: ['when'],
    savedBy: rule.savedBy,
    savedAt: 1,
    hitCount: 3,
  };
  const sent: { url: string; body: string }[] = [];
  const saved = open(
    (url, { body }) => {
      sent.push({ url, body: typeof body === 'string' ? body : '' });
      return new Response(JSON.stringify({ ...rule, version: 6 }));
    },
    { ...rule, version: 5 },
    { restored },
  );
  expect(screen.getByText(/下面是第 2 版的内容/).textContent).toContain('第 5 版照常生效');
  expect(summary()).toContain('提到「报价」');
  save();
  await vi.waitFor(() => expect(saved).toHaveBeenCalled());
  expect(sent).toHaveLength(1);
  expect(sent[0]!.url).toContain('seenVersion=5');
  expect(JSON.parse(sent[0]!.body)).toMatchObject({ name: '问价(旧)', when: words('报价') });
});

test('an admin sees whose customers a manager’s rule is for, and only on purpose makes it everybody’s', async () => {
  const urls: string[] = [];
  const saved = open(
    (url) => {
      urls.push(url);
      return new Response(JSON.stringify({ ...rule, version: 2 }));
    },
    { ...rule, reach: { kind: 'departments', names: ['华东销售部'] } },
    { seesAll: true },
  );
  expect(summary()).toContain('「华东销售部」(含下级部门)的客户');
  save();
  await vi.waitFor(() => expect(saved).toHaveBeenCalledTimes(1));
  fireEvent.click(screen.getByRole('button', { name: '扩大到全公司' }));
  expect(summary()).toContain('全公司的客户');
  save();
  await vi.waitFor(() => expect(saved).toHaveBeenCalledTimes(2));
  expect(urls.map((url) => new URL(url, 'http://here').searchParams.get('reach'))).toEqual(['kept', 'own']);
});

test('a manager is not asked whose customers: hers, and the words say so', () => {
  open(answerWith({}), { ...rule, reach: { kind: 'all', names: [] } });
  expect(screen.queryByRole('button', { name: '扩大到全公司' })).toBeNull();
  expect(summary()).toContain('你能看到的客户(保存后不再是全公司)');
});

const seenIn = (url: string) => new URL(url, 'http://here').searchParams.get('seenVersion');
const words = (...any: string[]) => ({
  keywords: { any, all: [], none: [], exact: [], near: null, pattern: null },
});
const rule: RuleView = {
  id: 'A'.repeat(26),
  name: '问价',
  isOn: false,
  onSince: null,
  version: 1,
  definition: {
    when: {
      kind: 'message',
      ...words('价格'),
      saidBy: 'customer',
      inSingleChats: true,
      inGroups: 'none',
      chatIds: [],
      times: null,
      afterQuietDays: null,
      hours: null,
    },
    filter: null,
    actions: [{ kind: 'tag', tagIds: ['t1'] }],
    cooldownHours: 24,
    priority: 0,
    stopsOthers: false,
    activeFrom: null,
    activeTo: null,
  },
  names: [],
  reach: { kind: 'self', names: ['主管'] },
  problem: null,
  hitsInWeek: 0,
  savedBy: { userId: 'lead', name: '主管' },
  savedAt: 1,
  can: { edit: true },
};
