import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { loadLookFor, membershipOf } from './look-for.ts';
import { recordHit } from './record-hit.ts';

/** A rep deleted a customer, or a customer a rep. False: nobody looks for that, or not at this rep. */
export async function noteEndedRelation(
  tx: Tx,
  deps: Dependencies,
  ended: { followUserId: string; userId: string; customerId: string | null; by: 'member' | 'customer'; at: number },
  now: number,
): Promise<boolean> {
  const kind = ended.by === 'member' ? 'deleted_customer' : 'deleted_by_customer';
  const action = (await loadLookFor(tx)).actions.get(kind);
  const { userId, customerId, at } = ended;
  if (!action || at < action.onSince) return false;
  if (!(await membershipOf(tx, [userId]))(action.departmentIds, userId)) return false;
  await recordHit(
    tx,
    deps,
    {
      causeKey: `${kind}:${ended.followUserId}:${at}`,
      rule: { kind: 'action', id: kind },
      speaker: null,
      level: action.level,
      userId,
      customerId,
      conversationId: null,
      position: null,
      at,
    },
    now,
  );
  return true;
}
