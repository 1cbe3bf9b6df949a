import { z } from 'zod';

/**
 * The one language that narrows customers (人群): lists, mass sends, SOPs, rules and reports all speak it. A filter is a condition, or
 * filters joined by `all`, `any` and `not`. Which fields there are, and of what kind, the server's registry says; each kind knows its
 * operators. Times are epoch ms of business time, `to` exclusive; days are business days.
 */
export const MAX_FILTER_DEPTH = 5;
export const MAX_FILTER_CONDITIONS = 50;
const MAX_VALUES = 200;

const field = z.string().regex(/^[a-z][a-z0-9_.]{0,63}$/);
const values = z.array(z.string().min(1).max(128)).min(1).max(MAX_VALUES);
const day = z.int().min(0).max(36_500);

/** Sets (tags, groups) and choices (stage, owner, channel …): `all` makes sense for sets alone. */
const ofChoices = z.strictObject({ field, op: z.enum(['any', 'all', 'none']), values });
const isThere = z.strictObject({ field, op: z.enum(['empty', 'present']) });
/** Numbers, and dates as epoch ms; at least one end. */
const between = z
  .strictObject({ field, op: z.literal('between'), from: z.number().optional(), to: z.number().optional() })
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'one end at least');
/** Dates as seen from now: in the last N days; longer ago than N days. */
const relative = z.strictObject({ field, op: z.enum(['within_days', 'before_days']), days: day });
const ofText = z.strictObject({ field, op: z.enum(['contains', 'equals']), text: z.string().min(1).max(128) });
/** How often something happened in a span: `values` name the kinds, `days` counts back from today, today included. */
const counted = z.strictObject({
  field,
  op: z.literal('count'),
  values,
  days: day.min(1),
  min: z.int().min(0).optional(),
  max: z.int().min(0).optional(),
});

export const FilterCondition = z.union([ofChoices, isThere, between, relative, ofText, counted]);
export type FilterCondition = z.infer<typeof FilterCondition>;

export type Filter = FilterCondition | { all: Filter[] } | { any: Filter[] } | { not: Filter };

const tree: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    FilterCondition,
    z.strictObject({ all: z.array(tree).min(1).max(20) }),
    z.strictObject({ any: z.array(tree).min(1).max(20) }),
    z.strictObject({ not: tree }),
  ]),
);

export const Filter = tree.refine((filter) => measure(filter, 1), {
  error: `at most ${MAX_FILTER_CONDITIONS} conditions, ${MAX_FILTER_DEPTH} deep`,
});

function measure(filter: Filter, depth: number, seen = { conditions: 0 }): boolean {
  if (depth > MAX_FILTER_DEPTH) return false;
  if ('all' in filter) return filter.all.every((one) => measure(one, depth + 1, seen));
  if ('any' in filter) return filter.any.every((one) => measure(one, depth + 1, seen));
  if ('not' in filter) return measure(filter.not, depth + 1, seen);
  seen.conditions += 1;
  return seen.conditions <= MAX_FILTER_CONDITIONS;
}
