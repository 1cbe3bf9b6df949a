import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { ApiError } from '../../../shared/api/api-error.ts';
import { FieldsCard } from './fields-card.tsx';

afterEach(cleanup);

const AT = Date.parse('2026-03-10T10:00:00+08:00');
const text: CustomerFieldView = {
  fieldId: 'f1',
  name: '小区',
  kind: 'text',
  unit: null,
  options: [],
  value: null,
  origin: null,
};
const budget: CustomerFieldView = {
  ...text,
  fieldId: 'f2',
  name: '预算',
  kind: 'number',
  unit: '万',
  value: { kind: 'number', number: 30 },
  origin: { member: { userId: 'zhang', name: '张伟', avatar: null }, rule: null, at: AT },
};
const birthday: CustomerFieldView = { ...text, fieldId: 'f3', name: '生日', kind: 'date' };
const rooms: CustomerFieldView = {
  ...text,
  fieldId: 'f4',
  name: '空间',
  kind: 'multiple_choice',
  options: [
    { id: 'a', label: '客厅', isRetired: false },
    { id: 'b', label: '卧室', isRetired: false },
    { id: 'c', label: '阳台', isRetired: true },
  ],
  value: { kind: 'choice', optionIds: ['c'] },
};

function open(fields: CustomerFieldView[], part: { mayEdit?: boolean; mayDefine?: boolean; fails?: string } = {}) {
  const save = vi.fn(async (_fieldId: string, _value: FieldValue | null) => {
    if (part.fails) throw new ApiError(part.fails, 400);
  });
  const card = (shown: CustomerFieldView[]) => (
    <MemoryRouter>
      <FieldsCard
        fields={shown}
        mayEdit={part.mayEdit ?? true}
        mayDefine={part.mayDefine ?? false}
        mayOpenRules
        onSave={save}
      />
    </MemoryRouter>
  );
  const { rerender } = render(card(fields));
  /** Somebody else saves meanwhile. */
  const follow = (...shown: CustomerFieldView[]) => rerender(card(shown));
  return Object.assign(save, { follow });
}
const edit = (name: string) => {
  fireEvent.click(screen.getByRole('button', { name: `修改${name}` }));
  return within(screen.getByRole('form', { name }));
};
const send = () => fireEvent.click(screen.getByRole('button', { name: '保存' }));

test('what a field holds is said with its unit and who filled it in', () => {
  open([text, budget]);
  expect(screen.getByText('30 万')).toBeDefined();
  expect(screen.getByText(/张伟填写/)).toBeDefined();
  expect(screen.getByText('未填写')).toBeDefined();
});

test('a value from a rule says which rule, and leads to it', () => {
  const rule = { ruleId: 'r1', name: '问价', version: 2, hitId: null, cause: null };
  open([{ ...budget, origin: { member: null, rule, at: AT } }]);
  expect(screen.getByText(/规则「问价」\(第 2 版\)填写/)).toBeDefined();
  expect(screen.getByRole('link', { name: '查看规则' }).getAttribute('href')).toBe('/automation/r1');
});

test('a text, a number and a day of long ago are filled in at their place', async () => {
  const save = open([text, budget, birthday]);
  fireEvent.change(edit('小区').getByRole('textbox'), { target: { value: ' 阳光城 ' } });
  send();
  await waitFor(() => expect(save).toHaveBeenCalledWith('f1', { kind: 'text', text: '阳光城' }));
  await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
  fireEvent.change(edit('预算').getByRole('textbox'), { target: { value: '1,200.5' } });
  send();
  await waitFor(() => expect(save).toHaveBeenCalledWith('f2', { kind: 'number', number: 1200.5 }));
  await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
  fireEvent.change(edit('生日').getByLabelText('生日', { selector: 'input' }), { target: { value: '1958-03-08' } });
  send();
  await waitFor(() => expect(save).toHaveBeenCalledWith('f3', { kind: 'date', day: '1958-03-08' }));
});

