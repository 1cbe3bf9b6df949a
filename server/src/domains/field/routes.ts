import * as contracts from '@zhike/shared/contracts/field';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { deleteStage, reorderStages } from './actions/arrange-stages.ts';
import { createStage, updateStage } from './actions/save-stage.ts';
import { presentStage } from './present.ts';
import { listStages } from './store.ts';

export function fieldRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  member.handle(contracts.listStages, async ({ viewer }) => {
    return { items: (await listStages(deps.db.read)).map(presentStage), can: { edit: viewer.role === 'admin' } };
  });

  member.handle(contracts.createStage, async ({ viewer, body }) => presentStage(await createStage(deps, viewer, body)));

  member.handle(contracts.updateStage, async ({ viewer, params, body }) => {
    return presentStage(await updateStage(deps, viewer, params.stageId, body));
  });

  member.handle(contracts.reorderStages, async ({ viewer, body }) => {
    return { items: (await reorderStages(deps, viewer, body.stageIds)).map(presentStage) };
  });

  member.handle(contracts.deleteStage, async ({ viewer, params }) => {
    await deleteStage(deps, viewer, params.stageId);
    return {};
  });
}
