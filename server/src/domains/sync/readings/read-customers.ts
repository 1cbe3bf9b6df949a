import { select } from '../../../platform/database/sql.ts';
import { isBacklogDeep } from '../../../platform/delivery/backlog.ts';
import type { Relation } from '../../../wecom/api/external-contact.ts';
import { isWecomError, type WecomError } from '../../../wecom/errors.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { archiveRelation } from '../../customer/archive.ts';
import { findRelation } from '../../customer/store.ts';
import { findDrifted } from '../drift.ts';
import type { SyncCounts } from '../entity.ts';
import type { Reading, ReadOutcome } from '../reading.ts';
import { digestOf, storedDigests, writeSeen } from '../relation-digest.ts';
import { endGoneRelations } from './end-gone-relations.ts';

export interface CustomersPlace {
  /** The last member put into a batch; batches go by user id. */
  afterUserId: string;
  /** Batches still to read, the one under way first: up to 100 members each, fewer when WeCom refuses one of them. */
  batches: string[][];
  /** WeCom's cursor inside the first batch; null at its beginning. */
  cursor: string | null;
  /** All pages of the first batch are in; what they did not show is being looked at. */
  lookingForGone: boolean;
  /** When the first batch was begun, business time: relations written since then are not gone. */
  batchReadAt: number;
  /** Members WeCom left out of the first batch for want of a licence: their relations are not gone. */
  leftOut: string[];
}

export const customersStart: CustomersPlace = {
  afterUserId: '',
  batches: [],
  cursor: null,
  lookingForGone: false,
  batchReadAt: 0,
  leftOut: [],
};

const MEMBERS_PER_BATCH = 100;
const ROWS_PER_PAGE = 100;
/** New relations cost many statements each: small commits, so that a welcome never waits long for SQLite's writer. */
const ROWS_PER_COMMIT = 20;
const DEEP_BACKLOG = 1000;
/** A bond this young is its callback's business, which alone brings welcome and first task; if that never comes, the next sync takes it. */
const LEFT_TO_CALLBACK_MS = 10 * 60_000;

/**
 * All relations of all members, a page at a time (doc 92994). Memory holds one page; the place is stored with the rows. What was the same
 * the last time is recognised by its digest and is only held against our own books.
 */
export async function readCustomers(reading: Reading<CustomersPlace>): Promise<ReadOutcome> {
  const [batch] = reading.place.batches;
  if (!batch) return beginBatch(reading);
  if (await isBacklogDeep(reading.parts.db.read, DEEP_BACKLOG)) return 'wait';
  if (reading.place.lookingForGone) return endGoneRelations(reading, batch);
  await readPage(reading, batch);
  return 'more';
}

async function beginBatch(reading: Reading<CustomersPlace>): Promise<ReadOutcome> {
  const { db, clock } = reading.parts;
  const { afterUserId } = reading.place;
  const rows = await select<{ user_id: string }>(
    db.read,
    "SELECT user_id FROM member WHERE is_follow_user = 1 AND status = 'active' AND user_id > ? ORDER BY user_id LIMIT ?",
    [afterUserId, MEMBERS_PER_BATCH],
  );
  const batch = rows.map((row) => row.user_id);
  const last = batch.at(-1);
  if (last === undefined) return 'finished';
  await reading.commit(async () => undefined, {
    place: { ...customersStart, afterUserId: last, batches: [batch], batchReadAt: clock.now() },
    total: reading.totalCount ?? (await countFollowUsers(reading)),
  });
  return 'more';
}

async function countFollowUsers({ parts: { db } }: Reading<CustomersPlace>): Promise<number> {
  const [row] = await select<{ members: number | string }>(
    db.read,
    "SELECT COUNT(*) AS members FROM member WHERE is_follow_user = 1 AND status = 'active'",
  );
  return Number(row?.members ?? 0);
}

