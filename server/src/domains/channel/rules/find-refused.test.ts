import { expect, test } from 'vitest';
import { findRefused } from './find-refused.ts';

const list = Array.from({ length: 100 }, (_, index) => `u${index}`);

test('the refused among many are found with few calls', async () => {
  const bad = new Set(['u3', 'u77']);
  let calls = 0;
  const refused = await findRefused(list, async (part) => {
    calls++;
    return !part.some((userId) => bad.has(userId));
  });
  expect(refused).toEqual(['u3', 'u77']);
  expect(calls).toBeLessThan(35);
});

test('a refused list of one needs no call', async () => {
  expect(await findRefused(['only'], () => Promise.reject(new Error('no call expected')))).toEqual(['only']);
});

test('when all are refused, all are named', async () => {
  expect(await findRefused(['a', 'b', 'c'], async () => false)).toEqual(['a', 'b', 'c']);
});
