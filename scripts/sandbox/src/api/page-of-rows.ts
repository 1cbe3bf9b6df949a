import { fail } from './errors.ts';
import type { Parameters } from './parameters.ts';

/** Cursors are positions, for lists that lose no rows and get new ones only at their end. */
export function pageOfRows<T>(rows: T[], body: Parameters, limit: number): { page: T[]; next: string } {
  const cursor = body.text('cursor');
  const from = cursor ? Number(/^p(\d{1,9})$/.exec(cursor)?.[1] ?? fail(50100)) : 0;
  const to = from + limit;
  return { page: rows.slice(from, to), next: to < rows.length ? `p${to}` : '' };
}

/** `start_time` and `end_time` in ms, at most so many days apart. */
export function spanOf(body: Parameters, mostDays: number): { from: number; to: number } {
  const from = body.int('start_time', { missing: 40063, min: 0 });
  const to = body.int('end_time', { missing: 40063, min: 0 });
  if (to < from || to - from > mostDays * 24 * 3_600) fail(40058, `at most ${mostDays} days`);
  // The last second counts as a whole.
  return { from: from * 1_000, to: to * 1_000 + 999 };
}

export const seconds = (ms: number): number => Math.floor(ms / 1_000);
