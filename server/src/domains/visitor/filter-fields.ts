import { namesOf, setFacts } from '../../engines/filter/column-facts.ts';
import type { FilterField, SetField } from '../../engines/filter/field.ts';
import { inList, select } from '../../platform/database/sql.ts';

/** Materials she has opened, at any time. How often and when within so many days is asked of her behaviour. */
const seenMaterials: SetField = {
  name: 'seen_material',
  label: '看过素材',
  kind: 'set',
  input: 'material',
  names: (tx, values) => namesOf(tx, { table: 'material', key: 'id', column: 'title' }, values),
  has: (place, values) => ({
    sql: `(SELECT 1 FROM visit v WHERE v.customer_id = ${place.id}${values ? ` AND v.subject_id ${inList(values)}` : ''} LIMIT 1) IS NOT NULL`,
    values: [...(values ?? [])],
  }),
  load: (tx, ids) => setFacts(tx, { from: 'visit', key: 'customer_id', column: 'subject_id' }, ids),
  async few(tx, condition, _context, limit) {
    if (condition.op !== 'any') return null;
    const rows = await select<{ id: string }>(
      tx,
      `SELECT DISTINCT customer_id AS id FROM visit WHERE subject_id ${inList(condition.values)} AND customer_id IS NOT NULL LIMIT ${limit + 1}`,
      condition.values,
    );
    return rows.length > limit ? null : rows.map((row) => row.id);
  },
};

export const visitFilterFields: readonly FilterField[] = [seenMaterials];
