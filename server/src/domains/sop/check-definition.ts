import type { SopDefinition } from '@zhike/shared/contracts/sop';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import type { FilterFields } from '../../engines/filter/registry.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { findCustomField } from '../field/custom-fields.ts';
import { listStages } from '../field/store.ts';
import { scriptsFor } from '../script/store.ts';
import { tagNames } from '../tag/store.ts';
import { freezeMaterials } from '../mass-message/attachments.ts';
import { MassTextHasVariables } from '../mass-message/errors.ts';
import { variablesIn } from '../mass-message/rules.ts';
import { materialsFor, materialsInOrder } from '../material/store.ts';
import { SopPartMissing, TooMuchForMass } from './errors.ts';
import { isMass, type MassDeed, massContentOf } from './mass-content.ts';

/** Throws when it names what is not there or cannot be used: told when it is saved, not when a step falls due. */
export async function checkDefinition(
  tx: Tx,
  filterFields: FilterFields,
  viewer: MemberViewer,
  { start, stop, steps, auto }: SopDefinition,
  moment: { now: number; timeZone: string },
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
  for (const { deed } of steps) if (isMass(deed)) await checkMassDeed(tx, deed, moment);
  for (const filter of [auto?.filter, ...steps.map((step) => step.filter)])
    if (filter) await prepareFilter(tx, filterFields, filter);
}

/** WeCom takes nine attachments. */
const MOST = 9;

/** What goes to many at once says the same to everybody, and holds only what WeCom attaches. */
async function checkMassDeed(tx: Tx, deed: MassDeed, moment: { now: number; timeZone: string }): Promise<void> {
  const content = await massContentOf(tx, deed);
  if (!content) throw new SopPartMissing({ part: 'script', id: deed.scriptId! });
  const names = variablesIn(content.text);
  if (names.length > 0) throw new MassTextHasVariables({ field: 'steps', names });
  if (content.materialIds.length > MOST) throw new TooMuchForMass({ max: MOST });
  freezeMaterials(await materialsInOrder(tx, content.materialIds), content.materialIds, moment);
}
