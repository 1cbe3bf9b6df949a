import type { TaskSettings } from '@zhike/shared/contracts/task-settings';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWorkingMoment } from '../../engines/workdays/workdays.ts';
import {
  checkTaskSettings,
  decideReminder,
  digestSlot,
  firstReminder,
  NEVER,
  nextDigestAt,
  nextNoticeMoment,
  reminderAhead,
} from './reminder-rules.ts';
import { calendarOf, DEFAULT_TASK_SETTINGS } from './work-time.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const settings: TaskSettings = {
  ...DEFAULT_TASK_SETTINGS,
  hours: { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
};
const calendar = calendarOf(settings, 'Asia/Shanghai');
const open = (sortAt: string) => ({ sortAt: at(sortAt), escalatedAt: null });

test('a task reminds half an hour before its deadline, at it, and then whoever answers for the rep', () => {
  const task = open('2026-11-20T15:00');
  expect(reminderAhead(task.sortAt, at('2026-11-20T10:00'), settings)).toEqual({
    at: at('2026-11-20T14:30'),
    step: 'before',
  });
  expect(decideReminder({ ...task, remindStep: 'before' }, at('2026-11-20T14:30'), settings, calendar)).toMatchObject({
    tell: 'soon',
    next: { at: at('2026-11-20T15:00'), step: 'due' },
  });
  expect(decideReminder({ ...task, remindStep: 'due' }, at('2026-11-20T15:00'), settings, calendar)).toMatchObject({
    tell: 'due',
    // Three of the four hours are left of Friday; the last one is Monday's first.
    next: { at: at('2026-11-23T10:00'), step: 'escalate' },
  });
  expect(decideReminder({ ...task, remindStep: 'escalate' }, at('2026-11-23T10:00'), settings, calendar)).toMatchObject(
    {
      tell: 'escalate',
      next: null,
    },
  );
});

test('whoever gets a task shortly before its deadline is not told at once that it is soon due', () => {
  expect(reminderAhead(at('2026-11-20T15:00'), at('2026-11-20T14:45'), settings)).toEqual({
    at: at('2026-11-20T15:00'),
    step: 'due',
  });
});

test.each([
  ['2026-11-20T23:30', '2026-11-23T09:00', 'over midnight and the weekend'],
  ['2026-11-30T18:00', '2026-12-01T09:00', 'over the end of the month'],
  ['2026-12-31T20:00', '2027-01-01T09:00', 'over the end of the year'],
])('at %s nobody is told before %s: %s', (now, then) => {
  const decision = decideReminder({ ...open(now), remindStep: 'due' }, at(now), settings, calendar);
  expect(decision).toMatchObject({ tell: null, next: { at: at(then), step: 'due' } });
});

test('quiet hours inside the working hours hold notices back until they end', () => {
  const siesta = { ...settings, quietHours: { from: '12:00', to: '14:00' } };
  expect(nextNoticeMoment(at('2026-11-20T12:30'), siesta, calendar)).toBe(at('2026-11-20T14:00'));
  const late = { ...settings, quietHours: { from: '17:00', to: '09:30' } };
  expect(nextNoticeMoment(at('2026-11-20T17:10'), late, calendar)).toBe(at('2026-11-23T09:30'));
});

test('with settings that may be saved there is always a next moment, at work and not quiet', () => {
  const clock = fc
    .integer({ min: 0, max: 1439 })
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
  fc.assert(
    fc.property(
      clock,
      clock,
      fc.integer({ min: at('2026-11-01T00:00'), max: at('2027-02-01T00:00') }),
      (from, to, now) => {
        const own = { ...settings, digestTimes: [], quietHours: { from, to } };
        fc.pre(from !== to);
        try {
          checkTaskSettings(own);
        } catch {
          return;
        }
        const moment = nextNoticeMoment(now, own, calendar);
        expect(moment).toBeGreaterThanOrEqual(now);
        expect(isWorkingMoment(moment, calendar)).toBe(true);
        expect(nextNoticeMoment(moment, own, calendar)).toBe(moment);
      },
    ),
  );
});

test('settings that would silence everything, or send a digest into quiet hours, are refused', () => {
  expect(() => checkTaskSettings({ ...settings, digestTimes: [], quietHours: { from: '08:00', to: '19:00' } })).toThrow(
    'task.no_time_for_notices',
  );
  expect(() => checkTaskSettings({ ...settings, digestTimes: ['08:00'] })).toThrow('task.digest_in_quiet_hours');
});

test('what is late when it changes hands gives the new one the whole time before anybody above is told', () => {
  expect(firstReminder(open('2026-11-19T15:00'), at('2026-11-20T10:00'), settings, calendar)).toEqual({
    at: at('2026-11-20T14:00'),
    step: 'escalate',
  });
  const told = { ...open('2026-11-19T15:00'), escalatedAt: at('2026-11-19T19:00') };
  expect(firstReminder(told, at('2026-11-20T10:00'), settings, calendar)).toBeNull();
});

test('the digest comes on working days only, and not in the evening because the program stood still', () => {
  expect(digestSlot(at('2026-11-20T09:00'), settings, calendar)).toBe(at('2026-11-20T09:00'));
  expect(digestSlot(at('2026-11-20T11:00'), settings, calendar)).toBe(at('2026-11-20T09:00'));
  expect(digestSlot(at('2026-11-20T19:00'), settings, calendar)).toBeNull();
  expect(digestSlot(at('2026-11-21T09:00'), settings, calendar)).toBeNull();
  expect(digestSlot(at('2026-11-20T08:59'), settings, calendar)).toBeNull();
  expect(nextDigestAt(at('2026-11-20T09:00'), settings, calendar)).toBe(at('2026-11-23T09:00'));
  const twice = { ...settings, digestTimes: ['17:00', '09:00'] };
  expect(nextDigestAt(at('2026-11-20T09:00'), twice, calendar)).toBe(at('2026-11-20T17:00'));
  expect(nextDigestAt(at('2026-11-20T09:00'), { ...settings, digestTimes: [] }, calendar)).toBe(NEVER);
});
