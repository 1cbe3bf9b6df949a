import { expect, test } from 'vitest';
import { sayCount, sayMoney } from './number.ts';
import { clockTime, dayOf, exactTime, sayAge, sayDay, sayTime, startOfDay } from './time.ts';

const now = Date.parse('2026-03-10T06:30:00Z'); // 14:30 in Shanghai
const at = (text: string) => Date.parse(text);

test.each([
  ['2026-03-10T06:29:30Z', '刚刚'],
  ['2026-03-10T06:30:20Z', '刚刚'],
  ['2026-03-10T06:25:00Z', '5 分钟前'],
  ['2026-03-10T01:05:00Z', '今天 09:05'],
  ['2026-03-09T15:59:00Z', '昨天 23:59'],
  ['2026-03-10T08:00:00Z', '今天 16:00'],
  ['2026-03-11T08:00:00Z', '明天 16:00'],
  ['2026-03-08T08:00:00Z', '3月8日'],
  ['2025-12-31T08:00:00Z', '2025年12月31日'],
])('%s is said as %s', (text, said) => {
  expect(sayTime(at(text), now)).toBe(said);
});

test('midnight in Shanghai divides the days, wherever the browser is', () => {
  expect(sayDay(at('2026-03-09T16:00:00Z'), now)).toBe('今天');
  expect(sayDay(at('2026-03-09T15:59:59Z'), now)).toBe('昨天');
  expect(clockTime(at('2026-03-09T16:00:00Z'))).toBe('00:00');
});

test('ages are rough, exact times are exact', () => {
  expect(sayAge(at('2026-03-07T06:30:00Z'), now)).toBe('3 天前');
  expect(sayAge(at('2026-01-01T06:30:00Z'), now)).toBe('2 个月前');
  expect(exactTime(now)).toBe('2026年3月10日 14:30');
});

test('counts and money', () => {
  expect(sayCount(9_876)).toBe('9,876');
  expect(sayCount(12_999)).toBe('1.2 万');
  expect(sayCount(34_560_000)).toBe('3,456 万');
  expect(sayMoney(123_450)).toBe('¥1,234.50');
  expect(sayMoney(-5)).toBe('-¥0.05');
});

test('a calendar day and its beginning', () => {
  expect(dayOf(at('2026-03-09T16:00:00Z'))).toBe('2026-03-10');
  expect(dayOf(at('2026-03-09T15:59:59Z'))).toBe('2026-03-09');
  expect(startOfDay('2026-03-10')).toBe(at('2026-03-09T16:00:00Z'));
});
