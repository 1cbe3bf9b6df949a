import { columnFacts } from '../../engines/filter/column-facts.ts';
import type { CountField, DateField, DayCount, FilterField } from '../../engines/filter/field.ts';
import { inList, select } from '../../platform/database/sql.ts';
import { behaviourKinds } from './kinds.ts';

function activity(name: string, label: string, column: string): DateField {
  return {
    name,
    label,
    kind: 'date',
    input: 'date',
    sql: (place) => `(SELECT a.${column} FROM customer_activity a WHERE a.customer_id = ${place.id})`,
    load: (tx, ids) => columnFacts(tx, { table: 'customer_activity', key: 'customer_id', column }, ids, Number),
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
};

export const behaviourFilterFields: readonly FilterField[] = [
  activity('last_contact_at', '最近联系时间', 'last_contact_at'),
  activity('last_reply_at', '客户最近回复时间', 'last_reply_at'),
  behaviour,
];
