import { expect, test } from 'vitest';
import { keysOf } from './live-keys.ts';

test('news of a customer makes her profile and timeline stale, and nobody else’s', () => {
  const keys = keysOf({ type: 'customer.tagged', customerId: 'c1' });
  expect(keys).toContainEqual(['timeline', 'c1']);
  expect(keys).not.toContainEqual(['timeline']);
});

test('news that no page of ours shows makes nothing stale', () => {
  expect(keysOf({ type: 'schedule.hour_started', customerId: null })).toEqual([]);
});
