import { IsNull } from 'typeorm';
import { readOnce, type Tx } from '../../platform/database/tx.ts';
import { StageRow } from './entity.ts';
import { StageNotFound } from './errors.ts';

/** Stages in use, in their order. */
export async function listStages(tx: Tx): Promise<StageRow[]> {
  return tx.find(StageRow, { where: { deletedAt: IsNull() }, order: { sort: 'ASC', id: 'ASC' } });
}

/** Removed ones too, for those who are still in them. */
export async function allStagesById(tx: Tx): Promise<Map<string, StageRow>> {
  return new Map((await tx.find(StageRow)).map((stage) => [stage.id, stage]));
}

export async function getStage(tx: Tx, stageId: string): Promise<StageRow> {
  const stage = await tx.findOneBy(StageRow, { id: stageId, deletedAt: IsNull() });
  if (!stage) throw new StageNotFound({ stageId });
  return stage;
}

/** Where new customers start; null when an admin has removed every stage. */
export async function findDefaultStageId(tx: Tx): Promise<string | null> {
  const stages = await readOnce(tx, 'stages', () => listStages(tx));
  return (stages.find((stage) => stage.isDefault) ?? stages[0])?.id ?? null;
}
