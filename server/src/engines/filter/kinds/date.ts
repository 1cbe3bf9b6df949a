import type { FilterCondition } from '@zhike/shared/contracts/filter';
import { beginOfLastDays, firstDayFrom, spanOfNextDays } from '../days.ts';
import type { DateField, FilterContext, KindRules } from '../field.ts';

export const date: KindRules<DateField, number> = {
  operators: ['between', 'within_days', 'before_days', 'empty', 'present'],
  sql(field, condition, place, context) {
    const column = field.sql(place);
    if (condition.op === 'empty') return { sql: `${column} IS NULL`, values: [] };
    const { from, to } = keptSpan(field, condition, context);
    const parts: { sql: string; values: number[] }[] = [];
    if (from !== undefined) parts.push({ sql: `${column} >= ?`, values: [from] });
    if (to !== undefined) parts.push({ sql: `${column} < ?`, values: [to] });
    if (parts.length === 0) return { sql: `${column} IS NOT NULL`, values: [] };
    return { sql: parts.map((one) => one.sql).join(' AND '), values: parts.flatMap((one) => one.values) };
  },
  matches(field, condition, fact, context) {
    if (condition.op === 'empty') return fact === undefined;
    const { from, to } = keptSpan(field, condition, context);
    return fact !== undefined && (from === undefined || fact >= from) && (to === undefined || fact < to);
  },
};

/** The span as the field keeps its dates. */
export function keptSpan(
  { kept }: Pick<DateField, 'kept'>,
  condition: FilterCondition,
  context: FilterContext,
): { from?: number; to?: number } {
  const { from, to } = spanOf(condition, context);
  if (kept !== 'day') return { from, to };
  return {
    from: from === undefined ? undefined : firstDayFrom(from, context),
    to: to === undefined ? undefined : firstDayFrom(to, context),
  };
}

/** From when (inclusive) to when (exclusive); what has neither asks only whether there is a date. */
export function spanOf(condition: FilterCondition, context: FilterContext): { from?: number; to?: number } {
  switch (condition.op) {
    case 'between':
      return { from: condition.from, to: condition.to };
    case 'within_days':
      // What lies ahead did not happen in the last days: dates of the future exist where clocks are moved.
      return { from: beginOfLastDays(condition.days, context), to: context.now + 1 };
    case 'next_days':
      return spanOfNextDays(condition.days, context);
    case 'before_days':
      return { to: beginOfLastDays(condition.days, context) };
    default:
      return {};
  }
}
