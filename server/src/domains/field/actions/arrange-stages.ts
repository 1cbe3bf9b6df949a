import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import type { StageRow } from '../entity.ts';
import { DefaultStageNeeded, StageOrderIncomplete } from '../errors.ts';
import { stagesChanged } from '../events.ts';
import { getStage, listStages } from '../store.ts';

/** Puts all stages in the given order. */
export async function reorderStages(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  stageIds: string[],
): Promise<StageRow[]> {
  return db.transaction(async (tx) => {
    const before = (await listStages(tx)).map((stage) => stage.id);
    if (before.length !== stageIds.length || before.some((id) => !stageIds.includes(id)))
      throw new StageOrderIncomplete();
    for (const [index, id] of stageIds.entries())
      await execute(tx, 'UPDATE stage SET sort = ? WHERE id = ?', [index + 1, id]);
    await audit(tx, viewer, {
      action: 'stage.reorder',
      subject: { kind: 'stage', id: 'all' },
      before: { stageIds: before },
      after: { stageIds },
    });
    await recordEvent(
      tx,
      stagesChanged({
        occurredAt: clock.now(),
        payload: { stageIds, byUserId: viewer.userId },
      }),
    );
    return listStages(tx);
  });
}

/** Takes a stage out of use. Customers in it keep it, shown under its old name, until somebody moves them. */
export async function deleteStage(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  stageId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const stage = await getStage(tx, stageId);
    if (stage.isDefault) throw new DefaultStageNeeded();
    await execute(tx, 'UPDATE stage SET deleted_at = ? WHERE id = ?', [clock.now(), stageId]);
    await audit(tx, viewer, {
      action: 'stage.delete',
      subject: { kind: 'stage', id: stageId },
      before: { name: stage.name },
    });
    await recordEvent(
      tx,
      stagesChanged({
        occurredAt: clock.now(),
        payload: { stageIds: [stageId], byUserId: viewer.userId },
      }),
    );
  });
}
