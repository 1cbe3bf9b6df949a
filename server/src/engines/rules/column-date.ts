import { select } from '../../platform/database/sql.ts';
import type { RuleDate } from './registry.ts';

interface ColumnDate {
  key: string;
  label: string;
  table: string;
  /** The column with the customer's id; one row a customer. */
  customerId: string;
  /** Indexed together with the customer's id. */
  column: string;
  /** Which rows; one a customer among them. */
  where?: string;
}

/** A date that stands in a column: read along its index, where the cursor names both. */
export function columnDate({ key, label, table, customerId, column, where = '1 = 1' }: ColumnDate): RuleDate {
  return {
    key,
    label,
    async findIn(tx, { from, to }, { after, limit }) {
      const [at, id] = after === '' ? [from, ''] : [Number(after.split(' ')[0]), after.split(' ')[1]!];
      const rows = await select<{ id: string; at: number | string }>(
        tx,
        `SELECT ${customerId} AS id, ${column} AS at FROM ${table} WHERE ${where} AND ${column} >= ? AND ${column} < ?
         AND (${column} > ? OR ${customerId} > ?) ORDER BY ${column}, ${customerId} LIMIT ?`,
        [Math.max(from, at), to, at, id, limit],
      );
      return rows.map((row) => ({ customerId: row.id, at: Number(row.at) }));
    },
  };
}
