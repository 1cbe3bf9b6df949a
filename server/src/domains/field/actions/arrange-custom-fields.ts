import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { findCustomField, getCustomField, listCustomFields } from '../custom-fields.ts';
import { CustomFieldRow } from '../entity.ts';
import { CustomFieldNotFound, CustomFieldOrderIncomplete } from '../errors.ts';
import { customFieldsChanged } from '../events.ts';
import { noteChange, placeAtEnd } from './save-custom-field.ts';

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
    await audit(tx, viewer, {
      action: 'custom_field.reorder',
      subject: { kind: 'custom_field', id: 'all' },
      before: { fieldIds: before },
      after: { fieldIds },
    });
    const payload = { fieldIds, byUserId: viewer.userId };
    await recordEvent(tx, customFieldsChanged({ occurredAt: clock.now(), memberUserId: viewer.userId, payload }));
  });
}

/** Takes a field out of use: it leaves the pages, and what customers have is kept. */
export async function retireCustomField({ db, clock }: Needs, viewer: MemberViewer, fieldId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const field = await getCustomField(tx, fieldId);
    const now = clock.now();
    await tx.update(CustomFieldRow, { id: fieldId }, { retiredAt: now });
    await noteChange(tx, viewer, { action: 'custom_field.retire', field, before: { name: field.name }, now });
  });
}

/** Brings a field back, at the end; one that is in use stays where it is. */
export async function restoreCustomField(
  { db, clock }: Needs,
  viewer: MemberViewer,
  fieldId: string,
): Promise<CustomFieldRow> {
  return db.transaction(async (tx) => {
    const field = await findCustomField(tx, fieldId);
    if (!field) throw new CustomFieldNotFound({ fieldId });
    if (field.retiredAt === null) return field;
    const place = await placeAtEnd(tx, field.name);
    await tx.update(CustomFieldRow, { id: fieldId }, place);
    const after = { name: field.name };
    await noteChange(tx, viewer, { action: 'custom_field.restore', field, after, now: clock.now() });
    return { ...field, ...place };
  });
}
