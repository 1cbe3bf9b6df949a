import type { FilterContext } from '../../engines/filter/field.ts';
import type { PreparedCondition, PreparedFilter } from '../../engines/filter/prepare.ts';
import { dialectOf, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataScope } from '../corp/viewer.ts';
import { tokensOf } from './filter-texts.ts';
import type { CustomerQuery } from './list-filter.ts';
import { alongCustomers, alongKeys, borderAfter, type Walk, where } from './walk.ts';

/** Enough to tell a rare word or tag from a common one; costs one or two short range reads each. */
const SAMPLE_ROWS = 1000;
/** Each value of "any of these" is a walk of its own; with more of them other indexes do better. */
const MAX_BRANCHES = 10;
/** People found by an index in another order are read one by one and sorted, as long as they are no more than this. */
const FEW = 2000;

/**
 * The walks that answer the query together: one as a rule; one per value when any of several will do, since each has its own order.
 * Of all that offer themselves the shortest, as far as a sample tells: of long ones that whose newest rows reach back farthest.
 */
export async function chooseWalks(tx: Tx, query: CustomerQuery, scope: DataScope): Promise<Walk[]> {
  const dialect = dialectOf(tx);
  if (query.phoneHashes) {
    const hashes = query.phoneHashes;
    const sql = `c.id IN (SELECT p.customer_id FROM customer_phone p WHERE p.phone_hash ${inList(hashes)})`;
    return [alongCustomers(dialect, null, [{ sql, values: hashes }], new Set(['phone']))];
  }
  const offered = offers(dialect, query, scope);
  let best: (Sample & { walks: Walk[] }) | null = null;
  if (offered.length === 1) best = { walks: offered[0]!, rows: SAMPLE_ROWS, reachesTo: 0 };
  else
    for (const walks of offered) {
      const sample = await sampleOf(tx, walks);
      if (!best || sample.rows < best.rows || (sample.rows === best.rows && sample.reachesTo < best.reachesTo))
        best = { walks, ...sample };
      if (sample.rows === 0) break;
    }
  if (best && best.rows < SAMPLE_ROWS) return best.walks;
  return (await fewOf(tx, query)) ?? best?.walks ?? [alongCustomers(dialect, 'customer_by_added', [])];
}

function offers(dialect: ReturnType<typeof dialectOf>, query: CustomerQuery, scope: DataScope): Walk[][] {
  const owner = query.filters.find((one) => isCondition(one) && one.field.name === 'owner' && hasOneValue(one));
  const ownerId = owner && valuesOf(owner)[0];
  const conditions = query.filters.filter(isCondition);
  const named = (name: string) => conditions.filter((one) => one.field.name === name);
  const equals = (column: string, value: string) => ({ sql: `${column} = ?`, values: [value] });
  const tagWalks = (withOwner: boolean) =>
    named('tag').flatMap((one) =>
      branchesOf(one).map(({ values, answers }) =>
        values.map((tagId) =>
          withOwner
            ? alongKeys(
                dialect,
                { table: 'customer_tag_index', index: 'customer_tag_index_owner' },
                [equals('k.tag_id', tagId), equals('k.owner_user_id', ownerId!)],
                new Set([...answers, owner!]),
              )
            : alongKeys(
                dialect,
                { table: 'customer_tag_index', index: 'customer_tag_index_added' },
                [equals('k.tag_id', tagId)],
                answers,
              ),
        ),
      ),
    );
  const viewerWalk = (userId: string, answers: Walk['answers']) =>
    alongKeys(
      dialect,
      { table: 'customer_viewer', index: 'customer_viewer_added' },
      [equals('k.user_id', userId)],
      answers,
    );
  const ofColumn = (name: string, index: string, column: string) =>
    named(name)
      .filter((one) => one.condition.op === 'any' && valuesOf(one).length <= MAX_BRANCHES)
      .map((one) =>
        valuesOf(one).map((value) => alongCustomers(dialect, index, [equals(column, value)], new Set([one]))),
      );
  return [
    ...named('name').flatMap((one) =>
      one.condition.op === 'contains'
        ? tokensOf(one.condition.text).map((token, _index, tokens) => [
            alongKeys(
              dialect,
              { table: 'customer_search_token', index: 'customer_search_token_added' },
              [equals('k.token', token)],
              new Set(tokens.length === 1 ? [one] : []),
            ),
          ])
        : [],
    ),
    ...(owner ? tagWalks(true) : []),
    // A rep has thousands of customers where a tag may have hundreds of thousands: her own list is the shorter walk.
    ...(scope.kind === 'self' ? [[viewerWalk(scope.userId, new Set(['scope']))]] : []),
    ...(owner ? [] : tagWalks(false)),
    ...named('follow_user')
      .filter((one) => one.condition.op === 'any' && valuesOf(one).length <= MAX_BRANCHES)
      // Owners see her as well: whether it is a follow user is looked at on the way.
      .map((one) => valuesOf(one).map((userId) => viewerWalk(userId, new Set()))),
    ...ofColumn('owner', 'customer_by_owner', 'c.owner_user_id'),
    ...ofColumn('channel', 'customer_by_channel', 'c.first_channel_id'),
    ...ofColumn('stage', 'customer_by_stage', 'c.stage_id'),
    ...ofColumn('status', 'customer_by_status', 'c.status'),
  ];
}

