import type { Filter } from '@zhike/shared/contracts/filter';
import type { Tx } from '../../platform/database/tx.ts';
import type { FilterField } from './field.ts';
import type { FilterFields } from './registry.ts';

/** By name each field that filters ask for, with what people call its values; what is no more has no name. */
export type FilterWords = ReadonlyMap<string, { field: FilterField; names: ReadonlyMap<string, string> }>;

/** The words for these filters: one read per field that is made by people, and one per field that names people or things. */
export async function wordsOfFilters(tx: Tx, fields: FilterFields, filters: readonly Filter[]): Promise<FilterWords> {
  const wanted = new Map<string, Set<string>>();
  for (const filter of filters) collectValues(filter, wanted);
  const words = new Map<string, { field: FilterField; names: ReadonlyMap<string, string> }>();
  for (const [name, values] of wanted) {
    const field = await fields.find(tx, name);
    if (field) words.set(name, { field, names: await namesOfValues(tx, field, [...values]) });
  }
  return words;
}

async function namesOfValues(tx: Tx, field: FilterField, values: string[]): Promise<ReadonlyMap<string, string>> {
  const options = 'options' in field ? field.options : undefined;
  if (options) return new Map(options.map((option) => [option.value, option.label]));
  return values.length > 0 && field.names ? field.names(tx, values) : new Map();
}

/** Every field with the values that are named for it; none where only its being there matters. */
function collectValues(filter: Filter, wanted: Map<string, Set<string>>): void {
  if ('all' in filter) return filter.all.forEach((one) => collectValues(one, wanted));
  if ('any' in filter) return filter.any.forEach((one) => collectValues(one, wanted));
  if ('not' in filter) return collectValues(filter.not, wanted);
  const known = wanted.get(filter.field) ?? new Set();
  if ('values' in filter) for (const value of filter.values) known.add(value);
  wanted.set(filter.field, known);
}
