import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import type { Tx } from '../../platform/database/tx.ts';
import { openTo } from '../corp/departments.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { CustomFieldRow } from './entity.ts';

export async function presentCustomFields(
  tx: Tx,
  viewer: MemberViewer,
  fields: CustomFieldRow[],
): Promise<CustomFieldView[]> {
  const isMine = await openTo(tx, viewer, fields);
  return fields.map((field) => ({
    id: field.id,
    name: field.name,
    kind: field.kind,
    unit: field.unit,
    options: field.options,
    departmentIds: field.departmentIds ?? [],
    isMine: isMine(field),
    isRetired: field.retiredAt !== null,
  }));
}
