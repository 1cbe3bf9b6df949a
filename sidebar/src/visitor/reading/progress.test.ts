import { expect, test } from 'vitest';
import { Progress } from './progress.ts';

function looking(...looks: [page: number, ms: number][]): Progress {
  const progress = new Progress();
  for (const [page, ms] of looks) {
    progress.page = page;
    progress.spent(ms);
  }
  return progress;
}

test('never goes back, and stays within a hundred', () => {
  const progress = new Progress();
  progress.reached(41.4);
  progress.reached(12);
  expect(progress.percent).toBe(41);
  progress.reached(140);
  expect(progress.percent).toBe(100);
});

test('tells each page until a beat with its seconds is answered', () => {
  const progress = looking([1, 1_000], [2, 2_000]);
  const told = progress.takeChanged();
  expect(told).toEqual([
    [1, 1],
    [2, 2],
  ]);
  progress.spent(1_000);
  progress.told(told);
  expect(progress.takeChanged()).toEqual([[2, 3]]);
});

test('counts whole seconds of what was read in parts, and never one that has not passed', () => {
  const progress = new Progress();
  const counted = [700, 200, 99, 1, 1_999].map((ms) => {
    progress.spent(ms);
    return progress.seconds;
  });
  expect(counted).toEqual([0, 0, 0, 1, 2]);
  expect(progress.takeChanged()).toEqual([]);
});

test('twenty looks of six tenths of a second at twenty pages are twelve seconds, at the pages together too', () => {
  const progress = looking(...Array.from({ length: 20 }, (_, index): [number, number] => [index + 1, 600]));
  expect(progress.seconds).toBe(12);
  const told = progress.takeChanged();
  expect(told).toHaveLength(12);
  expect(told.every(([, seconds]) => seconds === 1)).toBe(true);
});

test('a page that she only flings past takes no second from the one that she reads', () => {
  expect(looking([1, 980], [2, 50], [3, 1_980]).takeChanged()).toEqual([
    [1, 1],
    [3, 2],
  ]);
});
