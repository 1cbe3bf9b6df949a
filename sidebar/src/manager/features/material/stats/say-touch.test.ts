import { expect, test } from 'vitest';
import { sayDuration, sayOutcome, sayProgress } from './say-touch.ts';

test('durations as people say them', () => {
  expect([45, 60, 185, 3600, 3720].map(sayDuration)).toEqual(['45 秒', '1 分钟', '3 分 5 秒', '1 小时', '1 小时 2 分']);
});

test('what came of a sending, and why not', () => {
  expect(sayOutcome({ status: 'sent', failure: null })).toBe('已发送');
  expect(sayOutcome({ status: 'failed', failure: 'cancelled' })).toBe('员工取消了发送');
  expect(sayOutcome({ status: 'prepared', failure: null })).toBe('未确认');
});

test('how far somebody came, with the page of a brochure', () => {
  expect(sayProgress({ percent: 40, page: null, pages: null })).toBe('看了 40%');
  expect(sayProgress({ percent: 95, page: 12, pages: 12 })).toBe('看完了,停在第 12/12 页');
});
