import type { CustomerFieldView } from '@zhike/shared/contracts/customer';

/** More would push everything else far down. */
const SHOWN_AT_FIRST = 8;

const NONE: ReadonlySet<string> = new Set();

/**
 * Ids of the fields to show before anybody asks for all: filled ones, and empty ones while there is room. What is shown already
 * stays, so that a row does not leave from under the finger that empties it.
 */
export function chooseShown(fields: readonly CustomerFieldView[], already = NONE): ReadonlySet<string> {
  const shown = fields.filter(({ fieldId }) => already.has(fieldId));
  const hidden = fields.filter(({ fieldId }) => !already.has(fieldId));
  const filled = first(SHOWN_AT_FIRST - shown.filter(({ value }) => value).length, hidden, ({ value }) => !!value);
  const empty = first(SHOWN_AT_FIRST - shown.length - filled.length, hidden, ({ value }) => !value);
  const more = [...filled, ...empty].map(({ fieldId }) => fieldId);
  return more.length > 0 ? new Set([...already, ...more]) : already;
}

function first(
  count: number,
  fields: readonly CustomerFieldView[],
  isWanted: (field: CustomerFieldView) => boolean,
): CustomerFieldView[] {
  return fields.filter(isWanted).slice(0, Math.max(count, 0));
}
