import type { SopDefinition } from '@zhike/shared/contracts/sop';
import type { SopName } from '@zhike/shared/contracts/sop-names';
import type { Tx } from '../../platform/database/tx.ts';
import { customFieldsById } from '../field/custom-fields.ts';
import { allStagesById } from '../field/store.ts';
import { materialsInOrder } from '../material/store.ts';
import { scriptsInOrder } from '../script/store.ts';
import { tagNames } from '../tag/store.ts';
import { sendingsOf } from './sendings.ts';

/** What everything that an SOP names is called, also what was removed since. */
export async function namesIn(tx: Tx, { start, stop, steps }: SopDefinition): Promise<SopName[]> {
  const tags = await tagNames(tx, [...stop.tagIds, ...(start.kind === 'tagged' ? start.tagIds : [])]);
  const stageIds = new Set([...stop.stageIds, ...(start.kind === 'stage' ? [start.stageId] : [])]);
  const stages = await allStagesById(tx);
  const fields = start.kind === 'date' ? await customFieldsById(tx, [start.fieldId]) : [];
  const { materialIds, scriptIds } = sendingsOf(steps);
  const materials = await materialsInOrder(tx, materialIds);
  const scripts = await scriptsInOrder(tx, scriptIds);
  return [
    ...[...tags].map(([id, { name, isDeleted }]) => ({ kind: 'tag' as const, id, name, isUsable: !isDeleted })),
    ...[...stageIds].flatMap((id) => {
      const stage = stages.get(id);
      return stage ? [{ kind: 'stage' as const, id, name: stage.name, isUsable: stage.deletedAt === null }] : [];
    }),
    ...fields.map(({ id, name, retiredAt }) => ({ kind: 'field' as const, id, name, isUsable: retiredAt === null })),
    ...materials.map(({ id, title, isRetired }) => ({
      kind: 'material' as const,
      id,
      name: title,
      isUsable: !isRetired,
    })),
    ...scripts.map(({ id, title, deletedAt, ownerUserId }) => ({
      kind: 'script' as const,
      id,
      name: title,
      isUsable: deletedAt === null && ownerUserId === null,
    })),
  ];
}
