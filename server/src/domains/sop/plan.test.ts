import type { SopMoment, SopStep } from '@zhike/shared/contracts/sop';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { businessClock } from '../../platform/business-time.ts';
import { planSteps, yearlyOn } from './plan.ts';

const SHANGHAI = 'Asia/Shanghai';
/** Saturdays and Sundays off. */
const isWorkday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const calendar = { timeZone: SHANGHAI, isWorkday };

let ids = 0;
const step = (at: SopMoment): SopStep => ({
  id: `step${++ids}`,
  title: '步骤',
  at,
  deed: { kind: 'other', note: '做' },
  withinHours: 24,
  filter: null,
});
const at = (text: string) => Date.parse(`${text}+08:00`);
const said = (moments: SopMoment[], startsAt: number, daysOff: 'as_is' | 'after' | 'before' = 'as_is') =>
  planSteps({ steps: moments.map(step), daysOff }, startsAt, calendar).map(({ dueAt, movedFrom }) => {
    const { date, time } = businessClock(dueAt, SHANGHAI);
    return `${date} ${time.slice(0, 5)}${movedFrom ? ` (${movedFrom})` : ''}`;
  });

test('steps count days from the day of the start and minutes from its moment, soonest first', () => {
  const moments: SopMoment[] = [
    { kind: 'day', days: 3, time: '09:30' },
    { kind: 'minutes', minutes: 30 },
    { kind: 'day', days: 0, time: '18:00' },
    { kind: 'day', days: -1, time: '10:00' },
  ];
  expect(said(moments, at('2026-11-03T14:05:00'))).toEqual([
    '2026-11-02 10:00',
    '2026-11-03 14:35',
    '2026-11-03 18:00',
    '2026-11-06 09:30',
  ]);
});

test('over midnight, month end and leap days the days are those of the calendar', () => {
  expect(said([{ kind: 'minutes', minutes: 20 }], at('2026-12-31T23:50:00'))).toEqual(['2027-01-01 00:10']);
  expect(said([{ kind: 'day', days: 1, time: '09:00' }], at('2028-02-28T23:59:00'))).toEqual(['2028-02-29 09:00']);
  expect(said([{ kind: 'day', days: 1, time: '00:00' }], at('2026-04-30T00:00:00'))).toEqual(['2026-05-01 00:00']);
});

test('what falls on a day off is moved to the working day after or before it, and says from where', () => {
  // 2026-11-07 is a Saturday.
  const saturday: SopMoment[] = [{ kind: 'day', days: 1, time: '10:00' }];
  const friday = at('2026-11-06T09:00:00');
  expect(said(saturday, friday, 'after')).toEqual(['2026-11-09 10:00 (2026-11-07)']);
  expect(said(saturday, friday, 'before')).toEqual(['2026-11-06 10:00 (2026-11-07)']);
  expect(said([{ kind: 'minutes', minutes: 60 * 24 }], friday, 'after')).toEqual(['2026-11-09 09:00 (2026-11-07)']);
});

test('of several steps at one moment the first written comes first, also when a day off brought them together', () => {
  const plan = planSteps(
    {
      steps: [step({ kind: 'day', days: 3, time: '10:00' }), step({ kind: 'day', days: 1, time: '10:00' })],
      daysOff: 'after',
    },
    at('2026-11-06T09:00:00'),
    calendar,
  );
  expect(plan.map(({ step: { at: moment } }) => (moment.kind === 'day' ? moment.days : null))).toEqual([3, 1]);
});

test('where every day is off, a step stays where it is', () => {
  const plan = planSteps({ steps: [step({ kind: 'on', day: '2026-11-07', time: '10:00' })], daysOff: 'after' }, 0, {
    timeZone: SHANGHAI,
    isWorkday: () => false,
  });
  expect(plan).toMatchObject([{ dueAt: at('2026-11-07T10:00:00'), movedFrom: null }]);
});

test('a time of day is kept in every zone, with and without summer time, on any day', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'UTC'),
      fc.integer({ min: Date.UTC(2020), max: Date.UTC(2035) }),
      fc.integer({ min: -365, max: 800 }),
      // Two in the morning does not exist on one day a year; three exists everywhere.
      fc.constantFrom('00:00', '03:00', '09:30', '23:59'),
      (timeZone, startsAt, days, time) => {
        const [planned] = planSteps({ steps: [step({ kind: 'day', days, time })], daysOff: 'as_is' }, startsAt, {
          timeZone,
          isWorkday,
        });
        expect(businessClock(planned!.dueAt, timeZone).time.slice(0, 5)).toBe(time);
      },
    ),
  );
});

test('a yearly day comes round each year, from the birth itself on; 29 February on the 28th in other years', () => {
  expect(yearlyOn('1990-05-04', '2026-05-04')).toBe('2026-05-04');
  expect(yearlyOn('1990-05-04', '2026-05-05')).toBe('2027-05-04');
  expect(yearlyOn('1992-02-29', '2026-01-01')).toBe('2026-02-28');
  expect(yearlyOn('1992-02-29', '2028-01-01')).toBe('2028-02-29');
  expect(yearlyOn('2027-03-01', '2026-01-01')).toBe('2027-03-01');
});
