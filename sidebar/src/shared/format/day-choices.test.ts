import { afterEach, expect, test } from 'vitest';
import { dayChoices, fromDateInput, toDateInput } from './day-choices.ts';
import { exactTime, sayDelay, sayDue } from './time.ts';
import { instantOf, setTimeZone } from './zone.ts';

afterEach(() => setTimeZone('Asia/Shanghai'));

const said = (now: number) => dayChoices(now).map(({ label, at }) => `${label} ${exactTime(at)}`);

test('next dates lie in the morning of the company’s calendar', () => {
  // Tuesday, half past midnight in Shanghai; still Monday in Greenwich.
  expect(said(Date.parse('2026-03-09T16:30:00Z'))).toEqual([
    '明天 2026年3月11日 10:00',
    '3天后 2026年3月13日 10:00',
    '下周一 2026年3月16日 10:00',
  ]);
});

test('on a Monday, next Monday is a week away', () => {
  expect(said(Date.parse('2026-03-09T02:00:00Z'))[2]).toBe('下周一 2026年3月16日 10:00');
});

test('no day is offered twice', () => {
  for (let day = 0; day < 7; day++) {
    const choices = dayChoices(Date.parse('2026-03-09T02:00:00Z') + day * 86_400_000);
    expect(new Set(choices.map(({ at }) => at)).size).toBe(3);
  }
  expect(said(Date.parse('2026-03-15T02:00:00Z'))[2]).toBe('一周后 2026年3月22日 10:00');
});

test('a date input shows the company’s wall clock and is read back to the same instant', () => {
  const at = Date.parse('2026-03-10T06:30:00Z');
  expect(toDateInput(at)).toBe('2026-03-10T14:30');
  expect(fromDateInput('2026-03-10T14:30')).toBe(at);
  expect(fromDateInput('2026-03-')).toBeNull();
});

test('other zones, with summer time, too', () => {
  setTimeZone('Europe/Berlin');
  expect(new Date(instantOf('2026-03-29T10:00')).toISOString()).toBe('2026-03-29T08:00:00.000Z');
  expect(new Date(instantOf('2026-03-28T10:00')).toISOString()).toBe('2026-03-28T09:00:00.000Z');
});

test('due and late', () => {
  const now = Date.parse('2026-03-10T06:30:00Z');
  expect(sayDue(now + 90 * 60_000, now)).toBe('今天 16:00');
  expect(sayDue(now + 5 * 86_400_000, now)).toBe('3月15日 14:30');
  expect([sayDelay(1_000), sayDelay(3 * 3_600_000), sayDelay(49 * 3_600_000)]).toEqual(['1 分钟', '3 小时', '2 天']);
});
