import { customerSignIn, getMyConsultant, openLinkInMiniProgram } from '@zhike/shared/contracts/customer-app';
import { describe, expect, test } from 'vitest';
import { formatDay } from '../src/features/consultant/format-day.ts';
import { formatServiceHours } from '../src/features/consultant/format-service-hours.ts';
import { serverRoutes } from '../src/server-routes.ts';

test('the routes kept by hand are those of the contracts', () => {
  const contracts = { customerSignIn, getMyConsultant, openLinkInMiniProgram };
  expect(serverRoutes).toEqual(
    Object.fromEntries(Object.entries(contracts).map(([name, { method, path }]) => [name, { method, path }])),
  );
});

describe('service hours read as people say them', () => {
  test.each([
    [[1, 2, 3, 4, 5], '周一至周五 09:00–18:00'],
    [[7, 6], '周六、周日 09:00–18:00'],
    [[1, 2, 3, 4, 5, 6, 7], '每天 09:00–18:00'],
    [[3, 1, 5, 6, 7], '周一、周三、周五至周日 09:00–18:00'],
    [[2], '周二 09:00–18:00'],
  ])('%j → %s', (weekdays, text) => {
    expect(formatServiceHours({ weekdays, from: '09:00', to: '18:00' })).toBe(text);
  });
});

test.each([
  ['00:00', '00:00', '周二 全天'],
  ['18:00', '00:00', '周二 18:00–24:00'],
  ['18:00', '02:00', '周二 18:00–次日02:00'],
])('the window %s–%s reads %s', (from, to, text) => {
  expect(formatServiceHours({ weekdays: [2], from, to })).toBe(text);
});

test('the day of the meeting is the day in Beijing, wherever the phone is', () => {
  expect(formatDay(Date.parse('2025-03-07T16:00:00Z'))).toBe('2025年3月8日');
  expect(formatDay(Date.parse('2025-03-07T15:59:59Z'))).toBe('2025年3月7日');
});
