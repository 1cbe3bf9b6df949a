import * as contracts from '@zhike/shared/contracts/custom-field';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { reorderCustomFields, restoreCustomField, retireCustomField } from './actions/arrange-custom-fields.ts';
import { createCustomField, updateCustomField } from './actions/save-custom-field.ts';
import { allCustomFields } from './custom-fields.ts';
import type { CustomFieldRow } from './entity.ts';
import { presentCustomFields } from './present-custom-fields.ts';

export function customFieldRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const shown = async (viewer: MemberViewer, field: CustomFieldRow) =>
    (await presentCustomFields(db.read, viewer, [field]))[0]!;

  member.handle(contracts.listCustomFields, async ({ viewer }) => ({
    items: await presentCustomFields(db.read, viewer, await allCustomFields(db.read)),
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
    return { items: await presentCustomFields(db.read, viewer, await allCustomFields(db.read)) };
  });

  member.handle(contracts.retireCustomField, async ({ viewer, params }) => {
    await retireCustomField(deps, viewer, params.fieldId);
    return {};
  });

  member.handle(contracts.restoreCustomField, async ({ viewer, params }) =>
    shown(viewer, await restoreCustomField(deps, viewer, params.fieldId)),
  );
}
