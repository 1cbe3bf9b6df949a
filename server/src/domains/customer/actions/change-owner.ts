import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import { findMember } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { setOwner } from '../decisions.ts';
import { OwnerNotUsable } from '../errors.ts';
import { getVisibleCustomer } from '../scope.ts';

/** A manager gives a customer to another member, or to nobody. */
export async function changeOwner(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  customerId: string,
  change: { ownerUserId: string | null; note?: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const customer = await getVisibleCustomer(tx, viewer, customerId);
    const { ownerUserId, note } = change;
    const owner = ownerUserId === null ? null : await findMember(tx, ownerUserId);
    if (ownerUserId !== null && owner?.status !== 'active') throw new OwnerNotUsable({ userId: ownerUserId });
    const now = clock.now();
    const sentence = owner ? `${viewer.name}指定由${owner.name}负责` : `${viewer.name}取消了负责人`;
    const changed = await setOwner(tx, {
      customerId,
      ownerUserId,
      reason: {
        rule: 'manual',
        sentence: note ? `${sentence}:${note}` : sentence,
        facts: [],
        alternatives: [],
        decidedAt: now,
      },
      byUserId: viewer.userId,
      now,
    });
    if (!changed) return;
    await audit(tx, viewer, {
      action: 'customer.owner',
      subject: { kind: 'customer', id: customerId },
      before: { ownerUserId: customer.ownerUserId },
      after: { ownerUserId },
    });
  });
}
