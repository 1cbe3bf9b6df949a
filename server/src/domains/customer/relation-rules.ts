import type { FollowUserRow } from './entity.ts';

/**
 * added: first seen · revived: back after a deletion · confirmed: half before, whole now ·
 * unchanged: the same bond, details may differ · ended: still deleted, whatever WeCom lists · stale: a newer reading is stored.
 */
export type RelationVerdict = 'added' | 'revived' | 'confirmed' | 'unchanged' | 'ended' | 'stale';

/**
 * What a reading of WeCom means for the relation we have. WeCom goes on listing a relation that the customer has
 * deleted, with its old date, so only a later date of adding means that she is back.
 */
export function decideRelation(
  stored: Pick<FollowUserRow, 'status' | 'addedAt' | 'removedAt' | 'syncedAt'> | null,
  truth: { addedAt: number; readAt: number; isHalf: boolean },
): RelationVerdict {
  if (!stored) return 'added';
  if (truth.readAt < stored.syncedAt) return 'stale';
  if (stored.status === 'active') return 'unchanged';
  if (stored.status === 'half') return truth.isHalf ? 'unchanged' : 'confirmed';
  const isLaterBond = truth.addedAt > stored.addedAt && truth.addedAt >= (stored.removedAt ?? 0);
  return isLaterBond ? 'revived' : 'ended';
}

/**
 * When the bond was made. Whether WeCom dates a bond anew when the customer comes back is not documented: where its date is of before the
 * end, a callback of after the end says when; and a later date that we know is kept.
 */
export function dateOfBond(
  stored: Pick<FollowUserRow, 'status' | 'addedAt' | 'removedAt'> | null,
  dated: number,
  toldAt: number | undefined,
): number {
  if (!stored) return dated;
  if (stored.status === 'active' || stored.status === 'half') return Math.max(dated, stored.addedAt);
  const endedAt = stored.removedAt ?? 0;
  return toldAt !== undefined && toldAt > endedAt && dated < endedAt ? toldAt : dated;
}

/**
 * Whether a deletion told by a callback still holds. It does not when the relation was made anew after it: the
 * callbacks have overtaken each other.
 */
export function deletionHolds(
  deletedAt: number,
  addedAtInWecom: number | null,
  stored: Pick<FollowUserRow, 'addedAt'> | null,
): boolean {
  const addedAt = Math.max(addedAtInWecom ?? 0, stored?.addedAt ?? 0);
  return addedAt <= deletedAt;
}
