import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { findCustomField, getCustomField, listCustomFields } from '../custom-fields.ts';
import { CustomFieldRow } from '../entity.ts';
import { CustomFieldNotFound, CustomFieldOrderIncomplete, FieldToRestoreHasNamesake } from '../errors.ts';
import { noteChange } from '../note-change.ts';
import { placeAtEnd } from '../place-custom-field.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

/** Puts all fields in use in the given order. */
export async function reorderCustomFields(
  { db, clock }: Needs,
  viewer: MemberViewer,
  fieldIds: string[],
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = (await listCustomFields(tx)).map(({ id }) => id);
    if (before.length !== fieldIds.length || before.some((id) => !fieldIds.includes(id)))
      throw new CustomFieldOrderIncomplete();
    for (const [index, id] of fieldIds.entries())
      await execute(tx, 'UPDATE custom_field SET sort = ? WHERE id = ?', [index + 1, id]);
    await noteChange(tx, viewer, {
      action: 'custom_field.reorder',
      subjectId: 'all',
      fieldIds,
      before: { fieldIds: before },
      after: { fieldIds },
      now: clock.now(),
    });
  });
}

/** Takes a field out of use: it leaves the pages, and what customers have is kept. */
export async function retireCustomField({ db, clock }: Needs, viewer: MemberViewer, fieldId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { name } = await getCustomField(tx, fieldId, { lock: true });
    const now = clock.now();
    await tx.update(CustomFieldRow, { id: fieldId }, { retiredAt: now, retiredKey: fieldId });
    const about = { subjectId: fieldId, fieldIds: [fieldId], before: { name } };
    await noteChange(tx, viewer, { action: 'custom_field.retire', ...about, now });
  });
}

/** Brings a field back, at the end; one that is in use stays where it is. FieldToRestoreHasNamesake when its name is another's now. */
export async function restoreCustomField(
  { db, clock }: Needs,
  viewer: MemberViewer,
  fieldId: string,
): Promise<CustomFieldRow> {
  return db.transaction(async (tx) => {
    const field = await findCustomField(tx, fieldId, { lock: true });
    if (!field) throw new CustomFieldNotFound({ fieldId });
    if (field.retiredAt === null) return field;
    const { name } = field;
    if ((await listCustomFields(tx)).some((one) => one.name === name)) throw new FieldToRestoreHasNamesake({ name });
    const place = await placeAtEnd(tx);
    await tx.update(CustomFieldRow, { id: fieldId }, place);
    const about = { subjectId: fieldId, fieldIds: [fieldId], after: { name } };
    await noteChange(tx, viewer, { action: 'custom_field.restore', ...about, now: clock.now() });
    return { ...field, ...place };
  });
}
