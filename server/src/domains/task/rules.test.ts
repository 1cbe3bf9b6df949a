import { expect, test } from 'vitest';
import { calendarOf, DEFAULT_TASK_SETTINGS } from './work-time.ts';
import { decideClose, decideReopen, decideSnooze, endOfWorkDay, firstContactDue } from './rules.ts';

const everyDay = calendarOf(DEFAULT_TASK_SETTINGS, 'Asia/Shanghai');
const at = (text: string) => Date.parse(`${text}+08:00`);

test.each([
  ['2026-11-20T10:00', '2026-11-20T12:00', 'within the day'],
  ['2026-11-20T17:00', '2026-11-21T10:00', 'what is left at closing time counts on next morning'],
  ['2026-11-20T23:30', '2026-11-21T11:00', 'at night the two hours begin at opening'],
  ['2026-11-20T06:00', '2026-11-20T11:00', 'before opening, too'],
  ['2026-12-31T18:00', '2027-01-01T11:00', 'across the year'],
])('a first contact of %s is due at %s: %s', (now, due) => {
  expect(firstContactDue(at(now), everyDay)).toBe(at(due));
});

test('what should not wait is due at closing time, or tomorrow when today is nearly over', () => {
  expect(endOfWorkDay(at('2026-11-20T09:30'), everyDay)).toBe(at('2026-11-20T18:00'));
  expect(endOfWorkDay(at('2026-11-20T17:30'), everyDay)).toBe(at('2026-11-21T18:00'));
});

test('putting off never moves a task before its deadline', () => {
  const task = { id: 't', status: 'open' as const, dueAt: 5000 };
  expect(decideSnooze(task, 3000, 1000)).toEqual({ snoozedUntil: 3000, sortAt: 5000 });
  expect(decideSnooze(task, 9000, 1000)).toEqual({ snoozedUntil: 9000, sortAt: 9000 });
  expect(() => decideSnooze(task, 1000, 1000)).toThrow('task.time_not_ahead');
});

test('a closed task cannot be closed again, an open one not reopened', () => {
  const task = { id: 't', status: 'done' as const, dueAt: 5000 };
  expect(() => decideClose(task)).toThrow('task.closed');
  expect(() => decideReopen({ ...task, status: 'open' })).toThrow('task.still_open');
});
