import type { Dependencies } from '../../../dependencies.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { moveCustomersToVersion } from '../commands/move-customers-to-version.ts';
import type { SopRow } from '../entity.ts';
import { SopMoveRow } from '../move-entity.ts';
import { countOnEarlier, getSop } from '../store.ts';
import { tellOfSop } from './save-sop.ts';

/**
 * Begins to move the customers who are under way by earlier versions to the one that is newest now. Pressed again, or after another
 * change, it begins anew; what is under way then stops.
 */
export async function moveToNewest(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  sopId: string,
): Promise<SopRow> {
  return db.transaction(async (tx) => {
    const sop = await getSop(tx, sopId, { lock: true });
    const totalCount = await countOnEarlier(tx, sop);
    if (totalCount === 0) return sop;
    const now = clock.now();
    await tx.delete(SopMoveRow, { sopId });
    await tx.insert(SopMoveRow, {
      sopId,
      version: sop.version,
      status: 'running',
      totalCount,
      movedCount: 0,
      startedBy: viewer.userId,
      startedAt: now,
      finishedAt: null,
    });
    await enqueue(tx, moveCustomersToVersion({ sopId, version: sop.version, after: '' }));
    await tellOfSop(tx, viewer, 'sop.move_to_newest', sop, now, { customers: totalCount });
    return sop;
  });
}
