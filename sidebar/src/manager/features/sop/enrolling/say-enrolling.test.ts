import { expect, test } from 'vitest';
import { countBeginners, percentOf, sayEnrolled, sayHindrances } from './say-enrolling.ts';

test('only reasons that there are get a line, and who is left begins', () => {
  const counts = { customers: 1300, alreadyIn: 2, noStart: 0, noStepAhead: 1, nobodyServes: 1000 };
  expect(sayHindrances(counts)).toEqual([
    '2 位已经在这个 SOP 里',
    '1 位所有步骤的时间都已经过了',
    '1,000 位没有在职员工服务',
  ]);
  expect(countBeginners(counts)).toBe(297);
});

test('the bar is never full before the end, and unknown where nobody counted', () => {
  expect([
    percentOf({ expected: 200, looked: 50 }),
    percentOf({ expected: 200, looked: 260 }),
    percentOf({ expected: 0, looked: 3 }),
  ]).toEqual([25, 99, null]);
  expect(sayEnrolled({ status: 'done', looked: 12, enrolled: 9 })).toBe('共看过 12 位客户,加入 9 位');
});
