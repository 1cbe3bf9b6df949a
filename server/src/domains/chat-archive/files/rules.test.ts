import { expect, test } from 'vitest';
import { afterFailure, FILE_LIFE_MS, judgeBytes, limitsOf, restMs, soonestFirst } from './rules.ts';

const HOUR = 3_600_000;

test('the nearer WeCom’s end of a file, the more of the places go to those that end soonest', () => {
  expect([100, 60, 40, 20, 1, -5].map((hours) => soonestFirst(4, hours * HOUR))).toEqual([1, 2, 3, 4, 4, 4]);
  expect(soonestFirst(1, 100 * HOUR)).toBe(1);
});

test('bytes are proved by what the message says, as far as it says something', () => {
  const got = { size: 10, md5: 'a' };
  expect(judgeBytes({ size: 10, md5: 'a', seenMd5: null }, got)).toBe('verified');
  expect(judgeBytes({ size: null, md5: 'a', seenMd5: null }, got)).toBe('verified');
  expect(judgeBytes({ size: 10, md5: null, seenMd5: null }, got)).toBe('unproven');
  expect(judgeBytes({ size: 11, md5: null, seenMd5: null }, got)).toBe('differs');
  expect(judgeBytes({ size: 10, md5: 'b', seenMd5: 'c' }, got)).toBe('differs');
  expect(judgeBytes({ size: 10, md5: 'b', seenMd5: 'a' }, got)).toBe('as_it_is');
});

test('more than twice of what was said is no file any more, and nothing said is no licence', () => {
  expect(limitsOf(100 * 1024 ** 2).bytes).toBe(200 * 1024 ** 2);
  expect(limitsOf(1_000).bytes).toBeLessThan(17 * 1024 ** 2);
  expect(limitsOf(null).bytes).toBe(4 * 1024 ** 3);
});

test('tries go on within minutes until the five days are over', () => {
  const at = { now: 0, machineNow: 1_000, random: 1 };
  const file = { attempts: 500, expiresAt: FILE_LIFE_MS };
  expect(afterFailure('archive.unreachable', file, at)).toEqual({
    giveUp: false,
    note: 'archive.unreachable',
    at: 1_000 + 750_000,
  });
  expect(afterFailure('archive.unreachable', file, { ...at, now: FILE_LIFE_MS + 1 })).toMatchObject({
    giveUp: true,
    note: 'archive.expired (archive.unreachable)',
  });
});

test('trouble of everybody lets all rest for a while, at most a minute', () => {
  expect([0, 1, 2].map((troubles) => restMs(troubles, 0.5))).toEqual([0, 0, 0]);
  expect(restMs(3, 0.5)).toBe(2_000);
  expect(restMs(300, 1)).toBe(60_000);
});
