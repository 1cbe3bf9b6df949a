import { expect, test } from 'vitest';
import { formatDuration, formatWhen } from './time.ts';

const now = Date.parse('2026-11-22T14:30:00+08:00');

test.each([
  [now - 20_000, '刚刚'],
  [now - 5 * 60_000, '5 分钟前'],
  [Date.parse('2026-11-22T09:05:00+08:00'), '09:05'],
  [Date.parse('2026-11-21T23:59:00+08:00'), '昨天 23:59'],
  [Date.parse('2026-03-08T08:00:00+08:00'), '3月8日 08:00'],
  [Date.parse('2025-12-31T08:00:00+08:00'), '2025年12月31日 08:00'],
])('a moment is said as people say it: %d → %s', (at, words) => {
  expect(formatWhen(at, now)).toBe(words);
});

test('short times are told in ms, longer ones in seconds', () => {
  expect(formatDuration(41.6)).toBe('42 ms');
  expect(formatDuration(1_340)).toBe('1.3 秒');
});
