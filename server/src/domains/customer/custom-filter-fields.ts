import type { FilterCondition } from '@zhike/shared/contracts/filter';
import { fieldIdOf, isNameOfField, nameOfField } from '@zhike/shared/formulas/field-name';
import { columnFacts, setFacts } from '../../engines/filter/column-facts.ts';
import type { Family } from '../../engines/family.ts';
import type {
  ChoiceField,
  DateField,
  FilterContext,
  FilterField,
  NumberField,
  Place,
  SetField,
  TextField,
} from '../../engines/filter/field.ts';
import { keptSpan } from '../../engines/filter/kinds/date.ts';
import { boundsOf } from '../../engines/filter/kinds/number.ts';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { allCustomFields, findCustomField } from '../field/custom-fields.ts';
import type { CustomFieldRow } from '../field/entity.ts';
import { NUMBER_SCALE } from './fields.ts';
import { containsText } from './filter-texts.ts';

/** Custom fields as filters ask for them. */
export const customFilterFields: Family<FilterField> = {
  has: isNameOfField,
  async find(tx, name) {
    const field = await findCustomField(tx, fieldIdOf(name));
    return field ? filterField(field) : undefined;
  },
  list: async (tx) => (await allCustomFields(tx)).map(filterField),
};

function filterField(field: CustomFieldRow): FilterField {
  const common = {
    name: nameOfField(field.id),
    label: field.retiredAt === null ? field.name : `${field.name}(已停用)`,
    isRetired: field.retiredAt !== null,
  };
  switch (field.kind) {
    case 'text':
      return { ...common, ...textField(field.id) };
    case 'number':
      return { ...common, ...numberField(field.id), unit: field.unit };
    case 'date':
      return { ...common, ...dateField(field.id) };
    case 'single_choice':
      return { ...common, ...singleChoice(field.id), options: optionsOf(field) };
    case 'multiple_choice':
      return { ...common, ...multipleChoice(field.id), options: optionsOf(field) };
  }
}

const optionsOf = ({ options }: CustomFieldRow) =>
  options.map(({ id, label, isRetired }) => ({ value: id, label: isRetired ? `${label}(已停用)` : label }));

type Own<Field extends FilterField> = Omit<Field, 'name' | 'label' | 'options' | 'unit'>;

/** Ids of fields come from our own table and are letters and digits. */
const held = (place: Place, fieldId: string, column: string) =>
  `(SELECT cf.${column} FROM customer_field cf WHERE cf.customer_id = ${place.id} AND cf.field_id = '${fieldId}')`;
const heldColumn = (fieldId: string, column: string) => ({
  table: 'customer_field',
  key: 'customer_id',
  column,
  where: `field_id = '${fieldId}'`,
});

const textField = (fieldId: string): Own<TextField> => ({
  kind: 'text',
  input: 'text',
  ...containsText((place) => held(place, fieldId, 'text_value')),
  async load(tx, ids) {
    const texts = await columnFacts(tx, heldColumn(fieldId, 'text_value'), ids, String);
    return new Map([...texts].map(([id, text]) => [id, [text]]));
  },
});

const numberField = (fieldId: string): Own<NumberField> => ({
  kind: 'number',
  input: 'number',
  scale: NUMBER_SCALE,
  sql: (place) => held(place, fieldId, 'number_value'),
  load: (tx, ids) => columnFacts(tx, heldColumn(fieldId, 'number_value'), ids, Number),
  few(tx, condition, _context, limit) {
    const { min, max } = boundsOf({ scale: NUMBER_SCALE }, condition);
    return between(tx, { fieldId, column: 'number_value', from: min, to: max, isToIncluded: true, limit });
  },
});

const dateField = (fieldId: string): Own<DateField> => ({
  kind: 'date',
  kept: 'day',
  input: 'date',
  operators: ['between', 'within_days', 'before_days', 'next_days', 'empty', 'present'],
  sql: (place) => held(place, fieldId, 'date_value'),
  load: (tx, ids) => columnFacts(tx, heldColumn(fieldId, 'date_value'), ids, Number),
  few(tx, condition, context, limit) {
    const span = keptSpan({ kept: 'day' }, condition, context);
    return between(tx, { fieldId, column: 'date_value', ...span, isToIncluded: false, limit });
  },
});

const singleChoice = (fieldId: string): Own<ChoiceField> => ({
  kind: 'choice',
  input: 'options',
  sql: (place) => held(place, fieldId, 'option_id'),
  load: (tx, ids) => columnFacts(tx, heldColumn(fieldId, 'option_id'), ids, String),
  few: fewWithOption(fieldId),
});

const multipleChoice = (fieldId: string): Own<SetField> => ({
  kind: 'set',
  input: 'options',
  has: (place, values) => ({
    sql: `(SELECT 1 FROM customer_field cf WHERE cf.customer_id = ${place.id} AND cf.field_id = '${fieldId}'${values ? ` AND cf.option_id ${inList(values)}` : ''} LIMIT 1) IS NOT NULL`,
    values: [...(values ?? [])],
  }),
  load: (tx, ids) => setFacts(tx, { from: 'customer_field', ...heldColumn(fieldId, 'option_id') }, ids),
  few: fewWithOption(fieldId),
});

const fewWithOption =
  (fieldId: string) =>
  async (tx: Tx, condition: FilterCondition, _context: FilterContext, limit: number): Promise<string[] | null> => {
    if (condition.op !== 'any' && condition.op !== 'all') return null;
    // Who has all of them has the first.
    const values = condition.op === 'any' ? condition.values : condition.values.slice(0, 1);
    return fewWhere(tx, { fieldId, where: `option_id ${inList(values)}`, values, limit });
  };

/** Everybody whose value lies there; null where neither end is said. */
async function between(
  tx: Tx,
  span: { fieldId: string; column: string; from?: number; to?: number; isToIncluded: boolean; limit: number },
): Promise<string[] | null> {
  const { fieldId, column, from, to, isToIncluded, limit } = span;
  const ends = [
    { sql: `${column} >= ?`, bound: from },
    { sql: `${column} ${isToIncluded ? '<=' : '<'} ?`, bound: to },
  ].filter((end): end is { sql: string; bound: number } => end.bound !== undefined);
  if (ends.length === 0) return null;
  const where = ends.map(({ sql }) => sql).join(' AND ');
  return fewWhere(tx, { fieldId, where, values: ends.map(({ bound }) => bound), limit });
}

async function fewWhere(
  tx: Tx,
  { fieldId, where, values, limit }: { fieldId: string; where: string; values: SqlValue[]; limit: number },
): Promise<string[] | null> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT customer_id AS id FROM customer_field WHERE field_id = ? AND ${where} LIMIT ${limit + 1}`,
    [fieldId, ...values],
  );
  return rows.length > limit ? null : [...new Set(rows.map((row) => row.id))];
}
