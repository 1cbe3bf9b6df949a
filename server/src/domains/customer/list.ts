import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataScope } from '../corp/viewer.ts';
import { chooseDriver, type Driver } from './list-driver.ts';
import type { CustomerFilter } from './list-filter.ts';
import { listConditions } from './list-conditions.ts';

export interface CustomerPage {
  ids: string[];
  nextCursor: string | null;
}

/** Counting stops here: beyond it people want to know that there are many, not how many. */
export const COUNT_LIMIT = 10_000;

/** One page of customers, newest first: a range read of the index that narrows best, whatever the page. */
export async function listCustomerIds(
  tx: Tx,
  filter: CustomerFilter,
  scope: DataScope,
  page: { cursor?: string; limit: number },
): Promise<CustomerPage> {
  const [cursorAt, cursorId] = page.cursor ? decodeCursor(page.cursor, ['number', 'string']) : [];
  const drivers = await chooseDriver(tx, filter, scope);
  const wanted = page.limit + 1;
  const found = new Map<string, number>();
  for (const driver of drivers) {
    const query = branch(
      driver,
      filter,
      scope,
      cursorAt === undefined ? null : { at: Number(cursorAt), id: String(cursorId) },
    );
    const rows = await select<{ id: string; added_at: number | string }>(
      tx,
      `${query.sql} ORDER BY ${driver.addedAt} DESC, ${driver.id} DESC LIMIT ${wanted}`,
      query.values,
    );
    for (const row of rows) found.set(row.id, Number(row.added_at));
  }
  // Several branches (one per tag) overlap: each gave its best, so the best of all are among them.
  const sorted = [...found].sort(([idA, a], [idB, b]) => b - a || (idA < idB ? 1 : -1)).slice(0, wanted);
  const items = sorted.slice(0, page.limit);
  const last = items.at(-1);
  return {
    ids: items.map(([id]) => id),
    nextCursor: sorted.length > page.limit && last ? encodeCursor([last[1], last[0]]) : null,
  };
}

/** How many match; exact up to COUNT_LIMIT. */
export async function countCustomers(
  tx: Tx,
  filter: CustomerFilter,
  scope: DataScope,
): Promise<{ count: number; isExact: boolean }> {
  const drivers = await chooseDriver(tx, filter, scope);
  const parts = drivers
    .map((driver) => branch(driver, filter, scope, null))
    .map((query) => ({ ...query, sql: `SELECT id FROM (${query.sql} LIMIT ${COUNT_LIMIT + 1}) part` }));
  const [row] = await select<{ n: number | string }>(
    tx,
    // UNION and not UNION ALL: a customer with two of the tags counts once.
    `SELECT COUNT(*) AS n FROM (SELECT id FROM (${parts.map((part) => part.sql).join(' UNION ')}) every_part LIMIT ${COUNT_LIMIT + 1}) counted`,
    parts.flatMap((part) => part.values),
  );
  const count = Number(row?.n ?? 0);
  return { count: Math.min(count, COUNT_LIMIT), isExact: count <= COUNT_LIMIT };
}

function branch(
  driver: Driver,
  filter: CustomerFilter,
  scope: DataScope,
  after: { at: number; id: string } | null,
): { sql: string; values: SqlValue[] } {
  const conditions = [...driver.conditions, ...listConditions(driver, filter, scope)];
  // Written so that the first comparison is a plain range of the index on both engines.
  if (after)
    conditions.push({
      sql: `${driver.addedAt} <= ? AND (${driver.addedAt} < ? OR ${driver.id} < ?)`,
      values: [after.at, after.at, after.id],
    });
  return {
    sql: `SELECT ${driver.id} AS id, ${driver.addedAt} AS added_at FROM ${driver.from}${conditions.length ? ` WHERE ${conditions.map((one) => one.sql).join(' AND ')}` : ''}`,
    values: conditions.flatMap((one) => one.values),
  };
}
