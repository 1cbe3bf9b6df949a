import type { Filter, FilterCondition } from '@zhike/shared/contracts/filter';
import type { Tx } from '../../platform/database/tx.ts';
import { FilterOperatorNotForField, FilterValueUnknown } from './errors.ts';
import type { FilterField } from './field.ts';
import { type FilterFields, operatorsOf } from './registry.ts';

export interface PreparedCondition {
  field: FilterField;
  /** With all values that stand for those asked for. */
  condition: FilterCondition;
}

/** A filter whose fields are found and whose values are settled: ready for SQL and for memory, at any moment. */
export type PreparedFilter =
  | PreparedCondition
  | { all: PreparedFilter[] }
  | { any: PreparedFilter[] }
  | { not: PreparedFilter };

/** Looks the fields up and refuses what makes no sense. Say it again when departments may have changed. */
export async function prepareFilter(tx: Tx, fields: FilterFields, filter: Filter): Promise<PreparedFilter> {
  if ('all' in filter) return { all: await prepareEach(tx, fields, filter.all) };
  if ('any' in filter) return { any: await prepareEach(tx, fields, filter.any) };
  if ('not' in filter) return { not: await prepareFilter(tx, fields, filter.not) };
  const field = await fields.get(tx, filter.field);
  checkCondition(field, filter);
  if (!('values' in filter)) return { field, condition: filter };
  const values = [...new Set(filter.values)];
  return { field, condition: { ...filter, values: field.expand ? await field.expand(tx, values) : values } };
}

async function prepareEach(tx: Tx, fields: FilterFields, filters: Filter[]): Promise<PreparedFilter[]> {
  const prepared: PreparedFilter[] = [];
  for (const one of filters) prepared.push(await prepareFilter(tx, fields, one));
  return prepared;
}

/** Throws when the field does not know the operator or cannot have a value. */
export function checkCondition(field: FilterField, condition: FilterCondition): void {
  if (!operatorsOf(field).includes(condition.op))
    throw new FilterOperatorNotForField({ field: field.name, operator: condition.op });
  const options = 'options' in field ? field.options : undefined;
  if (!options || !('values' in condition)) return;
  for (const value of condition.values)
    if (!options.some((option) => option.value === value)) throw new FilterValueUnknown({ field: field.name, value });
}

/** Its conditions, each once for each time it stands there. */
export function conditionsOf(filter: PreparedFilter): PreparedCondition[] {
  if ('all' in filter) return filter.all.flatMap(conditionsOf);
  if ('any' in filter) return filter.any.flatMap(conditionsOf);
  if ('not' in filter) return conditionsOf(filter.not);
  return [filter];
}
