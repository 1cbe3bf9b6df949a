import { expect, test } from 'vitest';
import { afterWorkingTime, saysPhone, workingDayOf, workingTimeBetween } from './rules.ts';

const hours = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const at = (text: string) => Date.parse(`${text}+08:00`);
const due = (since: string, minutes: number) => afterWorkingTime(at(since), minutes, hours, 'Asia/Shanghai');

test('only working time counts: the rest waits for the next opening', () => {
  expect(due('2026-11-23T10:00:30', 30)).toBe(at('2026-11-23T10:30:30'));
  expect(due('2026-11-23T07:00:00', 30)).toBe(at('2026-11-23T09:30:00'));
  expect(due('2026-11-23T17:50:00', 30)).toBe(at('2026-11-24T09:20:00'));
  expect(due('2026-11-27T17:50:00', 30)).toBe(at('2026-11-30T09:20:00'));
  expect(due('2026-11-28T12:00:00', 600)).toBe(at('2026-12-01T10:00:00'));
});

test('a mobile number is seen however it is grouped, a longer number is not one', () => {
  for (const text of ['打我13800138000', '138 0013 8000', '138-0013-8000', '１３８００１３８０００'])
    expect(saysPhone(text), text).toBe(true);
  for (const text of ['订单 6213800138000', '12800138000', '1380013800', '138001380001']) {
    expect(saysPhone(text), text).toBe(false);
  }
});

test('with the country’s code, or with dots, it is a mobile number too', () => {
  for (const text of [
    '+8613812345678',
    '8613812345678',
    '电话8613812345678',
    '+86 138 1234 5678',
    '0086-13812345678',
    '138.1234.5678',
  ])
    expect(saysPhone(text), text).toBe(true);
  for (const text of ['9613812345678', '88613812345678', '139.00 158.00 5', '合计 138.12.345678'])
    expect(saysPhone(text), text).toBe(false);
});

test('a landline is seen by its area code set apart', () => {
  for (const text of [
    '座机010-12345678',
    '0755-8765 4321',
    '(021)62345678',
    '0551 6234567',
    '+86-10-62345678',
    '010-62345678-801',
  ])
    expect(saysPhone(text), text).toBe(true);
  for (const text of [
    '订单01062345678',
    '2026-010-62345678',
    'SO010-62345678',
    '010-6234567890',
    '62345678',
    '01-62345678',
  ])
    expect(saysPhone(text), text).toBe(false);
});

test('nights and weekends are no waiting', () => {
  const minutes = (from: string, to: string) => workingTimeBetween(at(from), at(to), hours, 'Asia/Shanghai') / 60_000;
  expect(minutes('2026-11-23T10:00:00', '2026-11-23T10:00:30')).toBe(0.5);
  expect(minutes('2026-11-27T20:00:00', '2026-11-30T09:05:00')).toBe(5);
  expect(minutes('2026-11-27T17:50:00', '2026-11-30T09:05:00')).toBe(15);
  expect(minutes('2026-11-23T09:00:00', '2026-11-27T18:00:00')).toBe(5 * 9 * 60);
  expect(minutes('2026-11-28T10:00:00', '2026-11-28T12:00:00')).toBe(0);
  expect(minutes('2026-11-23T12:00:00', '2026-11-23T11:00:00')).toBe(0);
});

test('what is asked after hours is the next working day’s', () => {
  const day = (time: string) => workingDayOf(at(time), hours, 'Asia/Shanghai');
  expect(day('2026-11-27T17:00:00')).toBe('2026-11-27');
  expect(day('2026-11-27T06:00:00')).toBe('2026-11-27');
  expect(day('2026-11-27T20:00:00')).toBe('2026-11-30');
  expect(day('2026-11-29T12:00:00')).toBe('2026-11-30');
});
