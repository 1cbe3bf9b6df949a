import type { CustomerFilter as AskedFilter } from '@zhike/shared/contracts/customer';
import type { Dependencies } from '../../dependencies.ts';
import { departmentWithSubs } from '../corp/store.ts';
import { looksLikePhone, phoneHashes } from './phones.ts';

/** What a list of customers is narrowed by. Times in epoch ms, `addedTo` exclusive. */
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
}

/** What was asked, as the lists look it up: a whole phone number by its hashes, a department with all below it. */
export async function readFilter(
  { db, keys }: Pick<Dependencies, 'db' | 'keys'>,
  { departmentId, q, ...rest }: AskedFilter,
): Promise<CustomerFilter> {
  return {
    ...rest,
    ...(q && looksLikePhone(q) ? { phoneHashes: phoneHashes(keys, q) } : { q }),
    departmentIds: departmentId === undefined ? undefined : await departmentWithSubs(db.read, departmentId),
  };
}
