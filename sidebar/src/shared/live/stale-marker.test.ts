import type { QueryKey } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StaleMarker } from './stale-marker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first news is passed on at once, a burst as one more', () => {
  const passed: QueryKey[] = [];
  const marker = new StaleMarker((key) => passed.push(key));
  for (let count = 0; count < 50; count++) marker.mark(['tasks']);
  marker.mark(['me']);
  expect(passed).toEqual([['tasks'], ['me']]);
  vi.advanceTimersByTime(10_000);
  expect(passed).toEqual([['tasks'], ['me'], ['tasks']]);
});

test('nothing happens after the page has gone', () => {
  const passed: QueryKey[] = [];
  const marker = new StaleMarker((key) => passed.push(key));
  marker.mark(['tasks']);
  marker.mark(['tasks']);
  marker.stop();
  vi.advanceTimersByTime(10_000);
  expect(passed).toHaveLength(1);
});
