import type { FieldOption, FieldValue } from '../contracts/custom-field.ts';

const grouped = (number: number) => number.toLocaleString('en-US', { maximumFractionDigits: 4 });

/** What a custom field holds, as a person reads it: 「12,500 元」, 「2026-11-08」, 「客厅、卧室」. Nothing is an empty string. */
export function sayFieldValue(
  { unit, options }: { unit: string | null; options: readonly Pick<FieldOption, 'id' | 'label'>[] },
  value: FieldValue | null,
): string {
  switch (value?.kind) {
    case undefined:
      return '';
    case 'text':
      return value.text;
    case 'number':
      return unit ? `${grouped(value.number)} ${unit}` : grouped(value.number);
    case 'date':
      return value.day;
    case 'choice':
      return options
        .filter(({ id }) => value.optionIds.includes(id))
        .map(({ label }) => label)
        .join('、');
  }
}
