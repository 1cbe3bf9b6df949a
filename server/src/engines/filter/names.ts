import type { Filter } from '@zhike/shared/contracts/filter';
import type { Tx } from '../../platform/database/tx.ts';
import type { FilterFields } from './registry.ts';

/** By field and value what people call it; what is no more has no name. */
export type FilterNames = Map<string, Map<string, string>>;

/** The names of all values in these filters: one read per field that names people or things. */
export async function namesInFilters(tx: Tx, fields: FilterFields, filters: readonly Filter[]): Promise<FilterNames> {
  const values = new Map<string, Set<string>>();
  for (const filter of filters) collectValues(filter, values);
  const names: FilterNames = new Map();
  for (const [name, wanted] of values) {
    const field = fields.find(name);
    if (!field) continue;
    const options = 'options' in field ? field.options : undefined;
    if (options) names.set(name, new Map(options.map((option) => [option.value, option.label])));
    else if (field.names) names.set(name, await field.names(tx, [...wanted]));
  }
  return names;
}

function collectValues(filter: Filter, values: Map<string, Set<string>>): void {
  if ('all' in filter) return filter.all.forEach((one) => collectValues(one, values));
  if ('any' in filter) return filter.any.forEach((one) => collectValues(one, values));
  if ('not' in filter) return collectValues(filter.not, values);
  if (!('values' in filter)) return;
  const known = values.get(filter.field) ?? new Set();
  for (const value of filter.values) known.add(value);
  values.set(filter.field, known);
}
