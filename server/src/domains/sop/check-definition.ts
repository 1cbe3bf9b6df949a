import type { Filter } from '@zhike/shared/contracts/filter';
import type { SopDefinition } from '@zhike/shared/contracts/sop';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import type { FilterFields } from '../../engines/filter/registry.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { DomainError } from '../../platform/errors.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { findCustomField } from '../field/custom-fields.ts';
import { listStages } from '../field/store.ts';
import { scriptsFor } from '../script/store.ts';
import { tagNames } from '../tag/store.ts';
import { freezeMaterials } from '../mass-message/attachments.ts';
import { MassTextHasVariables } from '../mass-message/errors.ts';
import { variablesIn } from '../mass-message/rules.ts';
import { materialsFor, materialsInOrder } from '../material/store.ts';
import { type MissingPart, SopConditionWrong, SopPartMissing, TooMuchForMass } from './errors.ts';
import { isMass, type MassDeed, massContentOf } from './mass-content.ts';
import { sendingsOf } from './sendings.ts';

/**
 * Throws when it names what is not there or cannot be used, with every place where it does: told when it is saved, not when a step falls
 * due.
 */
export async function checkDefinition(
  tx: Tx,
  filterFields: FilterFields,
  viewer: MemberViewer,
  definition: SopDefinition,
  moment: { now: number; timeZone: string },
): Promise<void> {
  const missing = [...(await missingAround(tx, definition)), ...(await missingInSteps(tx, viewer, definition))];
  if (missing.length > 0) throw new SopPartMissing({ ...missing[0]!, issues: missing });
  for (const { deed } of definition.steps) if (isMass(deed)) await checkMassDeed(tx, deed, moment);
  const conditions = [
    { path: 'auto.filter', filter: definition.auto?.filter ?? null },
    ...definition.steps.map(({ filter }, index) => ({ path: `steps.${index}.filter`, filter })),
  ];
  const issues: { path: string; code: string }[] = [];
  for (const { path, filter } of conditions) {
    const code = filter ? await problemOf(tx, filterFields, filter) : null;
    if (code) issues.push({ path, code });
  }
  if (issues.length > 0) throw new SopConditionWrong({ issues });
}

async function missingAround(tx: Tx, { start, stop }: SopDefinition): Promise<MissingPart[]> {
  const ofStart = start.kind === 'tagged' ? start.tagIds : [];
  const tags = await tagNames(tx, [...ofStart, ...stop.tagIds]);
  const tagsGone = (path: string, ids: readonly string[]) =>
    ids.filter((id) => tags.get(id)?.isDeleted !== false).map((id) => ({ part: 'tag' as const, id, path }));
  const stages = new Set((await listStages(tx)).map(({ id }) => id));
  const stagesGone = (path: string, ids: readonly string[]) =>
    ids.filter((id) => !stages.has(id)).map((id) => ({ part: 'stage' as const, id, path }));
  const isDate = start.kind !== 'date' || (await findCustomField(tx, start.fieldId))?.kind === 'date';
  return [
    ...tagsGone('start.tagIds', ofStart),
    ...stagesGone('start.stageId', start.kind === 'stage' ? [start.stageId] : []),
    ...(isDate ? [] : [{ part: 'field' as const, id: start.fieldId, path: 'start.fieldId' }]),
    ...tagsGone('stop.tagIds', stop.tagIds),
    ...stagesGone('stop.stageIds', stop.stageIds),
  ];
}

async function missingInSteps(tx: Tx, viewer: MemberViewer, { steps }: SopDefinition): Promise<MissingPart[]> {
  const { materialIds, scriptIds } = sendingsOf(steps);
  const materials = new Set(
    (await materialsFor(tx, viewer, materialIds)).filter(({ isRetired }) => !isRetired).map(({ id }) => id),
  );
  // A script of one's own is nobody else's to send.
  const scripts = new Set(
    (await scriptsFor(tx, viewer, scriptIds)).filter(({ ownerUserId }) => ownerUserId === null).map(({ id }) => id),
  );
  return steps.flatMap((step, index) => {
    const { materialIds: shown, scriptIds: said } = sendingsOf([step]);
    const path = `steps.${index}.deed`;
    return [
      ...said.filter((id) => !scripts.has(id)).map((id) => ({ part: 'script' as const, id, path: `${path}.scriptId` })),
      ...shown
        .filter((id) => !materials.has(id))
        .map((id) => ({ part: 'material' as const, id, path: `${path}.materialIds` })),
    ];
  });
}

/** The code of what is wrong with a condition; null: nothing. */
async function problemOf(tx: Tx, filterFields: FilterFields, filter: Filter): Promise<string | null> {
  try {
    await prepareFilter(tx, filterFields, filter);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
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
