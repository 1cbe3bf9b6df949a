import { z } from 'zod';
import { Empty, Id } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Customer stages (客户阶段): where somebody stands on the way from newcomer to deal. */

export const StageColor = z.enum(['gray', 'blue', 'cyan', 'green', 'yellow', 'orange', 'red', 'purple']);
export type StageColor = z.infer<typeof StageColor>;

export const StageView = z.object({
  id: Id,
  name: z.string(),
  color: StageColor,
  sort: z.int(),
  /** New customers start here; exactly one stage is the default. */
  isDefault: z.boolean(),
});
export type StageView = z.infer<typeof StageView>;

const StageName = z.string().trim().min(1).max(20);
const stageParams = z.object({ stageId: Id });

export const listStages = endpoint({
  method: 'GET',
  path: '/api/stages',
  audience: 'member',
  summary: 'Stages in their order',
  response: z.object({ items: z.array(StageView), can: z.object({ edit: z.boolean() }) }),
});

export const createStage = endpoint({
  method: 'POST',
  path: '/api/stages',
  audience: 'member',
  roles: ['admin'],
  summary: 'Add a stage at the end',
  body: z.object({ name: StageName, color: StageColor }),
  response: StageView,
});

export const updateStage = endpoint({
  method: 'PUT',
  path: '/api/stages/:stageId',
  audience: 'member',
  roles: ['admin'],
  summary: 'Rename or recolour a stage, or make it the default',
  params: stageParams,
  body: z.object({ name: StageName, color: StageColor, isDefault: z.boolean() }),
  response: StageView,
});

export const reorderStages = endpoint({
  method: 'PUT',
  path: '/api/stage-order',
  audience: 'member',
  roles: ['admin'],
  summary: 'Put all stages in this order',
  body: z.object({ stageIds: z.array(Id).min(1).max(50) }),
  response: z.object({ items: z.array(StageView) }),
});

export const deleteStage = endpoint({
  method: 'DELETE',
  path: '/api/stages/:stageId',
  audience: 'member',
  roles: ['admin'],
  summary: 'Remove a stage; customers in it keep it until somebody moves them',
  params: stageParams,
  response: Empty,
});
