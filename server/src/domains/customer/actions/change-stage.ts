import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { setStage } from '../decisions.ts';
import { getVisibleCustomer } from '../scope.ts';

/** A member moves a customer to a stage. */
export async function changeStage(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  customerId: string,
  stageId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const customer = await getVisibleCustomer(tx, viewer, customerId);
    if (!(await setStage(tx, { customerId, stageId, byUserId: viewer.userId, now: clock.now() }))) return;
    await audit(tx, viewer, {
      action: 'customer.stage',
      subject: { kind: 'customer', id: customerId },
      before: { stageId: customer.stageId },
      after: { stageId },
    });
  });
}
