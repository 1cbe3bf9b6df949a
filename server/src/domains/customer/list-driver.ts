import { dialectOf, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { CustomerFilter } from './list-filter.ts';
import type { Condition } from './scope.ts';
import { queryTokens } from './search-tokens.ts';

/** The index that a list walks along, newest customer first; everything else is looked up for each row on the way. */
export interface Driver {
  from: string;
  /** Column with the customer's id. */
  id: string;
  addedAt: string;
  conditions: Condition[];
  /** Filters that the walk itself has answered. */
  answers: ReadonlySet<'owner' | 'channel' | 'stage' | 'status' | 'scope' | 'phone'>;
  isCustomer: boolean;
  tagId?: string;
  token?: string;
}

/** Enough to tell a rare word or tag from a common one; costs one short range read each. */
const SAMPLE_ROWS = 1000;

/**
 * Chooses by what narrows most: a phone number, a word, one member's customers, tags, the owner, channel, stage.
 * One driver as a rule; one per tag when any of several tags will do, since each has its own order.
 */
export async function chooseDriver(tx: Tx, filter: CustomerFilter, scope: DataScope): Promise<Driver[]> {
  const make = driverFactory(tx);
  if (filter.phoneHashes) return [make.phone(filter.phoneHashes)];
  if (filter.q) {
    const token = await rarest(tx, 'customer_search_token', 'token', queryTokens(filter.q));
    if (token) return [make.token(token)];
  }
  const tagIds = filter.tagIds ?? [];
  if (tagIds.length && filter.ownerUserId)
    return makeForTags(tx, filter, (tagId) => make.tag(tagId, filter.ownerUserId));
  // A rep has thousands of customers where a tag may have hundreds of thousands: her own list is the shorter walk.
  if (scope.kind === 'self' && !filter.ownerUserId) return [make.viewer(scope.userId)];
  if (tagIds.length) return makeForTags(tx, filter, (tagId) => make.tag(tagId));
  if (filter.ownerUserId) return [make.customer('customer_by_owner', 'owner', 'owner_user_id', filter.ownerUserId)];
  if (filter.channelId) return [make.customer('customer_by_channel', 'channel', 'first_channel_id', filter.channelId)];
  if (filter.stageId) return [make.customer('customer_by_stage', 'stage', 'stage_id', filter.stageId)];
  if (filter.status) return [make.customer('customer_by_status', 'status', 'status', filter.status)];
  return [make.everybody()];
}

async function makeForTags(tx: Tx, filter: CustomerFilter, make: (tagId: string) => Driver): Promise<Driver[]> {
  const tagIds = filter.tagIds!;
  if (filter.tagMatch !== 'all') return tagIds.map(make);
  return [make((await rarest(tx, 'customer_tag_index', 'tag_id', tagIds)) ?? tagIds[0]!)];
}

/** Both engines sometimes prefer reading all matching rows and sorting them; these lists know better. */
function driverFactory(tx: Tx) {
  const use = (index: string) => (dialectOf(tx) === 'mysql' ? `FORCE INDEX (${index})` : `INDEXED BY ${index}`);
  const keyed = (table: string, index: string, conditions: Condition[], rest: Partial<Driver> = {}): Driver => ({
    from: `${table} k ${use(index)}`,
    id: 'k.customer_id',
    addedAt: 'k.first_added_at',
    conditions,
    answers: new Set(),
    isCustomer: false,
    ...rest,
  });
  const equals = (column: string, value: string): Condition => ({ sql: `${column} = ?`, values: [value] });
  const onCustomer = (index: string, conditions: Condition[], answers: Driver['answers']): Driver => ({
    from: `customer c ${use(index)}`,
    id: 'c.id',
    addedAt: 'c.first_added_at',
    conditions,
    answers,
    isCustomer: true,
  });
  return {
    phone: (hashes: string[]): Driver => ({
      from: 'customer c',
      id: 'c.id',
      addedAt: 'c.first_added_at',
      conditions: [
        {
          sql: `c.id IN (SELECT p.customer_id FROM customer_phone p WHERE p.phone_hash ${inList(hashes)})`,
          values: hashes,
        },
      ],
      answers: new Set(['phone']),
      isCustomer: true,
    }),
    token: (token: string) =>
      keyed('customer_search_token', 'customer_search_token_added', [equals('k.token', token)], { token }),
    viewer: (userId: string) =>
      keyed('customer_viewer', 'customer_viewer_added', [equals('k.user_id', userId)], { answers: new Set(['scope']) }),
    tag: (tagId: string, ownerUserId?: string) =>
      ownerUserId
        ? keyed(
            'customer_tag_index',
            'customer_tag_index_owner',
            [equals('k.tag_id', tagId), equals('k.owner_user_id', ownerUserId)],
            { tagId, answers: new Set(['owner']) },
          )
        : keyed('customer_tag_index', 'customer_tag_index_added', [equals('k.tag_id', tagId)], { tagId }),
    customer: (index: string, answered: 'owner' | 'channel' | 'stage' | 'status', column: string, value: string) =>
      onCustomer(index, [equals(`c.${column}`, value)], new Set([answered])),
    everybody: () => onCustomer('customer_by_added', [], new Set()),
  };
}

/** Of several keys the one with the fewest rows, as far as a sample tells. */
async function rarest(
  tx: Tx,
  table: 'customer_search_token' | 'customer_tag_index',
  column: string,
  keys: string[],
): Promise<string | null> {
  let best: { key: string; rows: number } | null = null;
  for (const key of keys.length > 1 ? keys : []) {
    const [row] = await select<{ n: number | string }>(
      tx,
      `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM ${table} WHERE ${column} = ? LIMIT ${SAMPLE_ROWS}) sample`,
      [key],
    );
    const rows = Number(row?.n ?? 0);
    if (!best || rows < best.rows) best = { key, rows };
  }
  return best?.key ?? keys[0] ?? null;
}
