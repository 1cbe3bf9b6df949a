import type { CustomFieldKind, FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomFieldRow } from './entity.ts';
import { FieldOptionNotFound, FieldValueNotForKind } from './errors.ts';

const kindOfValue: Record<CustomFieldKind, FieldValue['kind']> = {
  text: 'text',
  number: 'number',
  date: 'date',
  single_choice: 'choice',
  multiple_choice: 'choice',
};

/**
 * What a field can hold, each option once and in the order of the field. Retired options are for those who have them: `had`.
 * FieldValueNotForKind or FieldOptionNotFound otherwise.
 */
export function checkValue(
  { id: fieldId, kind, options }: Pick<CustomFieldRow, 'id' | 'kind' | 'options'>,
  value: FieldValue,
  had: FieldValue | null = null,
): FieldValue {
  if (value.kind !== kindOfValue[kind]) throw new FieldValueNotForKind({ fieldId });
  if (value.kind !== 'choice') return value;
  const kept = had?.kind === 'choice' ? had.optionIds : [];
  for (const optionId of value.optionIds) {
    const option = options.find(({ id }) => id === optionId);
    if (!option || (option.isRetired && !kept.includes(optionId))) throw new FieldOptionNotFound({ optionId });
  }
  const optionIds = options.map(({ id }) => id).filter((id) => value.optionIds.includes(id));
  if (kind === 'single_choice' && optionIds.length > 1) throw new FieldValueNotForKind({ fieldId });
  return { kind: 'choice', optionIds };
}
