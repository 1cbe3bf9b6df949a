import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { RulePartsView, RuleView } from '@zhike/shared/contracts/automation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyForm, emptyMessage, type RuleForm } from './form.ts';
import type { PickerProps, RulePickers } from './pickers.ts';
import { RuleEditor } from './rule-editor.tsx';

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const parts: RulePartsView = {
  triggers: [{ key: 'task.done', label: '待办完成', conditions: [] }],
  dates: [{ key: 'customer.first_added', label: '首次添加日期' }],
  actions: [
    { kind: 'tag', label: '打标签', canBeTakenBack: true },
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
  member: Picker,
  group: Picker,
  filter: () => null,
  filterInWords: ({ children }) => <>{children(null)}</>,
};
const start: RuleForm = { ...emptyForm(), name: '问价', message: { ...emptyMessage, any: ['价格'] } };

function open(answer: (url: string, init: RequestInit) => Response, rule?: RuleView) {
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
  const { name, ...definition } = {
    name: '问价',
    when: { kind: 'message' as const, ...ruleWhen },
    filter: null,
    actions: [{ kind: 'tag' as const, tagIds: ['t1'] }],
    cooldownHours: 24,
    priority: 0,
    stopsOthers: false,
    activeFrom: null,
    activeTo: null,
  };
  const rule: RuleView = {
    id: 'A'.repeat(26),
    name,
    isOn: false,
    onSince: null,
    version: 1,
    definition,
    names: [],
    problem: null,
    hitsInWeek: 0,
    savedBy: { userId: 'lead', name: '主管' },
    savedAt: 1,
    can: { edit: true },
  };
  const seen: string[] = [];
  const saved = open((url, { method }) => {
    if (method === 'GET') return new Response(JSON.stringify({ ...rule, version: 2 }));
    seen.push(url);
    return url.endsWith('seenVersion=1')
      ? new Response(JSON.stringify({ code: 'automation.changed_meanwhile', requestId: 'r' }), { status: 409 })
      : new Response(JSON.stringify({ ...rule, version: 3 }));
  }, rule);
  save();
  await screen.findByText('这条规则在你修改期间被保存了新的版本。');
  fireEvent.click(screen.getByRole('button', { name: '用我的内容覆盖' }));
  await vi.waitFor(() => expect(saved).toHaveBeenCalled());
  expect(seen.map((url) => url.split('?')[1])).toEqual(['seenVersion=1', 'seenVersion=2']);
});

const ruleWhen = {
  keywords: { any: ['价格'], all: [], none: [], exact: [], near: null, pattern: null },
  saidBy: 'customer' as const,
  inSingleChats: true,
  inGroups: 'none' as const,
  chatIds: [],
  times: null,
  afterQuietDays: null,
  hours: null,
};
