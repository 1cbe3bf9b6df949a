import type { CustomerFieldView } from '@zhike/shared/contracts/customer';

/** More would push everything else far down. */
const SHOWN_AT_FIRST = 8;

/** The fields to show before anybody asks for all: filled ones first, but in the company's order. */
export function chooseShown(fields: readonly CustomerFieldView[]): CustomerFieldView[] {
  const filledFirst = [...fields.filter(({ value }) => value), ...fields.filter(({ value }) => !value)];
  const shown = new Set(filledFirst.slice(0, SHOWN_AT_FIRST));
  return fields.filter((field) => shown.has(field));
}
