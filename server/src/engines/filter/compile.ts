import type { FilterContext, Place, Sql } from './field.ts';
import { rulesOf } from './kinds/index.ts';
import type { PreparedFilter } from './prepare.ts';

/**
 * The filter as a condition about the people who stand at this place. Always one comparison or in brackets.
 * A comparison with NULL counts as not true; `IS NOT TRUE` keeps it so under every `not`.
 */
export function compileFilter(filter: PreparedFilter, place: Place, context: FilterContext): Sql {
  if ('all' in filter) return join(' AND ', filter.all, place, context);
  if ('any' in filter) return join(' OR ', filter.any, place, context);
  if ('not' in filter) {
    const { sql, values } = compileFilter(filter.not, place, context);
    return { sql: `(${sql} IS NOT TRUE)`, values };
  }
  const { sql, values } = rulesOf(filter.field).sql(filter.field, filter.condition, place, context);
  return { sql: `(${sql})`, values };
}

function join(word: string, filters: PreparedFilter[], place: Place, context: FilterContext): Sql {
  const parts = filters.map((one) => compileFilter(one, place, context));
  return { sql: `(${parts.map((one) => one.sql).join(word)})`, values: parts.flatMap((one) => one.values) };
}
