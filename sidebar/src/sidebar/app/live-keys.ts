import type { News } from '../../shared/live/use-live.ts';

/** Which reads a piece of news makes stale. */
export function keysOf({ type, customerId }: News): readonly (readonly unknown[])[] {
  const noun = type.split('.')[0];
  if (noun === 'task') return [['tasks'], ['customer', customerId], ['timeline', customerId], ['customer-by-external']];
  if (noun === 'corp_tag') return [['tag-groups']];
  if (customerId) return [['customer', customerId], ['customer-by-external'], ['timeline', customerId], ['tasks', customerId], ['recent-customers']];
  return [];
}
