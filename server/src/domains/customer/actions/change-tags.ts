import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { requireNoLimit, requireUsableTags } from '../../tag/visible.ts';
import { getVisibleCustomer } from '../scope.ts';
import { applyTags, removeTags } from '../tags.ts';

/** A member puts tags on a customer and takes tags off: here at once, in WeCom through the outbox. */
export async function changeTags(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  customerId: string,
  change: { add: string[]; remove: string[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    await getVisibleCustomer(tx, viewer, customerId);
    const add = change.add.filter((tagId) => !change.remove.includes(tagId));
    await requireUsableTags(tx, viewer, add);
    await requireNoLimit(tx, viewer, change.remove);
    const origin = { kind: 'rep', byUserId: viewer.userId } as const;
    const now = clock.now();
    const { removed } = await removeTags(tx, { customerId, tagIds: change.remove, origin, now });
    const { added } = await applyTags(tx, { customerId, tagIds: add, origin, now });
    if (added.length + removed.length === 0) return;
    await audit(tx, viewer, {
      action: 'customer.tag',
      subject: { kind: 'customer', id: customerId },
      before: { removed },
      after: { added },
    });
  });
}
