import { z } from 'zod';
import { Day } from './common.ts';
import { FieldNumber } from './custom-field.ts';

/**
 * The one language that narrows customers (人群): lists, mass sends, SOPs, rules and reports all speak it. A filter is a condition, or
 * filters joined by `all`, `any` and `not`. Which fields there are, and of what kind, the server's registry says; each kind knows its
 * operators. Times are epoch ms of business time, `to` exclusive; days are business days.
 *
 * Nothing is ever "unknown": a condition fits or does not. A customer without a value fits `empty` and every `none`, nothing else.
 */
export const MAX_FILTER_DEPTH = 8;
export const MAX_FILTER_CONDITIONS = 50;
const MAX_VALUES = 200;
const MAX_BRANCHES = 20;

const field = z.string().regex(/^[a-z][a-z0-9_.]{0,63}$/);
const values = z.array(z.string().trim().min(1).max(128)).min(1).max(MAX_VALUES);
/** Counts back from today, today included: 1 is today alone. */
const days = z.int().min(1).max(36_500);
const count = z.int().min(0).max(1_000_000_000);

/** Sets (tags, groups) and choices (stage, owner, channel …): `all` makes sense for sets alone. */
const ofChoices = z.strictObject({ field, op: z.enum(['any', 'all', 'none']), values });
const isThere = z.strictObject({ field, op: z.enum(['empty', 'present']) });
/** Dates; at least one end. */
const between = z
  .strictObject({ field, op: z.literal('between'), from: z.int().optional(), to: z.int().optional() })
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'one end at least');
/**
 * Dates as seen from now: `within_days`, on one of the last N days; `before_days`, before those days began; `next_days`, on one of the next
 * N days, today included.
 */
const relative = z.strictObject({ field, op: z.enum(['within_days', 'before_days', 'next_days']), days });
/** Numbers, both ends included; at least one end. */
const ranged = z
  .strictObject({ field, op: z.literal('range'), min: FieldNumber.optional(), max: FieldNumber.optional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'one end at least');
const ofText = z.strictObject({ field, op: z.enum(['contains', 'equals']), text: z.string().trim().min(1).max(128) });
/**
 * How often something happened: `values` name the kinds, whose counts are added up. On the last `days`, or on the business days from
 * `from` to `to`, both included, of which one end at least is there.
 */
const counted = z
  .strictObject({
    field,
    op: z.literal('count'),
    values,
    days: days.optional(),
    from: Day.optional(),
    to: Day.optional(),
    min: count.optional(),
    max: count.optional(),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'one end at least')
  .refine(({ days: last, from, to }) => (last === undefined) !== (from === undefined && to === undefined), {
    message: 'either the last days or days from and to',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, 'from before to');

export const FilterCondition = z.union([ofChoices, isThere, between, relative, ranged, ofText, counted]);
export type FilterCondition = z.infer<typeof FilterCondition>;
export type FilterOperator = FilterCondition['op'];

export type Filter = FilterCondition | { all: Filter[] } | { any: Filter[] } | { not: Filter };

const tree: z.ZodType<Filter, Filter> = z.lazy(() =>
  z.union([
    FilterCondition,
    z.strictObject({ all: z.array(tree).min(1).max(MAX_BRANCHES) }),
    z.strictObject({ any: z.array(tree).min(1).max(MAX_BRANCHES) }),
    z.strictObject({ not: tree }),
  ]),
);

/** Measured before anything walks into it: what is nested a hundred thousand deep must not use up the stack. */
export const Filter = z
  .custom<Filter>(isOfBearableSize, `at most ${MAX_FILTER_CONDITIONS} conditions, ${MAX_FILTER_DEPTH} deep`)
  .pipe(tree);

function isOfBearableSize(filter: unknown): boolean {
  let conditions = 0;
  let level: unknown[] = [filter];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_FILTER_DEPTH || level.length > MAX_FILTER_CONDITIONS) return false;
    conditions += level.filter((one) => branchesOf(one).length === 0).length;
    level = level.flatMap(branchesOf);
  }
  return conditions <= MAX_FILTER_CONDITIONS;
}

function branchesOf(filter: unknown): unknown[] {
  if (typeof filter !== 'object' || filter === null) return [];
  const { all, any, not } = filter as { all?: unknown; any?: unknown; not?: unknown };
  return [all, any, not].flatMap((part) => (part === undefined ? [] : part));
}
