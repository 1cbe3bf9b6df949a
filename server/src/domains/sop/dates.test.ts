import type { SopDefinition } from '@zhike/shared/contracts/sop';
import { expect, test } from 'vitest';
import { datesOn, daysToLookAt, leadDaysOf, pastBefore } from './dates.ts';

const zone = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const definition = (days: number[], daysOff: SopDefinition['daysOff'] = 'as_is') =>
  ({
    daysOff,
    steps: days.map((day) => ({ at: { kind: 'day', days: day, time: '09:00' } })),
  }) as unknown as SopDefinition;

test('a birthday comes round on the same day of every year; of 29 February on the 28th where there is none', () => {
  expect(datesOn('2026-12-02', false)).toEqual(['2026-12-02']);
  const dates = datesOn('2026-12-02', true);
  expect([dates.length, dates[0], dates.at(-1)]).toEqual([130, '1897-12-02', '2026-12-02']);
  expect(datesOn('2027-02-28', true)).toContain('2004-02-29');
  expect(datesOn('2028-02-28', true)).not.toContain('2004-02-29');
  expect(datesOn('2028-02-29', true)).toEqual(expect.arrayContaining(['2004-02-29', '2028-02-29']));
  expect(datesOn('2028-02-29', true)).not.toContain('2027-02-29');
});

test('a customer begins the day before her first step, earlier where a break may move it', () => {
  expect(leadDaysOf(definition([-7, 0]))).toBe(8);
  expect(leadDaysOf(definition([0, 3]))).toBe(1);
  expect(leadDaysOf(definition([0], 'before'))).toBe(31);
});

test('days are looked at once, from when it was switched on; a long outage is not made up for', () => {
  const look = (more: object, now = '2026-12-10T08:00') =>
    daysToLookAt(
      { definition: definition([-1, 0]), datesSince: at('2026-12-09T10:00'), datesTo: null, ...more },
      at(now),
      zone,
    );
  expect(look({})).toEqual({ first: '2026-12-09', last: '2026-12-12' });
  expect(look({ datesTo: '2026-12-11' })).toEqual({ first: '2026-12-12', last: '2026-12-12' });
  expect(look({ datesTo: '2026-12-12' })).toBeNull();
  expect(look({ datesTo: '2026-12-12' }, '2027-06-30T08:00')).toEqual({ first: '2027-06-23', last: '2027-07-02' });
});

test('what an outage held up is not past, but nothing from before it was switched on, and no congratulations a week late', () => {
  const past = (since: string, now: string) =>
    pastBefore({ definition: definition([0]), datesSince: at(since) }, '2026-12-10', at(now), zone);
  expect(past('2026-01-01T00:00', '2026-12-12T11:00')).toBe(at('2026-12-09T00:00'));
  expect(past('2026-12-10T10:00', '2026-12-10T11:00')).toBe(at('2026-12-10T10:00'));
  expect(past('2026-01-01T00:00', '2026-12-30T11:00')).toBe(at('2026-12-23T00:00'));
  expect(past('2026-01-01T00:00', '2026-12-08T11:00')).toBe(at('2026-12-08T11:00'));
});