async function readPage(reading: Reading<CustomersPlace>, batch: string[]): Promise<void> {
  const { wecom, clock } = reading.parts;
  const readAt = clock.now();
  let page: Awaited<ReturnType<typeof wecom.externalContact.listByMembers>>;
  try {
    page = await wecom.externalContact.listByMembers(
      { userIds: batch, cursor: reading.place.cursor, limit: ROWS_PER_PAGE },
      { lane: 'bulk' },
    );
  } catch (error) {
    if (!isWecomError(error) || error.fault !== 'permanent') throw error;
    return copeWithRefusal(reading, batch, error);
  }
  const slices: Relation[][] = [];
  for (let start = 0; start < page.relations.length; start += ROWS_PER_COMMIT) {
    slices.push(page.relations.slice(start, start + ROWS_PER_COMMIT));
  }
  const next: CustomersPlace = {
    ...reading.place,
    cursor: page.nextCursor,
    lookingForGone: page.nextCursor === null,
    leftOut: [...new Set([...reading.place.leftOut, ...page.unlicensedUserIds])],
  };
  const lastSlice = slices.pop() ?? [];
  for (const slice of slices) await saveRelations(reading, slice, readAt);
  // The place moves with the last rows of the page: a crash before that reads the page again, and most of it is recognised.
  await saveRelations(reading, lastSlice, readAt, next);
}

async function saveRelations(
  reading: Reading<CustomersPlace>,
  relations: Relation[],
  readAt: number,
  place?: CustomersPlace,
): Promise<void> {
  const { keys, clock } = reading.parts;
  await reading.commit(
    async (tx) => {
      const counts: SyncCounts = { read: relations.length, added: 0, changed: 0, removed: 0 };
      const known = await storedDigests(tx, relations);
      const digests = new Map(relations.map((relation) => [relation, digestOf(keys, relation)]));
      const alike = relations.filter((relation) => known.get(relation) === digests.get(relation));
      const drifted = await findDrifted(tx, alike);
      const settled = new Set(alike.filter((relation) => !drifted.has(relation)));
      const seen: { relation: Relation; digest: string }[] = [];
      for (const [relation, digest] of digests) {
        const { contact, followUser } = relation;
        if (!settled.has(relation) && (await isLeftToCallback(tx, relation, readAt))) continue;
        seen.push({ relation, digest });
        if (settled.has(relation)) continue;
        const { verdict } = await archiveRelation(
          tx,
          { keys },
          { contact, followUser, readAt, now: clock.now(), viaSync: true },
        );
        if (verdict === 'added' || verdict === 'revived') counts.added += 1;
        else if (verdict !== 'stale') counts.changed += 1;
      }
      await writeSeen(tx, reading.job.id, seen);
      return counts;
    },
    { place },
  );
}

async function isLeftToCallback(tx: Tx, { contact, followUser }: Relation, readAt: number): Promise<boolean> {
  const isYoung = (followUser.addedAt ?? 0) > readAt - LEFT_TO_CALLBACK_MS;
  return isYoung && (await findRelation(tx, followUser.userId, contact.externalUserId)) === null;
}

/**
 * WeCom refuses a whole batch for one member it does not like. A cursor that no longer holds: the batch begins again. Else it is halved
 * until the one is found, and passed over; 84061 of one alone says that she has no customers, so what our books have of her is looked at.
 */
async function copeWithRefusal(reading: Reading<CustomersPlace>, batch: string[], error: WecomError): Promise<void> {
  const { place } = reading;
  const [, ...others] = place.batches;
  if (place.cursor !== null) {
    await reading.commit(async () => undefined, { place: { ...place, cursor: null } });
    return;
  }
  const fresh = { ...place, cursor: null, leftOut: [], batchReadAt: reading.parts.clock.now() };
  if (batch.length > 1) {
    const middle = Math.ceil(batch.length / 2);
    const batches = [batch.slice(0, middle), batch.slice(middle), ...others];
    await reading.commit(async () => undefined, { place: { ...fresh, batches } });
    return;
  }
  if (error.errcode === 84061) {
    await reading.commit(async () => undefined, { place: { ...fresh, lookingForGone: true } });
    return;
  }
  reading.parts.log.warn({ userId: batch[0], errcode: error.errcode }, 'member passed over by the sync');
  await reading.commit(async () => undefined, { place: { ...fresh, batches: others }, done: 1 });
}
