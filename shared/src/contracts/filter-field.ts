import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Filter } from './filter.ts';

/** With what a person picks the values of a field. */
export const FieldInput = z.enum([
  'tag',
  'member',
  'department',
  'stage',
  'channel',
  'group_chat',
  'material',
  'options',
  'date',
  'number',
  'text',
  'count',
]);
export type FieldInput = z.infer<typeof FieldInput>;

/** What filters can ask for. */
export const FilterFieldView = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['choice', 'set', 'date', 'number', 'text', 'count']),
  input: FieldInput,
  /** Of numbers: 元, ㎡ … */
  unit: z.string().nullable(),
  /** No longer offered; filters that ask for it still work. */
  isRetired: z.boolean(),
  operators: z.array(z.string()),
  /** Every value there is, where they are few; for counts what is counted. */
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});
export type FilterFieldView = z.infer<typeof FilterFieldView>;

export const listFilterFields = endpoint({
  method: 'GET',
  path: '/api/filter-fields',
  audience: 'member',
  summary: 'The fields that filters of customers can ask for',
  response: z.object({ items: z.array(FilterFieldView) }),
});

export const FilterInWords = z.object({
  /** One sentence in Chinese. */
  sentence: z.string(),
  /** What people call the values in it; what has been deleted meanwhile has no name. */
  names: z.array(z.object({ field: z.string(), value: z.string(), name: z.string() })),
});
export type FilterInWords = z.infer<typeof FilterInWords>;

export const describeFilter = endpoint({
  method: 'POST',
  path: '/api/filters/describe',
  audience: 'member',
  summary: 'A filter as a person says it, with the names of all values in it',
  body: z.object({ filter: Filter }),
  response: FilterInWords,
});