/** The ways to walk along a condition on tags: all values as one, or each of those that she must have, with the rest looked up. */
function branchesOf(one: PreparedCondition): { values: string[]; answers: Set<PreparedFilter> }[] {
  const values = valuesOf(one);
  if (one.condition.op === 'any' && values.length <= MAX_BRANCHES) return [{ values, answers: new Set([one]) }];
  if (one.condition.op === 'all')
    return values.map((value) => ({ values: [value], answers: new Set(values.length === 1 ? [one] : []) }));
  return [];
}

interface Sample {
  /** How many rows the walks meet at most, counted up to SAMPLE_ROWS. */
  rows: number;
  /** With that many: how old the last of the newest ones is, in the walk that meets them soonest. */
  reachesTo: number;
}

async function sampleOf(tx: Tx, walks: Walk[]): Promise<Sample> {
  let rows = 0;
  let reachesTo: number | null = null;
  for (const walk of walks) {
    const border = await borderAfter(tx, walk, null, SAMPLE_ROWS);
    if (border) reachesTo = Math.max(reachesTo ?? border.at, border.at);
    else if (reachesTo === null) rows += await rowsOf(tx, walk);
  }
  return { rows: reachesTo === null ? Math.min(rows, SAMPLE_ROWS) : SAMPLE_ROWS, reachesTo: reachesTo ?? 0 };
}

/** Of a walk known to be short. */
async function rowsOf(tx: Tx, walk: Walk): Promise<number> {
  const { sql, values } = where(walk.conditions);
  const [row] = await select<{ n: number | string }>(tx, `SELECT COUNT(*) AS n FROM ${walk.from}${sql}`, values);
  return Number(row?.n ?? 0);
}

/** One by one those of a condition that only few fit, where its field can find them (a group, something seldom done). */
async function fewOf(tx: Tx, { filters, context }: CustomerQuery): Promise<Walk[] | null> {
  let best: { one: PreparedCondition; ids: string[] } | null = null;
  for (const one of filters.filter(isCondition)) {
    const ids = await fewIds(tx, one, context);
    if (ids && (!best || ids.length < best.ids.length)) best = { one, ids };
  }
  if (!best) return null;
  const { one, ids } = best;
  const condition = ids.length ? { sql: `c.id ${inList(ids)}`, values: ids } : { sql: '1 = 0', values: [] };
  return [alongCustomers(dialectOf(tx), null, [condition], new Set([one]))];
}

async function fewIds(
  tx: Tx,
  { field, condition }: PreparedCondition,
  context: FilterContext,
): Promise<string[] | null> {
  const ids = (await field.few?.(tx, condition, context, FEW)) ?? null;
  return ids && ids.length <= FEW ? ids : null;
}

const isCondition = (filter: PreparedFilter): filter is PreparedCondition => 'field' in filter;
const valuesOf = (one: PreparedFilter): string[] =>
  isCondition(one) && 'values' in one.condition ? one.condition.values : [];
const hasOneValue = (one: PreparedCondition) => one.condition.op === 'any' && valuesOf(one).length === 1;
