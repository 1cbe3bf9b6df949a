import { expect, test } from 'vitest';
import { Stopwatch } from './stopwatch.ts';

test('counts parts of a second, and nothing while it stands', () => {
  const stopwatch = new Stopwatch();
  expect(stopwatch.take(100)).toBe(0);
  stopwatch.run(400);
  expect(stopwatch.take(1_000)).toBe(600);
  stopwatch.run(1_100);
  expect(stopwatch.take(1_250)).toBe(250);
  stopwatch.stop();
  expect(stopwatch.take(9_000)).toBe(0);
  stopwatch.run(10_000);
  expect(stopwatch.take(10_001)).toBe(1);
});

test('a phone that slept without a word was not read for an hour', () => {
  const stopwatch = new Stopwatch();
  stopwatch.run(0);
  expect(stopwatch.take(3_600_000)).toBe(2_000);
  expect(stopwatch.take(3_600_500)).toBe(500);
});
