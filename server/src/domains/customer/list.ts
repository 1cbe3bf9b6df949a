import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataScope } from '../corp/viewer.ts';
import { chooseWalks } from './list-driver.ts';
import { type CustomerFilter, type ListDeps, queryOf } from './list-filter.ts';
import { afterKey, newestFirst, openConditions, where } from './walk.ts';

export interface CustomerPage {
  ids: string[];
  nextCursor: string | null;
}

/** One page of customers, newest first: a range read of the index that narrows best, whatever the page. */
export async function listCustomerIds(
  tx: Tx,
  deps: ListDeps,
  filter: CustomerFilter,
  scope: DataScope,
  page: { cursor?: string; limit: number },
): Promise<CustomerPage> {
  const [at, id] = page.cursor ? decodeCursor(page.cursor, ['number', 'string']) : [];
  const query = await queryOf(tx, deps, filter);
  const wanted = page.limit + 1;
  const found = new Map<string, number>();
  for (const walk of await chooseWalks(tx, query, scope)) {
    const { sql, values } = where([
      ...walk.conditions,
      ...openConditions(walk, query, scope),
      ...(at === undefined || id === undefined ? [] : [afterKey(walk, { at, id })]),
    ]);
    const rows = await select<{ id: string; added_at: number | string }>(
      tx,
      `SELECT ${walk.place.id} AS id, ${walk.addedAt} AS added_at FROM ${walk.from}${sql} ${newestFirst(walk)} LIMIT ${wanted}`,
      values,
    );
    for (const row of rows) found.set(row.id, Number(row.added_at));
  }
  // Several walks (one per tag) overlap: each gave its best, so the best of all are among them.
  const sorted = [...found].sort(([idA, a], [idB, b]) => b - a || (idA < idB ? 1 : -1)).slice(0, wanted);
  const items = sorted.slice(0, page.limit);
  const last = items.at(-1);
  return {
    ids: items.map(([itemId]) => itemId),
    nextCursor: sorted.length > page.limit && last ? encodeCursor([last[1], last[0]]) : null,
  };
}
