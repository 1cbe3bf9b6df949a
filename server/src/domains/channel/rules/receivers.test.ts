import type { Duty } from '@zhike/shared/contracts/channel';
import { expect, test } from 'vitest';
import { businessTime } from '../../../platform/business-time.ts';
import { type CodeFacts, type CodeMember, decideReceivers, nextChangeAt } from './receivers.ts';

const ZONE = 'Asia/Shanghai';
const at = (local: string) => Date.parse(`${local}+08:00`);
/** 2026-11-09 is a Monday. */
const monday = (clock: string) => at(`2026-11-09T${clock}:00`);

const member = (userId: string, more: Partial<CodeMember> = {}): CodeMember => ({
  userId,
  dailyCap: null,
  isSpare: false,
  condition: 'ok',
  addedToday: 0,
  ...more,
});
const spare = member('spare', { isSpare: true });
const code = (more: Partial<CodeFacts> = {}): CodeFacts => ({
  paused: false,
  members: [member('a'), member('b')],
  departmentIds: [],
  duty: { kind: 'always' },
  standInUserId: null,
  ...more,
});
const weekly: Extract<Duty, { kind: 'weekly' }> = {
  kind: 'weekly',
  shifts: [
    { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', userIds: ['a'], departmentIds: [] },
    { weekdays: [1], from: '22:00', to: '06:00', userIds: ['b'], departmentIds: [] },
  ],
};
const decide = (facts: CodeFacts, moment = monday('10:00')) => decideReceivers(facts, businessTime(moment, ZONE));
const next = (facts: CodeFacts, moment: number) => {
  const now = businessTime(moment, ZONE);
  return nextChangeAt(facts, decideReceivers(facts, now), now, moment, ZONE);
};

test('without a timetable everybody receives and nothing changes by itself', () => {
  expect(decide(code())).toMatchObject({ userIds: ['a', 'b'], why: 'on_duty', resting: [] });
  expect(next(code(), monday('10:00'))).toBeNull();
});

test('the timetable says who is on duty, over midnight too', () => {
  const facts = code({ duty: weekly });
  expect(decide(facts, monday('10:00')).userIds).toEqual(['a']);
  expect(decide(facts, monday('23:00')).userIds).toEqual(['b']);
  expect(decide(facts, at('2026-11-10T05:59:00')).userIds).toEqual(['b']);
  expect(decide(facts, monday('10:00')).resting).toEqual([{ userId: 'b', why: 'off_duty' }]);
});

test('the next change is the next edge of the timetable', () => {
  const facts = code({ duty: weekly });
  expect(next(facts, monday('10:00'))).toBe(monday('18:00'));
  expect(next(facts, monday('18:00'))).toBe(monday('22:00'));
  expect(next(facts, monday('23:00'))).toBe(at('2026-11-10T06:00:00'));
  // Friday evening: nothing until Monday.
  expect(next(facts, at('2026-11-13T20:00:00'))).toBe(at('2026-11-16T09:00:00'));
});

test('an early shift of today ends before a later one of today begins', () => {
  const shift = (from: string, to: string) => ({ weekdays: [1, 7], from, to, userIds: ['a'], departmentIds: [] });
  const facts = code({ duty: { kind: 'weekly', shifts: [shift('00:00', '05:00'), shift('23:00', '06:00')] } });
  expect(next(facts, monday('01:00'))).toBe(monday('05:00'));
});

test('out of hours the spare receives, and without a spare everybody', () => {
  expect(decide(code({ duty: weekly, members: [...code().members, spare] }), monday('20:00'))).toMatchObject({
    userIds: ['spare'],
    why: 'spare',
  });
  expect(decide(code({ duty: weekly }), monday('20:00'))).toMatchObject({ userIds: ['a', 'b'], why: 'nobody_on_duty' });
});

test('a rep who reached the daily cap rests until midnight', () => {
  const facts = code({ members: [member('a', { dailyCap: 2, addedToday: 2 }), member('b')] });
  expect(decide(facts)).toMatchObject({ userIds: ['b'], resting: [{ userId: 'a', why: 'cap_reached' }] });
  expect(next(facts, monday('10:00'))).toBe(at('2026-11-10T00:00:00'));
});

test('when all are full the spare takes over; without a spare they stay, over their cap', () => {
  const full = [member('a', { dailyCap: 2, addedToday: 5 })];
  expect(decide(code({ members: [...full, spare] }))).toMatchObject({ userIds: ['spare'], why: 'spare' });
  expect(decide(code({ members: full }))).toMatchObject({ userIds: ['a'], why: 'all_over_cap' });
});

test('out of hours without a spare those within their cap receive; who is full rests until midnight', () => {
  const members = [member('a', { dailyCap: 2, addedToday: 2 }), member('b')];
  const facts = code({ duty: weekly, members });
  expect(decide(facts, monday('20:00'))).toMatchObject({
    userIds: ['b'],
    why: 'nobody_on_duty',
    resting: [{ userId: 'a', why: 'cap_reached' }],
  });
  const nightOff = code({ duty: { ...weekly, shifts: weekly.shifts.slice(0, 1) }, members });
  expect(next(nightOff, monday('20:00'))).toBe(at('2026-11-10T00:00:00'));
  const allFull = [member('a', { dailyCap: 2, addedToday: 2 }), member('b', { dailyCap: 1, addedToday: 3 })];
  expect(decide(code({ duty: weekly, members: allFull }), monday('20:00'))).toMatchObject({
    userIds: ['a', 'b'],
    why: 'nobody_on_duty',
  });
});

test('a leaver does not receive; with the last one gone the code is unattended', () => {
  const gone = member('a', { condition: 'left' });
  expect(decide(code({ members: [gone, member('b')] })).userIds).toEqual(['b']);
  expect(decide(code({ members: [gone, spare] }))).toMatchObject({ userIds: ['spare'], why: 'spare' });
  expect(decide(code({ members: [gone] }))).toMatchObject({ userIds: [], why: 'unattended' });
});

test('a paused code leads to the spare, else to the stand-in', () => {
  expect(decide(code({ paused: true, members: [member('a'), spare] }))).toMatchObject({
    userIds: ['spare'],
    why: 'paused',
  });
  expect(decide(code({ paused: true, standInUserId: 'boss' }))).toMatchObject({ userIds: ['boss'], why: 'paused' });
});

test('a department on duty keeps receiving when its listed reps are full', () => {
  const facts = code({ members: [member('a', { dailyCap: 1, addedToday: 1 })], departmentIds: [7] });
  expect(decide(facts)).toMatchObject({ userIds: [], departmentIds: [7], why: 'on_duty' });
});
