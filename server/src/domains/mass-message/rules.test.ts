import { expect, test } from 'vitest';
import { nextPollAt, quotaAt, variablesIn, variantOf } from './rules.ts';

const ZONE = 'Asia/Shanghai';
const at = (moment: string) => Date.parse(`${moment}+08:00`);

test('a month counts from its first midnight here, and allows as many as it has days', () => {
  expect(quotaAt('month', at('2026-11-30T23:59:59'), ZONE)).toEqual({ from: at('2026-11-01T00:00:00'), most: 30 });
  expect(quotaAt('month', at('2026-12-01T00:00:00'), ZONE)).toEqual({ from: at('2026-12-01T00:00:00'), most: 31 });
  expect(quotaAt('month', at('2028-02-29T12:00:00'), ZONE).most).toBe(29);
});

test('a week begins on Monday, a day at midnight', () => {
  expect(quotaAt('week', at('2026-12-06T23:59:00'), ZONE)).toEqual({ from: at('2026-11-30T00:00:00'), most: 7 });
  expect(quotaAt('week', at('2026-12-07T00:00:00'), ZONE).from).toBe(at('2026-12-07T00:00:00'));
  expect(quotaAt('day', at('2026-12-06T00:00:01'), ZONE)).toEqual({ from: at('2026-12-06T00:00:00'), most: 1 });
});

test('results are asked for after 5 minutes, an hour, then daily for a fortnight', () => {
  const made = at('2026-11-28T10:00:00');
  const DAY = 86_400_000;
  expect(nextPollAt(0, made, made)).toBe(made + 300_000);
  expect(nextPollAt(1, made, made + 300_000)).toBe(made + 3_600_000);
  expect(nextPollAt(2, made, made + 3_600_000)).toBe(made + 3_600_000 + DAY);
  // After an outage of hours the hour is not made up for.
  expect(nextPollAt(1, made, made + 8 * 3_600_000)).toBe(made + 8 * 3_600_000 + DAY);
  expect(nextPollAt(16, made, made + 14 * DAY)).toBeNull();
});

test('two texts are dealt out about evenly, and the same customer always gets the same', () => {
  const dealt = Array.from({ length: 2_000 }, (_, n) => variantOf('m', `c${n}`, 2));
  const second = dealt.filter((variant) => variant === 1).length;
  expect(Math.abs(second - 1_000)).toBeLessThan(120);
  expect(variantOf('m', 'c7', 2)).toBe(dealt[7]);
  expect(variantOf('m', 'c7', 1)).toBe(0);
});

test('variables of scripts are found, other braces are words', () => {
  expect(variablesIn('{客户昵称}你好,{满300减20},{员工姓名}')).toEqual(['客户昵称', '员工姓名']);
});
