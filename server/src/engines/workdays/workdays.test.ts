import { addDays, weekdayOf } from '@zhike/shared/formulas/calendar';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { businessDate, businessTime } from '../../platform/business-time.ts';
import { chinaDaysKnownUntil, chinaOfficialDay } from './china-days.ts';
import {
  addWorkingMinutes,
  isWorkday,
  isWorkingMoment,
  nextWorkday,
  nextWorkingMoment,
  type WorkCalendar,
  workingSpan,
} from './workdays.ts';

const shanghai: WorkCalendar = {
  timeZone: 'Asia/Shanghai',
  weekdays: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '18:00',
  days: new Map(),
  officialDay: chinaOfficialDay,
};
const at = (text: string) => Date.parse(`${text}+08:00`);
const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];

const calendars = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    opens: fc.integer({ min: 3 * 60, max: 22 * 60 }),
    minutes: fc.integer({ min: 1, max: 119 }),
    off: fc.array(fc.integer({ min: 0, max: 40 })),
    china: fc.boolean(),
  })
  .map(({ timeZone, weekdays, opens, minutes, off, china }): WorkCalendar => {
    const clock = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    return {
      timeZone,
      weekdays,
      from: clock(opens),
      to: clock(Math.min(opens + minutes, 23 * 60 + 59)),
      days: new Map(off.map((days, index) => [addDays('2026-12-20', days), index % 2 === 0])),
      officialDay: china ? chinaOfficialDay : null,
    };
  });
// Around the change of clocks in spring and autumn, and around the end of months and years.
const moments = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 3, 1) }),
  fc.integer({ min: Date.UTC(2026, 2, 7), max: Date.UTC(2026, 2, 30) }),
  fc.integer({ min: Date.UTC(2026, 11, 28), max: Date.UTC(2027, 0, 4) }),
);

/** Minute by minute, the way a person would count. */
function countedByHand(from: number, to: number, calendar: WorkCalendar): number {
  let minutes = 0;
  for (let moment = from; moment < to; moment += 60_000) {
    const { date, minuteOfDay } = businessTime(moment, calendar.timeZone);
    const [opens, closes] = [calendar.from, calendar.to].map(
      (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)),
    );
    if (isWorkday(date, calendar) && minuteOfDay >= opens! && minuteOfDay < closes!) minutes += 1;
  }
  return minutes;
}

test('so many working minutes later, exactly so many were worked, in every zone', () => {
  fc.assert(
    fc.property(calendars, moments, fc.integer({ min: 0, max: 400 }), (calendar, moment, minutes) => {
      const now = moment - (moment % 60_000);
      const then = addWorkingMinutes(now, minutes, calendar);
      fc.pre(then - now < 40 * 86_400_000);
      expect(countedByHand(now, then, calendar)).toBe(minutes);
      // And no later than it must be: the minute before was worked, too.
      if (minutes > 0) expect(isWorkingMoment(then - 60_000, calendar)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('two stretches of work one after the other end where one of both lengths ends', () => {
  const first = fc.integer({ min: 0, max: 2_000 });
  // After a stretch that ends at closing, a second one of nothing would begin at the next opening.
  const second = fc.integer({ min: 1, max: 2_000 });
  fc.assert(
    fc.property(calendars, moments, first, second, (calendar, now, first, second) => {
      expect(addWorkingMinutes(addWorkingMinutes(now, first, calendar), second, calendar)).toBe(
        addWorkingMinutes(now, first + second, calendar),
      );
    }),
  );
});

test('the next working moment is now or an opening, never earlier, and people are at work then', () => {
  fc.assert(
    fc.property(calendars, moments, (calendar, now) => {
      const next = nextWorkingMoment(now, calendar);
      expect(next).toBeGreaterThanOrEqual(now);
      expect(isWorkingMoment(next, calendar)).toBe(true);
      if (next > now) expect(next).toBe(workingSpan(businessDate(next, calendar.timeZone), calendar).opens);
      expect(isWorkingMoment(now, calendar)).toBe(next === now);
    }),
  );
});

test('no working day lies between a day and the next working day', () => {
  fc.assert(
    fc.property(calendars, fc.integer({ min: 0, max: 400 }), (calendar, days) => {
      const day = addDays('2026-01-01', days);
      const next = nextWorkday(day, calendar);
      expect(isWorkday(next, calendar)).toBe(true);
      for (let between = addDays(day, 1); between < next; between = addDays(between, 1))
        expect(isWorkday(between, calendar)).toBe(false);
    }),
  );
});

test.each([
  ['2026-11-20T17:30', 60, '2026-11-23T09:30', 'over the weekend'],
  ['2026-11-30T17:00', 120, '2026-12-01T10:00', 'over the end of a month'],
  ['2026-12-31T17:00', 120, '2027-01-01T10:00', 'over the end of a year: nobody has announced the days of 2027 yet'],
  ['2026-09-30T17:00', 120, '2026-10-08T10:00', 'over the National Day week'],
  ['2026-02-13T17:00', 120, '2026-02-14T10:00', 'into a Saturday worked to make up for a holiday'],
  ['2026-11-21T12:00', 0, '2026-11-23T09:00', 'nothing more to do on a Saturday means Monday'],
  ['2026-11-20T18:00', 0, '2026-11-23T09:00', 'at the moment of closing the day is over'],
])('%s and %d working minutes: %s, %s', (now, minutes, then) => {
  expect(addWorkingMinutes(at(now), minutes, shanghai)).toBe(at(then));
});

test("the corp's own table wins over official days and weekdays", () => {
  const days = new Map([
    ['2027-01-01', false],
    ['2026-10-03', true],
    ['2026-11-22', true],
  ]);
  const own = { ...shanghai, days };
  expect(isWorkday('2027-01-01', own)).toBe(false);
  expect(isWorkday('2026-10-03', own)).toBe(true);
  expect([weekdayOf('2026-11-22'), isWorkday('2026-11-22', own)]).toEqual([7, true]);
});

test('official days are the same whatever the zone of the machine', () => {
  const before = process.env.TZ;
  try {
    for (const zone of ['America/Los_Angeles', 'Asia/Shanghai', 'Pacific/Kiritimati']) {
      process.env.TZ = zone;
      expect(['2026-09-30', '2026-10-01', '2026-10-07', '2026-10-10'].map(chinaOfficialDay), zone).toEqual([
        null,
        false,
        false,
        true,
      ]);
    }
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
  expect(chinaDaysKnownUntil()).toBeGreaterThanOrEqual(2026);
});
