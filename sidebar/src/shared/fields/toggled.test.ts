import { expect, test } from 'vitest';
import { applyToggles, type Toggled, toggle } from './toggled.ts';

const NOTHING: Toggled = {};

test('what somebody else has added or taken away meanwhile stays so', () => {
  const toggled = toggle(['客厅', '阳台'], NOTHING, '厨房');
  expect(applyToggles(['客厅', '卧室'], toggled)).toEqual(['客厅', '卧室', '厨房']);
});

test('what one takes away is gone, what both have chosen is there once', () => {
  const toggled = toggle(['客厅'], toggle(['客厅'], NOTHING, '客厅'), '厨房');
  expect(applyToggles(['客厅', '厨房'], toggled)).toEqual(['厨房']);
});

test('who toggles twice has touched nothing', () => {
  expect(toggle(['客厅'], toggle(['客厅'], NOTHING, '厨房'), '厨房')).toEqual(NOTHING);
  expect(toggle(['客厅'], toggle(['客厅'], NOTHING, '客厅'), '客厅')).toEqual(NOTHING);
});

test('a second tap undoes what is on screen, whatever has been saved between the taps', () => {
  const toggled = toggle([], NOTHING, '厨房');
  expect(applyToggles(['厨房'], toggle(['厨房'], toggled, '厨房'))).toEqual([]);
});
