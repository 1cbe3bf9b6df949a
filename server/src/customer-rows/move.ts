import { dialectOf, execute, inList, select } from '../platform/database/sql.ts';
import type { Tx } from '../platform/database/tx.ts';
import { forgetOwn, moveOwn } from './rows-of-her-own.ts';
import { type CustomerTable, customerTables } from './tables.ts';

const AT_ONCE = 500;

/** Two customers are one person: whatever names the first names the second. Her own row in `customer` is the caller's. */
export async function moveCustomerRows(tx: Tx, fromId: string, toId: string, now: number): Promise<void> {
  for (const table of customerTables) {
    if (table.onMerge === 'leave') continue;
    if (table.onMerge === 'own') {
      await moveOwn[table.table]!(tx, fromId, toId, now);
      continue;
    }
    const column = table.column ?? 'customer_id';
    const ignore = table.onMerge !== 'move_or_drop' ? '' : dialectOf(tx) === 'mysql' ? ' IGNORE' : ' OR IGNORE';
    await everywhere(tx, table, fromId, async (where, values) => {
      await execute(tx, `UPDATE${ignore} ${table.table} SET ${column} = ? WHERE ${where}`, [toId, ...values]);
      if (ignore) await execute(tx, `DELETE FROM ${table.table} WHERE ${where}`, values);
    });
  }
}

/** A customer is to be forgotten. What was counted stays counted; what names her or speaks of her goes. */
export async function forgetCustomerRows(tx: Tx, customerId: string): Promise<void> {
  for (const table of customerTables) {
    if (table.onErase === 'leave') continue;
    if (table.onErase === 'own') {
      await forgetOwn[table.table]!(tx, customerId);
      continue;
    }
    const also = Object.entries(table.alsoForget ?? {});
    const emptied = [`${table.column ?? 'customer_id'} = NULL`, ...also.map(([name]) => `${name} = ?`)].join(', ');
    await everywhere(tx, table, customerId, async (where, values) => {
      if (table.onErase === 'delete') await execute(tx, `DELETE FROM ${table.table} WHERE ${where}`, values);
      else
        await execute(tx, `UPDATE ${table.table} SET ${emptied} WHERE ${where}`, [
          ...also.map(([, value]) => value),
          ...values,
        ]);
    });
  }
}

/** Calls with conditions that an index answers; together they meet all rows that name her. */
async function everywhere(
  tx: Tx,
  { found = 'by_customer', column = 'customer_id' }: CustomerTable,
  customerId: string,
  act: (where: string, values: string[]) => Promise<void>,
): Promise<void> {
  if (found === 'by_customer') return act(`${column} = ?`, [customerId]);
  const [by, keys] =
    'through' in found
      ? [found.column, await keysOf(tx, found.through.table, found.through.key, customerId)]
      : [found.ofEachRule, await keysOf(tx, 'rule', 'id')];
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const some = keys.slice(start, start + AT_ONCE);
    await act(`${by} ${inList(some)} AND ${column} = ?`, [...some, customerId]);
  }
}

async function keysOf(tx: Tx, table: string, key: string, customerId?: string): Promise<string[]> {
  const where = customerId === undefined ? '' : ' WHERE customer_id = ?';
  const rows = await select<{ value: string }>(
    tx,
    `SELECT ${key} AS value FROM ${table}${where}`,
    customerId === undefined ? [] : [customerId],
  );
  return rows.map((row) => row.value);
}
