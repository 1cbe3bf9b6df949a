import { countedDays } from '../../engines/filter/days.ts';
import { spanOf } from '../../engines/filter/kinds/date.ts';
import { columnFacts } from '../../engines/filter/column-facts.ts';
import type { CountField, DateField, DayCount, FilterField } from '../../engines/filter/field.ts';
import { inList, select } from '../../platform/database/sql.ts';
import { behaviourKinds } from './kinds.ts';

/** Days with something on them per person, of those whose counts are read at once. */
const ROWS_PER_PERSON = 2;

function activity(name: string, label: string, column: string): DateField {
  return {
    name,
    label,
    kind: 'date',
    input: 'date',
    sql: (place) => `(SELECT a.${column} FROM customer_activity a WHERE a.customer_id = ${place.id})`,
    load: (tx, ids) => columnFacts(tx, { table: 'customer_activity', key: 'customer_id', column }, ids, Number),
    async few(tx, condition, context, limit) {
      const { from = 0, to = Number.MAX_SAFE_INTEGER } = spanOf(condition, context);
      if (condition.op === 'empty') return null;
      const rows = await select<{ id: string }>(
        tx,
        `SELECT customer_id AS id FROM customer_activity WHERE ${column} >= ? AND ${column} < ? LIMIT ${limit + 1}`,
        [from, to],
      );
      return rows.length > limit ? null : rows.map((row) => row.id);
    },
  };
}

const behaviour: CountField = {
  name: 'behaviour',
  label: '行为次数',
  kind: 'count',
  input: 'count',
  options: Object.entries(behaviourKinds).map(([value, label]) => ({ value, label })),
  sum: (place, kinds, from, to) => ({
    sql: `COALESCE((SELECT SUM(b.count) FROM customer_day_count b WHERE b.customer_id = ${place.id} AND b.kind ${inList(kinds)} AND b.day >= ? AND b.day <= ?), 0)`,
    values: [...kinds, from, to],
  }),
  async load(tx, ids, from, to) {
    const found = new Map<string, DayCount[]>();
    if (ids.length === 0) return found;
    const rows = await select<DayCount & { customer_id: string }>(
      tx,
      `SELECT customer_id, kind, day, count FROM customer_day_count WHERE customer_id ${inList(ids)} AND day >= ? AND day <= ?`,
      [...ids, from, to],
    );
    for (const { customer_id: id, kind, day, count } of rows) {
      const own = found.get(id) ?? [];
      own.push({ kind, day, count: Number(count) });
      found.set(id, own);
    }
    return found;
  },
  async few(tx, condition, context, limit) {
    if (condition.op !== 'count' || (condition.min ?? 0) < 1) return null;
    const { from, to } = countedDays(condition, context);
    const where = `kind ${inList(condition.values)} AND day >= ? AND day <= ?`;
    const values = [...condition.values, from, to];
    // Read, not grouped, while it is not known that they are few: grouping reads everything first.
    const rows = await select<{ id: string; count: number }>(
      tx,
      `SELECT customer_id AS id, count FROM customer_day_count WHERE ${where} LIMIT ${limit * ROWS_PER_PERSON + 1}`,
      values,
    );
    if (rows.length > limit * ROWS_PER_PERSON) return null;
    const sums = new Map<string, number>();
    for (const row of rows) sums.set(row.id, (sums.get(row.id) ?? 0) + Number(row.count));
    const ids = [...sums].filter(([, sum]) => sum >= condition.min! && sum <= (condition.max ?? Infinity));
    return ids.length > limit ? null : ids.map(([id]) => id);
  },
};

export const behaviourFilterFields: readonly FilterField[] = [
  activity('last_contact_at', '最近联系时间', 'last_contact_at'),
  activity('last_reply_at', '客户最近回复时间', 'last_reply_at'),
  behaviour,
];
