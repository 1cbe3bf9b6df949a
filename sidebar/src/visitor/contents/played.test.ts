import { expect, test } from 'vitest';
import { secondsIn, type Span } from './played.ts';

test.each<[string, Span[], number]>([
  ['nothing', [], 0],
  [
    'two parts with a skip between them',
    [
      [0, 4],
      [10, 14],
    ],
    8,
  ],
  [
    'a part that was watched again after a failure',
    [
      [0, 6],
      [4, 9],
    ],
    9,
  ],
  [
    'a part inside of another, told late',
    [
      [2, 3],
      [0, 5],
    ],
    5,
  ],
])('of a video that played %s', (_what, spans, seconds) => {
  expect(secondsIn(spans)).toBe(seconds);
});
