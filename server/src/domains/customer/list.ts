import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataScope } from '../corp/viewer.ts';
import { chooseWalks } from './list-driver.ts';
import { type CustomerFilter, type CustomerQuery, type ListDeps, queryOf } from './list-filter.ts';
import { afterKey, borderAfter, type Key, newestFirst, openConditions, upToKey, type Walk, where } from './walk.ts';

export interface CustomerPage {
  ids: string[];
  nextCursor: string | null;
}

/**
 * Rows that a page looks at before it answers with what it has: where few of many fit, a whole page would be a long walk. Most pages
 * are full after the first, short stretch.
 */
const STRETCHES = [1_000, 4_000];

/**
 * A page of customers, newest first: a range read of the index that narrows best, whatever the page. It may hold fewer than asked for,
 * or nobody; the list ends where there is no cursor.
 */
export async function listCustomerIds(
  tx: Tx,
  deps: ListDeps,
  filter: CustomerFilter,
  scope: DataScope,
  page: { cursor?: string; limit: number },
  stretches: readonly number[] = STRETCHES,
): Promise<CustomerPage> {
  const [at, id] = page.cursor ? decodeCursor(page.cursor, ['number', 'string']) : [];
  const query = await queryOf(tx, deps, filter);
  const walks = await chooseWalks(tx, query, scope);
  const found: Key[] = [];
  let after: Key | null = at === undefined || id === undefined ? null : { at, id };
  for (const rows of stretches) {
    const stretch = await readStretch(tx, walks, query, scope, { after, rows, limit: page.limit + 1 - found.length });
    found.push(...stretch.found);
    if (found.length > page.limit) break;
    after = stretch.border;
    if (!after) return { ids: found.map((one) => one.id), nextCursor: null };
  }
  const items = found.slice(0, page.limit);
  const last = found.length > page.limit ? items.at(-1)! : after!;
  return { ids: items.map((one) => one.id), nextCursor: encodeCursor([last.at, last.id]) };
}

/** The next that fit, down to the border where one of the walks has looked at enough rows; no border: that was the last of them. */
async function readStretch(
  tx: Tx,
  walks: Walk[],
  query: CustomerQuery,
  scope: DataScope,
  { after, rows, limit }: { after: Key | null; rows: number; limit: number },
): Promise<{ found: Key[]; border: Key | null }> {
  const opens = walks.map((walk) => openConditions(walk, query, scope));
  let border: Key | null = null;
  for (const [index, walk] of walks.entries()) {
    // A walk that answers everything stops at the limit by itself.
    const own = opens[index]!.length > 0 ? await borderAfter(tx, walk, after, rows) : null;
    if (own && (!border || isNewer(own, border))) border = own;
  }
  const found = new Map<string, Key>();
  for (const [index, walk] of walks.entries()) {
    const { sql, values } = where([
      ...walk.conditions,
      ...(after ? [afterKey(walk, after)] : []),
      ...(border ? [upToKey(walk, border)] : []),
      ...opens[index]!,
    ]);
    const read = await select<{ id: string; added_at: number | string }>(
      tx,
      `SELECT ${walk.place.id} AS id, ${walk.addedAt} AS added_at FROM ${walk.from}${sql} ${newestFirst(walk)} LIMIT ${limit}`,
      values,
    );
    for (const row of read) found.set(row.id, { id: row.id, at: Number(row.added_at) });
  }
  // Several walks (one per tag) overlap: each gave its best, so the best of all are among them.
  const sorted = [...found.values()].sort((a, b) => (isNewer(a, b) ? -1 : 1));
  return { found: sorted.slice(0, limit), border };
}

const isNewer = (a: Key, b: Key) => a.at > b.at || (a.at === b.at && a.id > b.id);
