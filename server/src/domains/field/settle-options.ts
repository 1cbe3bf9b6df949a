import type { FieldOption } from '@zhike/shared/contracts/custom-field';
import { newId } from '../../platform/id.ts';
import { FieldOptionNotFound, FieldOptionsNeeded, FieldOptionTaken, TooManyFieldOptions } from './errors.ts';

/** With the retired ones. */
const MAX_OPTIONS = 200;

/** The options that somebody wants beside those that are kept: what is left out is retired, and no two bear one name. */
export function settleOptions(
  kept: readonly FieldOption[],
  wanted: readonly { id?: string; label: string }[],
): FieldOption[] {
  if (wanted.length === 0) throw new FieldOptionsNeeded();
  const unknown = wanted.find(({ id }) => id !== undefined && !kept.some((one) => one.id === id));
  if (unknown) throw new FieldOptionNotFound({ optionId: unknown.id! });
  const named = new Set(wanted.map(({ id }) => id));
  // One that comes again under its old name is the old one.
  const used = wanted.map(({ id, label }) => {
    const back = kept.find((one) => one.isRetired && one.label === label && !named.has(one.id));
    return { id: id ?? back?.id ?? newId(), label, isRetired: false };
  });
  const retired = kept.filter(({ id }) => !used.some((one) => one.id === id));
  const options = [...used, ...retired.map((one) => ({ ...one, isRetired: true }))];
  const twice = options.find(
    ({ id, label }, index) => options.findIndex((one) => one.id === id || one.label === label) !== index,
  );
  if (twice) throw new FieldOptionTaken({ label: twice.label });
  if (options.length > MAX_OPTIONS) throw new TooManyFieldOptions({ max: MAX_OPTIONS });
  return options;
}
