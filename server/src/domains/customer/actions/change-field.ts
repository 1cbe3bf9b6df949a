import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { fieldFor } from '../../field/custom-fields.ts';
import { setField } from '../fields.ts';
import { getVisibleCustomer } from '../scope.ts';

/** A member fills in a custom field of a customer, or empties it. The log names the field, never what is in it. */
export async function changeField(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  customerId: string,
  { fieldId, value }: { fieldId: string; value: FieldValue | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    await getVisibleCustomer(tx, viewer, customerId);
    const field = await fieldFor(tx, viewer, fieldId);
    const now = clock.now();
    const origin = { originKind: 'rep', originRef: null, byUserId: viewer.userId, setAt: now } as const;
    if (!(await setField(tx, { customerId, field, value, origin, now }))) return;
    await audit(tx, viewer, {
      action: 'customer.field',
      subject: { kind: 'customer', id: customerId },
      after: { fieldId, name: field.name, isEmptied: value === null },
    });
  });
}
