import { addDays } from '@zhike/shared/formulas/calendar';
import { fieldIdOf, isNameOfField, nameOfField } from '@zhike/shared/formulas/field-name';
import type { Family } from '../../engines/family.ts';
import { columnDate } from '../../engines/rules/column-date.ts';
import type { RuleDate } from '../../engines/rules/registry.ts';
import { findCustomField, listCustomFields } from '../field/custom-fields.ts';
import type { CustomFieldRow } from '../field/entity.ts';

/** Custom dates (生日, 合同到期 …) that rules count from, under the names that filters know them by. */
export const customRuleDates: Family<RuleDate> = {
  has: isNameOfField,
  async find(tx, name) {
    const field = await findCustomField(tx, fieldIdOf(name));
    return field?.kind === 'date' ? ruleDate(field) : undefined;
  },
  list: async (tx) => (await listCustomFields(tx)).filter(({ kind }) => kind === 'date').map(ruleDate),
};

function ruleDate({ id, name }: CustomFieldRow): RuleDate {
  const column = columnDate({
    key: nameOfField(id),
    label: name,
    table: 'customer_field',
    customerId: 'customer_id',
    column: 'date_value',
    where: `field_id = '${id}'`,
  });
  const utcMidnight = (day: string) => Date.parse(`${day}T00:00:00Z`);
  return {
    ...column,
    findIn: (tx, { day }, page) =>
      column.findIn(tx, { day, from: utcMidnight(day), to: utcMidnight(addDays(day, 1)) }, page),
  };
}
