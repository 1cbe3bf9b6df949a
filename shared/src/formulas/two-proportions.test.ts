import { expect, test } from 'vitest';
import { compareProportions, sayComparison } from './two-proportions.ts';

test('a clear difference is named, whichever side it is on', () => {
  // By hand: pooled 0.15, spread 0.015969, z = 0.1 / 0.015969.
  const clear = compareProportions({ hits: 200, of: 1000 }, { hits: 100, of: 1000 });
  expect(clear.z).toBeCloseTo(6.262, 3);
  expect(clear.p).toBeLessThan(1e-6);
  expect(clear.verdict).toBe('first');
  expect(compareProportions({ hits: 100, of: 1000 }, { hits: 200, of: 1000 }).verdict).toBe('second');
});

test('the p-value is that of the tables', () => {
  // z = 1.96 is p = 0.05.
  const { z, p } = compareProportions({ hits: 120, of: 1000 }, { hits: 93, of: 1000 });
  expect(z).toBeCloseTo(1.9571, 3);
  expect(p).toBeCloseTo(0.0503, 3);
});

test('what may be chance, and too few to say anything, are told apart', () => {
  expect(compareProportions({ hits: 52, of: 500 }, { hits: 48, of: 500 }).verdict).toBe('no_difference');
  expect(compareProportions({ hits: 3, of: 20 }, { hits: 0, of: 20 }).verdict).toBe('too_few');
  expect(compareProportions({ hits: 0, of: 0 }, { hits: 0, of: 0 })).toEqual({ z: 0, p: 1, verdict: 'too_few' });
  expect(compareProportions({ hits: 9, of: 9 }, { hits: 7, of: 7 }).verdict).toBe('too_few');
});

test('it is said in one sentence', () => {
  const few = { hits: 1, of: 8 };
  expect(sayComparison('回复', few, { hits: 0, of: 0 })).toBe(
    'A 版回复率 12.5%,B 版 0%。样本还太少,看不出哪一版更好。',
  );
  expect(sayComparison('回复', { hits: 200, of: 1000 }, { hits: 100, of: 1000 })).toBe(
    'A 版回复率 20%,B 版 10%。A 版更好,差别不像是巧合(p < 0.001)。',
  );
  expect(sayComparison('回复', { hits: 52, of: 500 }, { hits: 48, of: 500 })).toContain('不能说哪一版更好');
});
