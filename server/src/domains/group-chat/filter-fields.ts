import { setFacts } from '../../engines/filter/column-facts.ts';
import type { FilterField, SetField } from '../../engines/filter/field.ts';
import { inList } from '../../platform/database/sql.ts';

/** Customer groups she is in now. */
const groups: SetField = {
  name: 'group_chat',
  label: '所在客户群',
  kind: 'set',
  input: 'group_chat',
  has: (place, values) => ({
    sql: `(SELECT 1 FROM group_member g WHERE g.customer_id = ${place.id} AND g.left_at IS NULL${values ? ` AND g.chat_id ${inList(values)}` : ''} LIMIT 1) IS NOT NULL`,
    values: [...(values ?? [])],
  }),
  load: (tx, ids) =>
    setFacts(tx, { from: 'group_member', key: 'customer_id', column: 'chat_id', where: 'left_at IS NULL' }, ids),
};

export const groupChatFilterFields: readonly FilterField[] = [groups];
