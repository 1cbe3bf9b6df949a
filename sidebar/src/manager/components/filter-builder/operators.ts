import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import { isNameOfField } from '@zhike/shared/formulas/field-name';
import type { DraftOperator } from './draft.ts';

const words: Record<FilterFieldView['kind'], Partial<Record<DraftOperator, string>>> = {
  set: { any: '包含任意一个', all: '同时包含', none: '都不包含', present: '有任意一个', empty: '一个也没有' },
  choice: { any: '是', none: '不是', present: '已设置', empty: '未设置' },
  date: {
    within_days: '在最近几天内',
    not_within_days: '不在最近几天内',
    before_days: '在几天以前',
    next_days: '在未来几天内',
    between: '在日期之间',
    present: '有记录',
    empty: '没有记录',
  },
  number: { at_least: '至少', at_most: '至多', range: '介于', present: '已填写', empty: '未填写' },
  text: { contains: '包含', equals: '是', present: '已填写', empty: '未填写' },
  count: { count: '在最近几天内', count_between: '在日期之间' },
};

/** Of the company's own fields people say so, whatever their kind. */
const filled = { present: '已填写', empty: '未填写' };

const NEEDS_VALUES: readonly DraftOperator[] = ['any', 'all', 'none'];

/** Operators of the builder alone, and which one the filter has for them. */
const VARIANTS = {
  not_within_days: 'within_days',
  count_between: 'count',
  at_least: 'range',
  at_most: 'range',
} as const;

/** What a field can be asked, in words; without a way to pick values only what needs none. */
export function operatorsOf(field: FilterFieldView, canPick: boolean): { value: DraftOperator; label: string }[] {
  const said = isNameOfField(field.name) ? { ...words[field.kind], ...filled } : words[field.kind];
  return Object.entries(said).flatMap(([operator, label]) => {
    const value = operator as DraftOperator;
    const isKnown = field.operators.includes(VARIANTS[value as keyof typeof VARIANTS] ?? value);
    return isKnown && (canPick || !NEEDS_VALUES.includes(value)) ? [{ value, label }] : [];
  });
}

/** What can be asked for anew: fields out of use stay in the filters that have them. */
export const offeredFields = (fields: readonly FilterFieldView[]) => fields.filter(({ isRetired }) => !isRetired);
