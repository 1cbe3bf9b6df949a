import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { readPhones } from '../phones.ts';
import { getVisibleCustomer } from '../scope.ts';

/** Phone numbers in full. The look is written down in the transaction that reads them: no record, no numbers. */
export async function revealPhones(
  { db, keys }: Pick<Dependencies, 'db' | 'keys'>,
  viewer: MemberViewer,
  customerId: string,
): Promise<{ relationId: string; phone: string }[]> {
  return db.transaction(async (tx) => {
    await getVisibleCustomer(tx, viewer, customerId);
    const phones = await readPhones(tx, keys, customerId);
    await audit(tx, viewer, {
      action: 'customer.reveal_phones',
      subject: { kind: 'customer', id: customerId },
      after: { count: phones.length },
    });
    return phones;
  });
}
