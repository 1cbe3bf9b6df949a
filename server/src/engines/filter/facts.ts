import type { Tx } from '../../platform/database/tx.ts';
import { lastDays } from './days.ts';
import type { Facts } from './evaluate.ts';
import type { FilterContext, FilterField, Loaded } from './field.ts';
import { conditionsOf, type PreparedFilter } from './prepare.ts';

const AT_ONCE = 500;

/** What these filters ask about these people, as it is now: some reads per field, however many people. Everybody asked for is there. */
export async function loadFacts(
  tx: Tx,
  ids: readonly string[],
  filters: PreparedFilter | readonly PreparedFilter[],
  context: FilterContext,
): Promise<Map<string, Facts>> {
  const found = new Map([...new Set(ids)].map((id) => [id, new Map<string, unknown>()]));
  const everyone = [...found.keys()];
  const conditions = [filters].flat().flatMap(conditionsOf);
  for (const field of new Set(conditions.map((one) => one.field))) {
    const days = conditions.map(({ condition }) => ('days' in condition ? condition.days : 1));
    const span = lastDays(Math.max(1, ...days), context);
    for (let start = 0; start < everyone.length; start += AT_ONCE) {
      const loaded = await load(tx, field, everyone.slice(start, start + AT_ONCE), span);
      for (const [id, fact] of loaded) found.get(id)?.set(field.name, fact);
    }
  }
  return found;
}

function load(
  tx: Tx,
  field: FilterField,
  ids: readonly string[],
  span: { from: string; to: string },
): Promise<Loaded<unknown>> {
  return field.kind === 'count' ? field.load(tx, ids, span.from, span.to) : field.load(tx, ids);
}
