import type { StageColor } from '@zhike/shared/contracts/field';
import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { StageRow } from '../entity.ts';
import { DefaultStageNeeded, StageNameTaken, TooManyStages } from '../errors.ts';
import { stagesChanged } from '../events.ts';
import { getStage, listStages } from '../store.ts';

const MAX_STAGES = 50;

/** Adds a stage at the end. */
export async function createStage(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  draft: { name: string; color: StageColor },
): Promise<StageRow> {
  return db.transaction(async (tx) => {
    const stages = await listStages(tx);
    if (stages.length >= MAX_STAGES) throw new TooManyStages({ max: MAX_STAGES });
    requireFreeName(stages, draft.name);
    const sort = Math.max(0, ...stages.map((stage) => stage.sort)) + 1;
    const stage = tx.create(StageRow, {
      id: newId(),
      ...draft,
      sort,
      isDefault: stages.length === 0,
      createdAt: clock.now(),
      deletedAt: null,
    });
    await tx.insert(StageRow, stage);
    await audit(tx, viewer, { action: 'stage.create', subject: { kind: 'stage', id: stage.id }, after: { ...draft } });
    await tell(tx, viewer, [stage.id], clock.now());
    return getStage(tx, stage.id);
  });
}

/** Renames or recolours a stage, or makes it the one where new customers start. */
export async function updateStage(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  stageId: string,
  change: { name: string; color: StageColor; isDefault: boolean },
): Promise<StageRow> {
  return db.transaction(async (tx) => {
    const stage = await getStage(tx, stageId);
    requireFreeName(
      (await listStages(tx)).filter((one) => one.id !== stageId),
      change.name,
    );
    if (stage.isDefault && !change.isDefault) throw new DefaultStageNeeded();
    if (change.isDefault && !stage.isDefault) await execute(tx, 'UPDATE stage SET is_default = 0 WHERE is_default = 1');
    await tx.update(StageRow, { id: stageId }, change);
    const before = { name: stage.name, color: stage.color, isDefault: stage.isDefault };
    await audit(tx, viewer, { action: 'stage.update', subject: { kind: 'stage', id: stageId }, before, after: change });
    await tell(tx, viewer, [stageId], clock.now());
    return getStage(tx, stageId);
  });
}

function requireFreeName(stages: StageRow[], name: string): void {
  if (stages.some((stage) => stage.name === name)) throw new StageNameTaken({ name });
}

async function tell(tx: Tx, viewer: MemberViewer, stageIds: string[], now: number): Promise<void> {
  await recordEvent(tx, stagesChanged({ occurredAt: now, payload: { stageIds, byUserId: viewer.userId } }));
}
