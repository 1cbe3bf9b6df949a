import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { Filter } from '@zhike/shared/contracts/filter';
import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { startOfDay } from '../../../shared/format/time.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { newCondition } from './draft.ts';
import { FilterBuilder } from './filter-builder.tsx';

afterEach(cleanup);

const old: FilterFieldView = {
  name: 'field.01a',
  label: '面积(已停用)',
  kind: 'number',
  input: 'number',
  unit: '㎡',
  isRetired: true,
  operators: ['range', 'present', 'empty'],
  options: [],
};
const budget = { ...old, name: 'field.01b', label: '预算', unit: '万', isRetired: false };

const birthday: FilterFieldView = {
  ...budget,
  name: 'field.01d',
  label: '生日',
  kind: 'date',
  input: 'date',
  unit: null,
  operators: ['between', 'next_days', 'present', 'empty'],
};

/** The builder, and the filter that comes of it. */
function Building({ start }: { start: Filter | null }) {
  const [filter, setFilter] = useState(start);
  return (
    <>
      <FilterBuilder
        fields={[old, budget, birthday]}
        inputs={{}}
        nameOf={() => undefined}
        value={filter}
        onChange={setFilter}
      />
      <output>{JSON.stringify(filter)}</output>
    </>
  );
}
const filter = () => JSON.parse(screen.getByRole('status').textContent) as Filter | null;

test('a number is typed as people write it, and half of one is none', () => {
  render(<Building start={{ field: 'field.01b', op: 'range', min: 20, max: 30 }} />);
  const [from, to] = [screen.getByLabelText('最小值'), screen.getByLabelText('最大值')];
  expect(screen.getByText('万')).toBeDefined();
  fireEvent.change(to, { target: { value: '1,200.5' } });
  expect(filter()).toEqual({ field: 'field.01b', op: 'range', min: 20, max: 1200.5 });
  fireEvent.change(from, { target: { value: '-' } });
  expect(filter()).toBeNull();
  expect(screen.getByDisplayValue('-')).toBeDefined();
  // Nobody is corrected in the middle of a number.
  expect(screen.queryByText(/请填写数字/)).toBeNull();
  fireEvent.blur(from);
  expect(screen.getByText(/请填写数字/)).toBeDefined();
  fireEvent.change(from, { target: { value: '2000' } });
  expect(screen.getByText('前面的数要比后面的小')).toBeDefined();
});

test('a field out of use stays in the filter that has it; a new condition begins with one in use', () => {
  render(<Building start={{ field: 'field.01a', op: 'present' }} />);
  expect(screen.getByDisplayValue('面积(已停用)')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '添加条件' }));
  expect(screen.getByDisplayValue('预算')).toBeDefined();
});

test('another number field begins with nothing typed, as its condition does', () => {
  const editor = (name: string) => (
    <ConditionEditor
      condition={{ ...newCondition(name, 'at_least'), key: 1 }}
      fields={[budget, { ...budget, name: 'field.01c', label: '年龄' }]}
      inputs={{}}
      nameOf={() => undefined}
      onChange={() => {}}
      onRemove={() => {}}
    />
  );
  const { rerender } = render(editor('field.01b'));
  fireEvent.change(screen.getByLabelText('最小值'), { target: { value: '30' } });
  rerender(editor('field.01c'));
  expect(screen.getByLabelText<HTMLInputElement>('最小值').value).toBe('');
});

test('a day of long ago is typed, and half a year is none', () => {
  render(<Building start={{ field: 'field.01d', op: 'between', from: startOfDay('1950-01-01') }} />);
  const [from, to] = [screen.getByLabelText('开始日期'), screen.getByLabelText('结束日期')];
  expect(screen.getByDisplayValue('1950-01-01')).toBe(from);
  fireEvent.change(from, { target: { value: '0019-05-01' } });
  expect(filter()).toBeNull();
  expect(screen.getByDisplayValue('0019-05-01')).toBe(from);
  fireEvent.change(from, { target: { value: '1958-03-08' } });
  fireEvent.change(to, { target: { value: '1958-03-08' } });
  const [begin, end] = [startOfDay('1958-03-08'), startOfDay('1958-03-09')];
  expect(filter()).toEqual({ field: 'field.01d', op: 'between', from: begin, to: end });
  fireEvent.change(to, { target: { value: '1957-03-08' } });
  expect(filter()).toBeNull();
  expect(screen.getByText('开始日期不能晚于结束日期')).toBeDefined();
});

test('the days ahead are said not to come round every year', () => {
  render(<Building start={{ field: 'field.01d', op: 'next_days', days: 7 }} />);
  expect(screen.getByText('按年月日比较,不会每年重复;生日提醒请用自动化规则')).toBeDefined();
});
