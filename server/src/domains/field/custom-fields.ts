import { In, IsNull } from 'typeorm';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { openTo } from '../corp/departments.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { CustomFieldRow } from './entity.ts';
import { CustomFieldNotForYou, CustomFieldNotFound } from './errors.ts';

/** Custom fields in use, in their order. */
export async function listCustomFields(tx: Tx): Promise<CustomFieldRow[]> {
  return tx.find(CustomFieldRow, { where: { retiredAt: IsNull() }, order: { sort: 'ASC', id: 'ASC' } });
}

/** Those out of use too, last. */
export async function allCustomFields(tx: Tx): Promise<CustomFieldRow[]> {
  const all = await tx.find(CustomFieldRow, { order: { sort: 'ASC', id: 'ASC' } });
  return [...all.filter(isInUse), ...all.filter((field) => !isInUse(field))];
}

const isInUse = ({ retiredAt }: CustomFieldRow) => retiredAt === null;

/** In use or not; null when there never was one. */
export async function findCustomField(
  tx: Tx,
  fieldId: string,
  options: { lock?: boolean } = {},
): Promise<CustomFieldRow | null> {
  return findRow(tx, CustomFieldRow, { id: fieldId }, options);
}

export async function customFieldsById(tx: Tx, fieldIds: readonly string[]): Promise<CustomFieldRow[]> {
  return fieldIds.length > 0 ? tx.findBy(CustomFieldRow, { id: In([...fieldIds]) }) : [];
}

/** One in use. */
export async function getCustomField(
  tx: Tx,
  fieldId: string,
  options: { lock?: boolean } = {},
): Promise<CustomFieldRow> {
  const field = await findCustomField(tx, fieldId, options);
  if (!field || !isInUse(field)) throw new CustomFieldNotFound({ fieldId });
  return field;
}

/** Those in use that are for the viewer's department. */
export async function fieldsFor(tx: Tx, viewer: MemberViewer): Promise<CustomFieldRow[]> {
  const fields = await listCustomFields(tx);
  return fields.filter(await openTo(tx, viewer, fields));
}

/** One in use that the viewer may fill in. */
export async function fieldFor(tx: Tx, viewer: MemberViewer, fieldId: string): Promise<CustomFieldRow> {
  const field = await getCustomField(tx, fieldId);
  if (!(await openTo(tx, viewer, [field]))(field)) throw new CustomFieldNotForYou({ fieldId });
  return field;
}
