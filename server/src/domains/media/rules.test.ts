import { expect, test } from 'vitest';
import { isFresh } from './rules.ts';

const HOUR = 3_600_000;

test('an upload is used for 70 hours, and not when the clock was moved back before it', () => {
  const asset = { mediaId: 'M', mediaIdAt: 1_000 * HOUR };
  expect(isFresh(asset, 1_000 * HOUR)).toBe(true);
  expect(isFresh(asset, 1_069 * HOUR)).toBe(true);
  expect(isFresh(asset, 1_070 * HOUR)).toBe(false);
  expect(isFresh(asset, 990 * HOUR)).toBe(false);
  expect(isFresh({ mediaId: null, mediaIdAt: null }, 0)).toBe(false);
});
