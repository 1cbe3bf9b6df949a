import type { FilterContext } from './field.ts';
import { rulesOf } from './kinds/index.ts';
import type { PreparedFilter } from './prepare.ts';

/** What is known of one person, by the name of the field; what has no value is absent. */
export type Facts = ReadonlyMap<string, unknown>;

/** Whether somebody of whom this is known is meant: the same answer as the filter in SQL. */
export function matchesFilter(filter: PreparedFilter, facts: Facts, context: FilterContext): boolean {
  if ('all' in filter) return filter.all.every((one) => matchesFilter(one, facts, context));
  if ('any' in filter) return filter.any.some((one) => matchesFilter(one, facts, context));
  if ('not' in filter) return !matchesFilter(filter.not, facts, context);
  const { field, condition } = filter;
  return rulesOf(field).matches(field, condition, facts.get(field.name), context);
}
