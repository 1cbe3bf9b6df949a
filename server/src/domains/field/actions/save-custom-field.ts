import type { CustomFieldKind } from '@zhike/shared/contracts/custom-field';
import type { Dependencies } from '../../../dependencies.ts';
import { insertRows } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { newId } from '../../../platform/id.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { getCustomField, listCustomFields } from '../custom-fields.ts';
import { CustomFieldRow } from '../entity.ts';
import { CustomFieldNameTaken } from '../errors.ts';
import { noteChange } from '../note-change.ts';
import { placeAtEnd } from '../place-custom-field.ts';
import { settleOptions } from '../settle-options.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

export interface CustomFieldDraft {
  name: string;
  unit: string | null;
  options: { id?: string; label: string }[];
  departmentIds: number[];
}

/** Adds a field at the end. */
export async function createCustomField(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { kind, ...draft }: CustomFieldDraft & { kind: CustomFieldKind },
): Promise<CustomFieldRow> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    const settings = settled({ kind, options: [] }, draft);
    const field = tx.create(CustomFieldRow, {
      id: newId(),
      kind,
      ...settings,
      ...(await placeAtEnd(tx)),
      createdAt: now,
    });
    const row = {
      id: field.id,
      name: field.name,
      kind,
      unit: field.unit,
      options: JSON.stringify(field.options),
      department_ids: field.departmentIds && JSON.stringify(field.departmentIds),
      sort: field.sort,
      created_at: now,
    };
    // Of two who take a name at once the second is told.
    if ((await insertRows(tx, 'custom_field', [row], { ignoreDuplicates: true })) === 0)
      throw new CustomFieldNameTaken({ name: draft.name });
    const about = { subjectId: field.id, fieldIds: [field.id], after: told(field) };
    await noteChange(tx, viewer, { action: 'custom_field.create', ...about, now });
    return field;
  });
}

/** Changes everything but the kind: what customers have stays what it is. */
export async function updateCustomField(
  { db, clock }: Needs,
  viewer: MemberViewer,
  fieldId: string,
  draft: CustomFieldDraft,
): Promise<CustomFieldRow> {
  return db.transaction(async (tx) => {
    const before = await getCustomField(tx, fieldId, { lock: true });
    const settings = settled(before, draft);
    await requireFreeName(tx, draft.name, fieldId);
    await tx.update(CustomFieldRow, { id: fieldId }, settings);
    const field = { ...before, ...settings };
    const about = { subjectId: fieldId, fieldIds: [fieldId], before: told(before), after: told(field) };
    await noteChange(tx, viewer, { action: 'custom_field.update', ...about, now: clock.now() });
    return field;
  });
}

export async function requireFreeName(tx: Tx, name: string, ownId: string): Promise<void> {
  if ((await listCustomFields(tx)).some((field) => field.name === name && field.id !== ownId))
    throw new CustomFieldNameTaken({ name });
}

/** A draft beside what is kept; units belong to numbers, options to choices. */
function settled(
  { kind, options: kept }: Pick<CustomFieldRow, 'kind' | 'options'>,
  { name, unit, options, departmentIds }: CustomFieldDraft,
): Pick<CustomFieldRow, 'name' | 'unit' | 'options' | 'departmentIds'> {
  const isChoice = kind === 'single_choice' || kind === 'multiple_choice';
  return {
    name,
    unit: kind === 'number' ? unit : null,
    options: isChoice ? settleOptions(kept, options) : [],
    departmentIds: departmentIds.length > 0 ? [...new Set(departmentIds)] : null,
  };
}

const told = ({ name, kind, unit, options, departmentIds }: CustomFieldRow) => ({
  name,
  kind,
  unit,
  options: options.filter(({ isRetired }) => !isRetired).map(({ label }) => label),
  departmentIds: departmentIds ?? [],
});
