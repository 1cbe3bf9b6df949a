import { setFacts } from '../../engines/filter/column-facts.ts';
import type { FilterField, SetField } from '../../engines/filter/field.ts';
import { inList, select } from '../../platform/database/sql.ts';
import { groupNames } from './store.ts';

/** Customer groups she is in now. */
const groups: SetField = {
  name: 'group_chat',
  label: '所在客户群',
  kind: 'set',
  input: 'group_chat',
  names: groupNames,
  has: (place, values) => ({
    sql: `(SELECT 1 FROM group_member g WHERE g.customer_id = ${place.id} AND g.left_at IS NULL${values ? ` AND g.chat_id ${inList(values)}` : ''} LIMIT 1) IS NOT NULL`,
    values: [...(values ?? [])],
  }),
  load: (tx, ids) =>
    setFacts(tx, { from: 'group_member', key: 'customer_id', column: 'chat_id', where: 'left_at IS NULL' }, ids),
  async few(tx, condition, _context, limit) {
    if (condition.op !== 'any') return null;
    const rows = await select<{ id: string }>(
      tx,
      `SELECT customer_id AS id FROM group_member WHERE chat_id ${inList(condition.values)} AND left_at IS NULL AND customer_id IS NOT NULL LIMIT ${limit + 1}`,
      condition.values,
    );
    return rows.length > limit ? null : [...new Set(rows.map((row) => row.id))];
  },
};

export const groupChatFilterFields: readonly FilterField[] = [groups];
