import { expect, test } from 'vitest';
import { decideConsultant, serviceHoursOf } from './rules.ts';

const everybody = () => true;
const bonds = [
  { userId: 'zhangwei', addedAt: 1 },
  { userId: 'lina', addedAt: 2 },
];

test('the owner is the consultant, even of somebody who has not added them', () => {
  expect(decideConsultant('wangfang', bonds, everybody)).toBe('wangfang');
});

test('without an owner it is the member who became a contact last', () => {
  expect(decideConsultant(null, bonds, everybody)).toBe('lina');
});

test('a member who left the corp is never shown', () => {
  expect(decideConsultant('wangfang', bonds, (userId) => userId === 'zhangwei')).toBe('zhangwei');
  expect(decideConsultant('wangfang', bonds, () => false)).toBeNull();
});

test('service hours are the shifts of that rep, and nothing without a timetable', () => {
  const shift = { weekdays: [1, 2], from: '09:00', to: '18:00', departmentIds: [] };
  const duty = {
    kind: 'weekly' as const,
    shifts: [
      { ...shift, userIds: ['lina'] },
      { ...shift, from: '18:00', to: '22:00', userIds: ['zhangwei'] },
    ],
  };
  expect(serviceHoursOf(duty, 'lina')).toEqual([{ weekdays: [1, 2], from: '09:00', to: '18:00' }]);
  expect(serviceHoursOf({ kind: 'always' }, 'lina')).toEqual([]);
});
