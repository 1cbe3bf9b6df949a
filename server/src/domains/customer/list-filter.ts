import type { CustomerFilter as AskedFilter } from '@zhike/shared/contracts/customer-list';
import type { Filter } from '@zhike/shared/contracts/filter';
import type { Dependencies } from '../../dependencies.ts';
import type { FilterContext } from '../../engines/filter/field.ts';
import { prepareFilter, type PreparedFilter } from '../../engines/filter/prepare.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { departmentWithSubs } from '../corp/store.ts';
import { looksLikePhone, phoneHashes } from './phones.ts';

/** What a list of customers is narrowed by, as a job may keep it. Times in epoch ms, `addedTo` exclusive. */
export interface CustomerFilter {
  q?: string;
  tagIds?: string[];
  tagMatch?: 'any' | 'all';
  ownerUserId?: string;
  channelId?: string;
  /** The department asked for, with all below it. */
  departmentIds?: number[];
  stageId?: string;
  status?: 'active' | 'lost';
  addedFrom?: number;
  addedTo?: number;
  /** Keyed hashes of a whole phone number (one per data key), instead of `q`. */
  phoneHashes?: string[];
  /** Anything else, e.g. a segment's. */
  filter?: Filter;
}

/** What was asked, as the lists look it up: a whole phone number by its hashes, a department with all below it. */
export async function readFilter(
  { db, keys, filterFields }: Pick<Dependencies, 'db' | 'keys' | 'filterFields'>,
  { departmentId, q, ...rest }: AskedFilter,
): Promise<CustomerFilter> {
  // Refused here and not when a job comes to it.
  if (rest.filter) await prepareFilter(db.read, filterFields, rest.filter);
  return {
    ...rest,
    ...(q && looksLikePhone(q) ? { phoneHashes: phoneHashes(keys, q) } : { q }),
    departmentIds: departmentId === undefined ? undefined : await departmentWithSubs(db.read, departmentId),
  };
}

export type ListDeps = Pick<Dependencies, 'filterFields' | 'config' | 'clock'>;

/** A question about customers, ready to be asked. */
export interface CustomerQuery {
  /** All of these. */
  filters: PreparedFilter[];
  phoneHashes: string[] | null;
  context: FilterContext;
}

/** In the one language of filters, but for the phone number: numbers stand in no filter. */
export async function queryOf(tx: Tx, deps: ListDeps, filter: CustomerFilter): Promise<CustomerQuery> {
  const { q, tagIds, tagMatch, departmentIds, addedFrom: from, addedTo: to } = filter;
  const conditions: Filter[] = [];
  const isOne = (field: string, value: string | undefined) => {
    if (value !== undefined) conditions.push({ field, op: 'any', values: [value] });
  };
  if (q && !filter.phoneHashes) conditions.push({ field: 'name', op: 'contains', text: q });
  if (tagIds?.length) conditions.push({ field: 'tag', op: tagMatch ?? 'any', values: tagIds });
  isOne('owner', filter.ownerUserId);
  isOne('channel', filter.channelId);
  isOne('stage', filter.stageId);
  isOne('status', filter.status);
  if (departmentIds) conditions.push({ field: 'department', op: 'any', values: departmentIds.map(String) });
  if (from !== undefined || to !== undefined) conditions.push({ field: 'added_at', op: 'between', from, to });
  if (filter.filter) conditions.push(filter.filter);
  const filters: PreparedFilter[] = [];
  for (const condition of conditions) filters.push(...partsOf(await prepareFilter(tx, deps.filterFields, condition)));
  return {
    filters,
    phoneHashes: filter.phoneHashes ?? null,
    context: { now: deps.clock.now(), timeZone: deps.config.timeZone },
  };
}

/** What holds all at once, each for itself: one of them may be the index that a list walks along. */
function partsOf(filter: PreparedFilter): PreparedFilter[] {
  return 'all' in filter ? filter.all.flatMap(partsOf) : [filter];
}
