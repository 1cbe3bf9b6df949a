import { getRow } from '../../../platform/database/find-row.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { FollowUserRow } from '../entity.ts';
import { NoOwnRelation } from '../errors.ts';
import { changeRemark } from '../relations.ts';
import { getVisibleCustomer } from '../scope.ts';
import { isLiveRelation, listRelations } from '../store.ts';

/** A member changes remark or description of her own relation; in WeCom both are the member's own notes, so nobody else's can be changed. */
export async function changeOwnRemark(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  customerId: string,
  change: { remark?: string; description?: string },
): Promise<FollowUserRow> {
  return db.transaction(async (tx) => {
    await getVisibleCustomer(tx, viewer, customerId);
    const relation = (await listRelations(tx, customerId)).find(
      (one) => one.userId === viewer.userId && isLiveRelation(one),
    );
    if (!relation) throw new NoOwnRelation({ customerId });
    if (await changeRemark(tx, { relation, ...change, by: 'rep', now: clock.now() })) {
      await audit(tx, viewer, {
        action: 'customer.remark',
        subject: { kind: 'customer', id: customerId },
        after: { fields: Object.keys(change) },
      });
    }
    return getRow(tx, FollowUserRow, { id: relation.id });
  });
}
