import type { CareDraft } from '@zhike/shared/contracts/care';
import { unknownVariables } from '@zhike/shared/formulas/script-text';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import type { FilterFields } from '../../engines/filter/registry.ts';
import { festivals } from '../../engines/lunar/festivals.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { findCustomField } from '../field/custom-fields.ts';
import { materialsFor } from '../material/store.ts';
import { CarePartMissing, CareVariablesUnknown } from './errors.ts';

/** Throws when it names what is not there or cannot be used: told when it is saved, not when a day comes. */
export async function checkDraft(
  tx: Tx,
  filterFields: FilterFields,
  viewer: MemberViewer,
  { occasion, filter, text, materialIds }: CareDraft,
): Promise<void> {
  if (occasion.kind === 'holiday') {
    if (!festivals.some(({ id }) => id === occasion.festivalId))
      throw new CarePartMissing({ part: 'festival', id: occasion.festivalId });
  } else if (occasion.fieldId !== null) {
    const field = await findCustomField(tx, occasion.fieldId);
    if (field?.kind !== 'date' || field.retiredAt !== null)
      throw new CarePartMissing({ part: 'field', id: occasion.fieldId });
  }
  const names = unknownVariables(text);
  if (names.length > 0) throw new CareVariablesUnknown({ field: 'text', names });
  const materials = await materialsFor(tx, viewer, materialIds);
  for (const id of materialIds)
    if (!materials.some((material) => material.id === id && !material.isRetired))
      throw new CarePartMissing({ part: 'material', id });
  if (filter) await prepareFilter(tx, filterFields, filter);
}
