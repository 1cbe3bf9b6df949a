import { execute, inList, select } from '../../../platform/database/sql.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { archiveRelation } from '../../customer/archive.ts';
import { endRelation } from '../../customer/relations.ts';
import { findRelation } from '../../customer/store.ts';
import type { Reading, ReadOutcome } from '../reading.ts';
import { digestOf, writeSeen } from '../relation-digest.ts';
import type { CustomersPlace } from './read-customers.ts';

const CANDIDATES_AT_ONCE = 20;
/** No member in range is related (any more); no such external contact. */
const NOT_RELATED = [84061, 40096];

/**
 * Relations that are live in our books and were in no page of the batch. Each is asked for alone before it is ended: pages shift
 * while they are read, and ending a bond is not to be guessed.
 */
export async function endGoneRelations(reading: Reading<CustomersPlace>, batch: string[]): Promise<ReadOutcome> {
  const candidates = await findUnseen(reading, batch);
  for (const { user_id: userId, external_user_id: externalUserId } of candidates)
    await settle(reading, userId, externalUserId);
  if (candidates.length === CANDIDATES_AT_ONCE) return 'more';
  const [, ...others] = reading.place.batches;
  await reading.commit(async () => undefined, {
    place: {
      ...reading.place,
      batches: others,
      cursor: null,
      lookingForGone: false,
      leftOut: [],
      batchReadAt: reading.parts.clock.now(),
    },
    done: batch.length,
  });
  return 'more';
}

async function findUnseen({ job, place, parts: { db } }: Reading<CustomersPlace>, batch: string[]) {
  const members = batch.filter((userId) => !place.leftOut.includes(userId));
  if (members.length === 0) return [];
  return select<{ user_id: string; external_user_id: string }>(
    db.read,
    `SELECT f.user_id, f.external_user_id FROM follow_user f
     LEFT JOIN sync_relation s ON s.user_id = f.user_id AND s.external_user_id = f.external_user_id
     WHERE f.user_id ${inList(members)} AND f.status = 'active' AND f.synced_at < ? AND (s.job_id IS NULL OR s.job_id <> ?)
     LIMIT ?`,
    [...members, place.batchReadAt, job.id, CANDIDATES_AT_ONCE],
  );
}

async function settle(reading: Reading<CustomersPlace>, userId: string, externalUserId: string): Promise<void> {
  const { clock, keys } = reading.parts;
  const readAt = clock.now();
  const truth = await readRelation(reading, userId, externalUserId);
  await reading.commit(async (tx) => {
    if (truth) {
      await archiveRelation(tx, { keys }, { ...truth, readAt, now: clock.now(), viaSync: true });
      await writeSeen(tx, reading.job.id, [{ relation: truth, digest: digestOf(keys, truth) }]);
      return {};
    }
    const relation = await findRelation(tx, userId, externalUserId);
    await execute(tx, 'DELETE FROM sync_relation WHERE user_id = ? AND external_user_id = ?', [userId, externalUserId]);
    if (!relation) return {};
    // WeCom goes on listing whoever deleted the member; one who is listed no more was removed by the member.
    const { ended } = await endRelation(tx, { relation, by: 'member', at: readAt, readAt, viaSync: true });
    return { removed: Number(ended) };
  });
}

async function readRelation({ parts: { wecom } }: Reading<CustomersPlace>, userId: string, externalUserId: string) {
  try {
    const { contact, followUsers } = await wecom.externalContact.get(externalUserId, { lane: 'bulk' });
    const followUser = followUsers.find((one) => one.userId === userId);
    return followUser ? { contact, followUser } : null;
  } catch (error) {
    if (isWecomError(error, ...NOT_RELATED)) return null;
    throw error;
  }
}
