import type { CustomFieldKind, FieldOption } from '@zhike/shared/contracts/custom-field';
import type { Dependencies } from '../../../dependencies.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { getCustomField, listCustomFields } from '../custom-fields.ts';
import { CustomFieldRow } from '../entity.ts';
import {
  CustomFieldNameTaken,
  FieldOptionNotFound,
  FieldOptionsNeeded,
  FieldOptionTaken,
  TooManyCustomFields,
  TooManyFieldOptions,
} from '../errors.ts';
import { customFieldsChanged } from '../events.ts';

const MAX_FIELDS = 50;
/** With the retired ones. */
const MAX_OPTIONS = 200;

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
    const field = tx.create(CustomFieldRow, {
      id: newId(),
      kind,
      ...settled({ kind, options: [] }, draft),
      ...(await placeAtEnd(tx, draft.name)),
      createdAt: clock.now(),
    });
    await tx.insert(CustomFieldRow, field);
    await noteChange(tx, viewer, { action: 'custom_field.create', field, after: told(field), now: clock.now() });
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
    const before = await getCustomField(tx, fieldId);
    requireFreeName(
      (await listCustomFields(tx)).filter(({ id }) => id !== fieldId),
      draft.name,
    );
    const field = tx.create(CustomFieldRow, { ...before, ...settled(before, draft) });
    await tx.save(CustomFieldRow, field);
    const change = { before: told(before), after: told(field) };
    await noteChange(tx, viewer, { action: 'custom_field.update', field, ...change, now: clock.now() });
    return field;
  });
}

/** Where a field new or brought back stands; its name must be free and there must be room. */
export async function placeAtEnd(tx: Tx, name: string): Promise<Pick<CustomFieldRow, 'sort' | 'retiredAt'>> {
  const fields = await listCustomFields(tx);
  if (fields.length >= MAX_FIELDS) throw new TooManyCustomFields({ max: MAX_FIELDS });
  requireFreeName(fields, name);
  return { sort: Math.max(0, ...fields.map(({ sort }) => sort)) + 1, retiredAt: null };
}

/** In the log, and told to the pages. */
export async function noteChange(
  tx: Tx,
  viewer: MemberViewer,
  change: {
    action: string;
    field: { id: string };
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
    now: number;
  },
): Promise<void> {
  const { action, field, before, after, now } = change;
  await audit(tx, viewer, { action, subject: { kind: 'custom_field', id: field.id }, before, after });
  const payload = { fieldIds: [field.id], byUserId: viewer.userId };
  await recordEvent(tx, customFieldsChanged({ occurredAt: now, memberUserId: viewer.userId, payload }));
}

/** A draft beside what is kept: options that were left out are retired, units belong to numbers. */
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

function settleOptions(kept: readonly FieldOption[], wanted: CustomFieldDraft['options']): FieldOption[] {
  if (wanted.length === 0) throw new FieldOptionsNeeded();
  const twice = wanted.find(({ label }, index) => wanted.findIndex((one) => one.label === label) !== index);
  if (twice) throw new FieldOptionTaken({ label: twice.label });
  const unknown = wanted.find(({ id }) => id !== undefined && !kept.some((one) => one.id === id));
  if (unknown) throw new FieldOptionNotFound({ optionId: unknown.id! });
  // One that comes again under its old name is the old one.
  const used = wanted.map(({ id, label }) => {
    const known = id ?? kept.find((one) => one.isRetired && one.label === label)?.id;
    return { id: known ?? newId(), label, isRetired: false };
  });
  const retired = kept.filter(({ id }) => !used.some((one) => one.id === id));
  const options = [...used, ...retired.map((one) => ({ ...one, isRetired: true }))];
  if (options.length > MAX_OPTIONS) throw new TooManyFieldOptions({ max: MAX_OPTIONS });
  return options;
}

function requireFreeName(fields: CustomFieldRow[], name: string): void {
  if (fields.some((field) => field.name === name)) throw new CustomFieldNameTaken({ name });
}

const told = ({ name, kind, unit, options, departmentIds }: CustomFieldRow) => ({
  name,
  kind,
  unit,
  options: options.filter(({ isRetired }) => !isRetired).map(({ label }) => label),
  departmentIds: departmentIds ?? [],
});
