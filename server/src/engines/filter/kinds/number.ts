import type { FilterCondition } from '@zhike/shared/contracts/filter';
import type { KindRules, NumberField } from '../field.ts';

export const number: KindRules<NumberField, number> = {
  operators: ['range', 'empty', 'present'],
  sql(field, condition, place) {
    const column = field.sql(place);
    if (condition.op === 'empty') return { sql: `${column} IS NULL`, values: [] };
    const { min, max } = boundsOf(field, condition);
    const parts: { sql: string; value: number }[] = [];
    if (min !== undefined) parts.push({ sql: `${column} >= ?`, value: min });
    if (max !== undefined) parts.push({ sql: `${column} <= ?`, value: max });
    if (parts.length === 0) return { sql: `${column} IS NOT NULL`, values: [] };
    return { sql: parts.map((one) => one.sql).join(' AND '), values: parts.map((one) => one.value) };
  },
  matches(field, condition, fact) {
    if (condition.op === 'empty') return fact === undefined;
    const { min, max } = boundsOf(field, condition);
    return fact !== undefined && (min === undefined || fact >= min) && (max === undefined || fact <= max);
  },
};

/** Both ends as the field keeps numbers; what has neither asks only whether there is one. */
export function boundsOf(
  { scale }: Pick<NumberField, 'scale'>,
  condition: FilterCondition,
): { min?: number; max?: number } {
  if (condition.op !== 'range') return {};
  const kept = (bound: number | undefined) => (bound === undefined ? undefined : Math.round(bound * scale));
  return { min: kept(condition.min), max: kept(condition.max) };
}