test('choices are picked among those in use, beside what the customer has already', async () => {
  const save = open([rooms]);
  const form = edit('空间');
  fireEvent.click(form.getByRole('button', { name: '卧室' }));
  expect(form.getByRole('button', { name: '阳台(已停用)' }).getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(form.getByRole('button', { name: '阳台(已停用)' }));
  send();
  await waitFor(() => expect(save).toHaveBeenCalledWith('f4', { kind: 'choice', optionIds: ['b'] }));
});

test('a field is emptied on purpose', async () => {
  const save = open([budget]);
  fireEvent.click(edit('预算').getByRole('button', { name: '清空' }));
  await waitFor(() => expect(save).toHaveBeenCalledWith('f2', null));
});

test('what is no number is not sent; what the server refuses is said and stays to be mended', async () => {
  const save = open([budget], { fails: 'custom_field.not_for_you' });
  const input = edit('预算').getByRole('textbox');
  fireEvent.change(input, { target: { value: '三十' } });
  send();
  expect(screen.getByRole('alert').textContent).toBe('请填写数字,例如 128 或 0.5');
  expect(save).not.toHaveBeenCalled();
  fireEvent.change(input, { target: { value: '40' } });
  expect(screen.queryByRole('alert')).toBeNull();
  send();
  expect((await screen.findByRole('alert')).textContent).toBe('这个字段只供指定部门填写');
  expect(screen.getByDisplayValue('40')).toBeDefined();
});

test('whoever may not edit sees no way to, and without fields only an admin is told where they are made', () => {
  open([budget], { mayEdit: false });
  expect(screen.queryByRole('button')).toBeNull();
  cleanup();
  open([]);
  expect(screen.queryByText('客户资料')).toBeNull();
  open([], { mayDefine: true });
  expect(screen.getByRole('link', { name: '去添加' }).getAttribute('href')).toBe('/fields');
});

const lina = { userId: 'lina', name: '李娜', avatar: null };
const by = { member: lina, rule: null, at: AT };

test('an open form that nobody has typed in follows what a colleague saves, and does not write over it', async () => {
  const save = open([budget]);
  const form = edit('预算');
  save.follow({ ...budget, value: { kind: 'number', number: 99 }, origin: by });
  expect(form.getByRole<HTMLInputElement>('textbox').value).toBe('99');
  send();
  await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
  expect(save).not.toHaveBeenCalled();
});

test('what was typed stays when a colleague saves meanwhile, and beside it is said who and what', async () => {
  const save = open([budget]);
  const form = edit('预算');
  fireEvent.change(form.getByRole('textbox'), { target: { value: '40' } });
  expect(form.queryByText(/刚刚被/)).toBeNull();
  save.follow({ ...budget, value: { kind: 'number', number: 99 }, origin: by });
  expect(form.getByRole<HTMLInputElement>('textbox').value).toBe('40');
  expect(form.getByText('刚刚被李娜改为「99 万」')).toBeDefined();
  save.follow({ ...budget, value: null, origin: null });
  expect(form.getByText('刚刚被清空')).toBeDefined();
  send();
  await waitFor(() => expect(save).toHaveBeenCalledWith('f2', { kind: 'number', number: 40 }));
});

test('choices that are toggled are applied to what is there by now', async () => {
  const some = { ...rooms, value: { kind: 'choice' as const, optionIds: ['a', 'c'] } };
  const save = open([some]);
  fireEvent.click(edit('空间').getByRole('button', { name: '阳台(已停用)' }));
  save.follow({ ...some, value: { kind: 'choice', optionIds: ['a', 'b', 'c'] }, origin: by });
  send();
  await waitFor(() => expect(save).toHaveBeenCalledWith('f4', { kind: 'choice', optionIds: ['a', 'b'] }));
});

test('Esc puts the candidates of a Chinese keyboard away, not the form', () => {
  open([text]);
  const input = edit('小区').getByRole('textbox');
  fireEvent.keyDown(input, { key: 'Escape', isComposing: true });
  expect(screen.getByRole('form')).toBeDefined();
  fireEvent.keyDown(input, { key: 'Escape' });
  expect(screen.queryByRole('form')).toBeNull();
});

test('of many fields the filled ones are shown first, and the rest when asked for', () => {
  const many = Array.from({ length: 10 }, (_, index) => ({ ...text, fieldId: `m${index}`, name: `字段${index}` }));
  const filled = { ...budget, fieldId: 'm10' };
  const save = open([...many, filled]);
  const shown = () => screen.getAllByRole('term').map(({ textContent }) => textContent);
  expect(shown()).toEqual([...many.slice(0, 7).map(({ name }) => name), '预算']);
  // Nothing moves away under the hand: what is emptied stays, what is filled in elsewhere comes.
  save.follow(...many.slice(0, 9), { ...many[9]!, value: budget.value }, { ...filled, value: null });
  expect(shown()).toEqual([...many.slice(0, 7).map(({ name }) => name), '字段9', '预算']);
  fireEvent.click(screen.getByRole('button', { name: '展开其余 2 项' }));
  expect(shown()).toHaveLength(11);
});
