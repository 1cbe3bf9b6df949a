import type { Tx } from '../../platform/database/tx.ts';
import { countedDays } from './days.ts';
import type { Facts } from './evaluate.ts';
import type { FilterContext, FilterField, Loaded } from './field.ts';
import { conditionsOf, type PreparedCondition, type PreparedFilter } from './prepare.ts';

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
    const span = spanOf(conditions, field, context);
    for (let start = 0; start < everyone.length; start += AT_ONCE) {
      const loaded = await load(tx, field, everyone.slice(start, start + AT_ONCE), span);
      for (const [id, fact] of loaded) found.get(id)?.set(field.name, fact);
    }
  }
  return found;
}

/** All the days over which something counts: whoever evaluates picks hers. */
function spanOf(conditions: readonly PreparedCondition[], of: FilterField, context: FilterContext) {
  const spans = conditions.flatMap(({ field, condition }) =>
    field === of && condition.op === 'count' ? [countedDays(condition, context)] : [],
  );
  const from = spans.map((span) => span.from).sort()[0] ?? '';
  const to =
    spans
      .map((span) => span.to)
      .sort()
      .at(-1) ?? '';
  return { from, to };
}

function load(
  tx: Tx,
  field: FilterField,
  ids: readonly string[],
  span: { from: string; to: string },
): Promise<Loaded<unknown>> {
  return field.kind === 'count' ? field.load(tx, ids, span.from, span.to) : field.load(tx, ids);
}
