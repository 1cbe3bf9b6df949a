import { expect, test } from 'vitest';
import { sayCountdown, sayLiveTime } from './say-live.ts';

const startsAt = Date.parse('2026-12-01T12:00:00Z');
const live = { startsAt, endsAt: startsAt + 3_600_000 };

test.each([
  [startsAt - 93_784_000, '距开始还有 1 天 02:03:04'],
  [startsAt - 500, '距开始还有 00:00:01'],
  [startsAt, '正在直播'],
  [live.endsAt + 1, '直播已结束'],
])('at %i: %s', (now, said) => {
  expect(sayCountdown(live, now)).toBe(said);
});

test('the time is China’s', () => {
  expect(sayLiveTime(live)).toBe('12月1日 20:00–21:00');
});
