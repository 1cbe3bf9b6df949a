import type { QueryFilters } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StaleMarker } from './stale-marker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first news is passed on at once, a burst as one more', () => {
  const passed: QueryFilters[] = [];
  const marker = new StaleMarker((filters) => passed.push(filters));
  for (let count = 0; count < 50; count++) marker.mark({ queryKey: ['tasks'] });
  marker.mark({ queryKey: ['me'] });
  expect(passed).toEqual([{ queryKey: ['tasks'] }, { queryKey: ['me'] }]);
  vi.advanceTimersByTime(10_000);
  expect(passed).toEqual([{ queryKey: ['tasks'] }, { queryKey: ['me'] }, { queryKey: ['tasks'] }]);
});

test('nothing happens after the page has gone', () => {
  const passed: QueryFilters[] = [];
  const marker = new StaleMarker((filters) => passed.push(filters));
  marker.mark({ queryKey: ['tasks'] });
  marker.mark({ queryKey: ['tasks'] });
  marker.stop();
  vi.advanceTimersByTime(10_000);
  expect(passed).toHaveLength(1);
});
