import { ActError } from '../acts/act-error.ts';
import type { SequenceList } from '../world/sequence-list.ts';
import type { Page } from './contract.ts';

const defaultLimit = 50;
const mostLimit = 500;

/** One page of a list; the cursor is the position. Lists here are for people looking, so a shifted row does no harm. */
export function pageOf<T, V>(
  items: Iterable<T>,
  query: { cursor?: string; limit?: string },
  show: (item: T) => V,
): Page<V> {
  const from = readNumber(query.cursor, 0);
  const limit = Math.min(readNumber(query.limit, defaultLimit), mostLimit);
  const shown: V[] = [];
  let index = 0;
  for (const item of items) {
    if (index >= from + limit) return { items: shown, nextCursor: String(index) };
    if (index >= from) shown.push(show(item));
    index += 1;
  }
  return { items: shown, nextCursor: '' };
}

/** Messages, oldest first: those after a `seq`, or the newest. */
export function newestOrAfter<T extends { seq: number }>(
  list: SequenceList<T> | undefined,
  query: { after?: string; limit?: string },
): T[] {
  const limit = Math.min(readNumber(query.limit, 100), mostLimit);
  const found: T[] = [];
  if (query.after !== undefined) {
    for (const item of list?.after(readNumber(query.after, 0)) ?? []) if (found.push(item) === limit) break;
  } else {
    for (const item of list?.newestFirst() ?? []) if (found.unshift(item) === limit) break;
  }
  return found;
}

export function readNumber(text: string | undefined, fallback: number): number {
  if (text === undefined || text === '') return fallback;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new ActError('invalid', 'cursor、limit、after 应为非负整数');
  return number;
}

/** Case-insensitive search over a few texts. */
export function matchesSearch(search: string | undefined, ...texts: string[]): boolean {
  if (!search) return true;
  const wanted = search.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
