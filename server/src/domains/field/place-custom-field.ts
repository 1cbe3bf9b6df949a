import type { Tx } from '../../platform/database/tx.ts';
import { listCustomFields } from './custom-fields.ts';
import type { CustomFieldRow } from './entity.ts';
import { TooManyCustomFields } from './errors.ts';

const MAX_FIELDS = 50;

/** Where a field new or brought back stands: in use, at the end. TooManyCustomFields when there is no room. */
export async function placeAtEnd(tx: Tx): Promise<Pick<CustomFieldRow, 'sort' | 'retiredAt' | 'retiredKey'>> {
  const fields = await listCustomFields(tx);
  if (fields.length >= MAX_FIELDS) throw new TooManyCustomFields({ max: MAX_FIELDS });
  return { sort: Math.max(0, ...fields.map(({ sort }) => sort)) + 1, retiredAt: null, retiredKey: '' };
}
