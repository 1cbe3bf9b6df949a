import { expect, test } from 'vitest';
import { niceMost } from './day-chart.tsx';

test.each([
  [1, 2],
  [3, 4],
  [9, 10],
  [23, 30],
  [50, 50],
  [101, 200],
])('the highest line over %i is %i', (value, most) => {
  expect(niceMost(value)).toBe(most);
});
