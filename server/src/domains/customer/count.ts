import { createHash } from 'node:crypto';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { DataScope } from '../corp/viewer.ts';
import { chooseWalks } from './list-driver.ts';
import { type CustomerFilter, type ListDeps, queryOf } from './list-filter.ts';
import { afterKey, borderAfter, type Key, openConditions, upToKey, type Walk, where } from './walk.ts';

/** Rows of the index that one request looks at: some tens of milliseconds, whatever the filter. */
const ROWS_AT_ONCE = 10_000;
/** Where the index itself answers everything, its rows are only counted. */
const BARE_ROWS_AT_ONCE = 300_000;

export interface CustomerCount {
  /** How many have been found so far. */
  count: number;
  /** Where to go on counting; null: that is all of them. */
  cursor: string | null;
}

/**
 * Counts along the same indexes as the lists, as far as is bearable at once; whoever wants to know exactly asks again with the cursor
 * (which carries the count so far). So nothing counts in the background for somebody who has left long ago.
 */
export async function countSome(
  tx: Tx,
  deps: ListDeps,
  filter: CustomerFilter,
  scope: DataScope,
  cursor?: string,
  rowsAtOnce = { looked: ROWS_AT_ONCE, counted: BARE_ROWS_AT_ONCE },
): Promise<CustomerCount> {
  const query = await queryOf(tx, deps, filter);
  const asked = cursor ? decodeCursor(cursor, ['string', 'number', 'number', 'number', 'number', 'string']) : null;
  // As when the counting began: days must not move under it.
  if (asked) query.context = { ...query.context, now: asked[1] };
  const walks = await chooseWalks(tx, query, scope);
  const way = fingerprintOf(walks);
  // Meanwhile another index may have become the better one: then from the beginning.
  const begun = asked?.[0] === way ? asked : null;
  let [walked, count] = begun ? [begun[2], begun[3]] : [0, 0];
  let after: Key | null = begun?.[5] ? { at: begun[4], id: begun[5] } : null;
  let budget = 1;
  for (; walked < walks.length; walked++, after = null) {
    const walk = walks[walked]!;
    const open = [
      ...openConditions(walk, query, scope),
      // Somebody with two of the tags counts once: with the first of them.
      ...walks.slice(0, walked).map((earlier) => notOn(earlier, walk)),
    ];
    const atOnce = open.length === 0 ? rowsAtOnce.counted : rowsAtOnce.looked;
    for (;;) {
      if (budget <= 0)
        return {
          count,
          cursor: encodeCursor([way, query.context.now, walked, count, after?.at ?? 0, after?.id ?? '']),
        };
      const rows = Math.ceil(atOnce * budget);
      const last = await borderAfter(tx, walk, after, rows);
      count += await countStretch(tx, walk, open, after, last);
      if (!last) {
        // A short last stretch cost little; what it cost exactly is not worth a question.
        budget -= 0.25;
        break;
      }
      budget = 0;
      after = last;
    }
  }
  return { count, cursor: null };
}

const fingerprintOf = (walks: Walk[]): string =>
  createHash('sha256')
    .update(JSON.stringify(walks.map(({ from, conditions }) => [from, conditions])))
    .digest('base64url')
    .slice(0, 12);

async function countStretch(
  tx: Tx,
  walk: Walk,
  open: { sql: string; values: (typeof walk.conditions)[number]['values'] }[],
  after: Key | null,
  last: Key | null,
): Promise<number> {
  const { sql, values } = where([
    ...walk.conditions,
    ...(after ? [afterKey(walk, after)] : []),
    ...(last ? [upToKey(walk, last)] : []),
    ...open,
  ]);
  const [row] = await select<{ n: number | string }>(tx, `SELECT COUNT(*) AS n FROM ${walk.from}${sql}`, values);
  return Number(row?.n ?? 0);
}

/** Not met by an earlier walk. Several walks differ in the value of one column alone. */
function notOn(earlier: Walk, walk: Walk) {
  const table = earlier.from.split(' ')[0]!;
  const conditions = earlier.conditions.map(({ sql }) => sql.replace(/^[ck]\./, 'e.'));
  const id = table === 'customer' ? 'e.id' : 'e.customer_id';
  return {
    sql: `(SELECT 1 FROM ${table} e WHERE ${id} = ${walk.place.id} AND ${conditions.join(' AND ')} LIMIT 1) IS NULL`,
    values: earlier.conditions.flatMap((one) => one.values),
  };
}
