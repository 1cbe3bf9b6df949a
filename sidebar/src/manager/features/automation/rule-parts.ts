import type { RulePartsView } from '@zhike/shared/contracts/automation';
import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import { nameOfField } from '@zhike/shared/formulas/field-name';

/** What rules are made of: the events, dates and actions of the server, and the company's own fields, those out of use too. */
export interface RuleParts extends RulePartsView {
  fields: readonly CustomFieldView[];
}

/** What a field is called; of one that is out of use it is said. */
export const labelOfField = ({ name, isRetired }: CustomFieldView) => (isRetired ? `${name}(已停用)` : name);

/** What a date is called; those of fields out of use are no longer among the parts, but rules that count from them still do. */
export function labelOfDate({ dates, fields }: Pick<RuleParts, 'dates' | 'fields'>, key: string): string | undefined {
  const field = fields.find(({ id }) => key === nameOfField(id));
  return dates.find((date) => date.key === key)?.label ?? (field && labelOfField(field));
}

/** Fields to pick from: those in use, and whatever is picked already. */
export function pickableFields(
  { fields }: Pick<RuleParts, 'fields'>,
  picked: readonly string[],
  nameOf: (id: string) => string | undefined,
): { value: string; label: string }[] {
  const gone = picked.filter((id) => !fields.some((field) => field.id === id));
  return [
    ...gone.map((id) => ({ value: id, label: nameOf(id) ?? '已删除' })),
    ...fields
      .filter(({ id, isRetired }) => !isRetired || picked.includes(id))
      .map((field) => ({ value: field.id, label: labelOfField(field) })),
  ];
}
