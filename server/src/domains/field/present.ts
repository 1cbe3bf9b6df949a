import type { StageView } from '@zhike/shared/contracts/field';
import type { StageRow } from './entity.ts';

export function presentStage(stage: StageRow): StageView {
  return { id: stage.id, name: stage.name, color: stage.color, sort: stage.sort, isDefault: stage.isDefault };
}
