import type { SopDefinition } from '@zhike/shared/contracts/sop';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import type { FilterFields } from '../../engines/filter/registry.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { findCustomField } from '../field/custom-fields.ts';
import { listStages } from '../field/store.ts';
import { materialsFor } from '../material/store.ts';
import { scriptsFor } from '../script/store.ts';
import { tagNames } from '../tag/store.ts';
import { SopPartMissing } from './errors.ts';

/** Throws when it names what is not there or cannot be used: told when it is saved, not when a step falls due. */
export async function checkDefinition(
  tx: Tx,
  filterFields: FilterFields,
  viewer: MemberViewer,
  { start, stop, steps, auto }: SopDefinition,
): Promise<void> {
  const tagIds = [...stop.tagIds, ...(start.kind === 'tagged' ? start.tagIds : [])];
  const tags = await tagNames(tx, tagIds);
  for (const id of tagIds) if (tags.get(id)?.isDeleted !== false) throw new SopPartMissing({ part: 'tag', id });
  const stages = (await listStages(tx)).map(({ id }) => id);
  for (const id of [...stop.stageIds, ...(start.kind === 'stage' ? [start.stageId] : [])])
    if (!stages.includes(id)) throw new SopPartMissing({ part: 'stage', id });
  if (start.kind === 'date' && (await findCustomField(tx, start.fieldId))?.kind !== 'date')
    throw new SopPartMissing({ part: 'field', id: start.fieldId });
  const materialIds = [...new Set(steps.flatMap(({ deed }) => (deed.kind === 'send' ? deed.materialIds : [])))];
  const materials = await materialsFor(tx, viewer, materialIds);
  for (const id of materialIds)
    if (!materials.some((material) => material.id === id && !material.isRetired))
      throw new SopPartMissing({ part: 'material', id });
  const scriptIds = [...new Set(steps.flatMap(({ deed }) => (deed.kind === 'send' ? (deed.scriptId ?? []) : [])))];
  const scripts = await scriptsFor(tx, viewer, scriptIds);
  // A script of one's own is nobody else's to send.
  for (const id of scriptIds)
    if (!scripts.some((script) => script.id === id && script.ownerUserId === null))
      throw new SopPartMissing({ part: 'script', id });
  for (const filter of [auto?.filter, ...steps.map((step) => step.filter)])
    if (filter) await prepareFilter(tx, filterFields, filter);
}
