import { expect, test } from 'vitest';
import { Progress } from './progress.ts';

test('never goes back, and stays within a hundred', () => {
  const progress = new Progress();
  progress.reached(41.4);
  progress.reached(12);
  expect(progress.percent).toBe(41);
  progress.reached(140);
  expect(progress.percent).toBe(100);
});

test('tells each page until a beat with its seconds is answered', () => {
  const progress = new Progress();
  progress.lookedAt(1);
  progress.lookedAt(2);
  progress.lookedAt(2);
  const told = progress.takeChanged();
  expect(told).toEqual([
    [1, 1],
    [2, 2],
  ]);
  progress.lookedAt(2);
  progress.told(told);
  expect(progress.takeChanged()).toEqual([[2, 3]]);
  expect(progress.page).toBe(2);
});
