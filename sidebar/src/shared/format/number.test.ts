import { expect, test } from 'vitest';
import { sayShare } from './number.ts';

test('a share of nothing is not 0 %', () => {
  expect([sayShare(3, 8), sayShare(0, 8), sayShare(0, 0)]).toEqual(['38%', '0%', '—']);
});
