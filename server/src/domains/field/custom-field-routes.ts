import * as contracts from '@zhike/shared/contracts/custom-field';
import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Routers } from '../../routers.ts';
import { openTo } from '../corp/departments.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { reorderCustomFields, restoreCustomField, retireCustomField } from './actions/arrange-custom-fields.ts';
import { createCustomField, updateCustomField } from './actions/save-custom-field.ts';
import { allCustomFields } from './custom-fields.ts';
import type { CustomFieldRow } from './entity.ts';

export function customFieldRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const shown = async (viewer: MemberViewer, field: CustomFieldRow) => (await present(db.read, viewer, [field]))[0]!;

  member.handle(contracts.listCustomFields, async ({ viewer }) => ({
    items: await present(db.read, viewer, await allCustomFields(db.read)),
    can: { edit: viewer.role === 'admin' },
  }));

  member.handle(contracts.createCustomField, async ({ viewer, body }) =>
    shown(viewer, await createCustomField(deps, viewer, body)),
  );

  member.handle(contracts.updateCustomField, async ({ viewer, params, body }) =>
    shown(viewer, await updateCustomField(deps, viewer, params.fieldId, body)),
  );

  member.handle(contracts.reorderCustomFields, async ({ viewer, body }) => {
    await reorderCustomFields(deps, viewer, body.fieldIds);
    return { items: await present(db.read, viewer, await allCustomFields(db.read)) };
  });

  member.handle(contracts.retireCustomField, async ({ viewer, params }) => {
    await retireCustomField(deps, viewer, params.fieldId);
    return {};
  });

  member.handle(contracts.restoreCustomField, async ({ viewer, params }) =>
    shown(viewer, await restoreCustomField(deps, viewer, params.fieldId)),
  );
}

async function present(tx: Tx, viewer: MemberViewer, fields: CustomFieldRow[]): Promise<contracts.CustomFieldView[]> {
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
