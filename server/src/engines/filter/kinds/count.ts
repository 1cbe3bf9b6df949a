import { countedDays } from '../days.ts';
import type { CountField, DayCount, KindRules } from '../field.ts';

export const count: KindRules<CountField, DayCount[]> = {
  operators: ['count'],
  sql(field, condition, place, context) {
    if (condition.op !== 'count') throw new Error(`count fields do not know "${condition.op}"`);
    const { from, to } = countedDays(condition, context);
    const sum = field.sum(place, [...new Set(condition.values)], from, to);
    const ends = [
      { sql: `${sum.sql} >= ?`, bound: condition.min },
      { sql: `${sum.sql} <= ?`, bound: condition.max },
    ].filter((end): end is { sql: string; bound: number } => end.bound !== undefined);
    return {
      sql: ends.map((end) => end.sql).join(' AND '),
      values: ends.flatMap((end) => [...sum.values, end.bound]),
    };
  },
  matches(_field, condition, fact = [], context) {
    if (condition.op !== 'count') throw new Error(`count fields do not know "${condition.op}"`);
    const { from, to } = countedDays(condition, context);
    const sum = fact
      .filter((one) => condition.values.includes(one.kind) && one.day >= from && one.day <= to)
      .reduce((total, one) => total + one.count, 0);
    return sum >= (condition.min ?? 0) && sum <= (condition.max ?? Infinity);
  },
};
