import type { Duty, DutyShift, Receivers } from '@zhike/shared/contracts/channel';
import { addDays, minutesOf, weekdayOf } from '@zhike/shared/formulas/calendar';
import { type BusinessTime, instantOf } from '../../../platform/business-time.ts';

export interface CodeMember {
  userId: string;
  dailyCap: number | null;
  isSpare: boolean;
  condition: 'ok' | 'left' | 'unusable';
  addedToday: number;
}

export interface CodeFacts {
  paused: boolean;
  members: CodeMember[];
  departmentIds: number[];
  duty: Duty;
  standInUserId: string | null;
}

/**
 * Who receives whoever scans at this moment, and why. WeCom does not take an empty list, so a code is never left without anybody
 * as long as one usable person is on it: out of hours the spare, else everybody within the cap; beyond all caps the spare, else those
 * on duty, and out of hours everybody.
 */
export function decideReceivers(facts: CodeFacts, now: BusinessTime): Receivers {
  const team = facts.members.filter((member) => !member.isSpare);
  const usable = team.filter((member) => member.condition === 'ok');
  const spare = facts.members.find((member) => member.isSpare && member.condition === 'ok')?.userId ?? null;
  const broken = facts.members.flatMap((m) => (m.condition === 'ok' ? [] : [{ userId: m.userId, why: m.condition }]));

  if (facts.paused) {
    const standIn = spare ?? facts.standInUserId;
    const resting = [...usable.map(({ userId }) => ({ userId, why: 'paused' as const })), ...broken];
    return { userIds: standIn ? [standIn] : [], departmentIds: [], why: standIn ? 'paused' : 'unattended', resting };
  }

  const duty = onDuty(facts, now);
  const present = usable.filter((member) => duty.userIds.has(member.userId));
  const open = present.filter((member) => !isFull(member));
  const departmentIds = facts.departmentIds.filter((id) => duty.departmentIds.has(id));
  const offDuty = usable
    .filter((member) => !duty.userIds.has(member.userId))
    .map(({ userId }) => ({ userId, why: 'off_duty' as const }));
  const full = present.filter(isFull).map(({ userId }) => ({ userId, why: 'cap_reached' as const }));
  const ids = (members: CodeMember[]) => members.map((member) => member.userId);

  if (open.length + departmentIds.length > 0)
    return { userIds: ids(open), departmentIds, why: 'on_duty', resting: [...offDuty, ...full, ...broken] };
  if (spare) return { userIds: [spare], departmentIds: [], why: 'spare', resting: [...offDuty, ...full, ...broken] };
  if (present.length > 0)
    return { userIds: ids(present), departmentIds: [], why: 'all_over_cap', resting: [...offDuty, ...broken] };
  if (usable.length + facts.departmentIds.length > 0) {
    const within = usable.filter((member) => !isFull(member));
    const isAnybodyWithin = within.length + facts.departmentIds.length > 0;
    const fullToday = usable.filter(isFull).map(({ userId }) => ({ userId, why: 'cap_reached' as const }));
    return {
      userIds: ids(isAnybodyWithin ? within : usable),
      departmentIds: facts.departmentIds,
      why: 'nobody_on_duty',
      resting: [...(isAnybodyWithin ? fullToday : []), ...broken],
    };
  }
  return { userIds: [], departmentIds: [], why: 'unattended', resting: broken };
}

/** When the answer of `decideReceivers` may change by itself: the next edge of a shift, or midnight for whoever is full. */
export function nextChangeAt(
  facts: CodeFacts,
  receivers: Receivers,
  now: BusinessTime,
  at: number,
  zone: string,
): number | null {
  if (facts.paused) return null;
  const moments: number[] = [];
  if (receivers.why === 'all_over_cap' || receivers.resting.some((rest) => rest.why === 'cap_reached'))
    moments.push(instantOf(addDays(now.date, 1), 0, zone));
  if (facts.duty.kind === 'weekly') moments.push(...edges(facts.duty.shifts, now, at, zone));
  return moments.length > 0 ? Math.min(...moments) : null;
}

function onDuty(facts: CodeFacts, now: BusinessTime): { userIds: Set<string>; departmentIds: Set<number> } {
  if (facts.duty.kind === 'always')
    return { userIds: new Set(facts.members.map((m) => m.userId)), departmentIds: new Set(facts.departmentIds) };
  const active = facts.duty.shifts.filter((shift) => isActive(shift, now));
  return {
    userIds: new Set(active.flatMap((shift) => shift.userIds)),
    departmentIds: new Set(active.flatMap((shift) => shift.departmentIds)),
  };
}

export function isActive(shift: DutyShift, now: BusinessTime): boolean {
  const from = minutesOf(shift.from);
  const to = minutesOf(shift.to);
  const startsToday = shift.weekdays.includes(now.weekday);
  if (from < to) return startsToday && now.minuteOfDay >= from && now.minuteOfDay < to;
  const startedYesterday = shift.weekdays.includes(now.weekday === 1 ? 7 : now.weekday - 1);
  return (startsToday && now.minuteOfDay >= from) || (startedYesterday && now.minuteOfDay < to);
}

const isFull = (member: CodeMember) => member.dailyCap !== null && member.addedToday >= member.dailyCap;

/** Edges after `at` of the first two days that have one; a shift of a later day cannot begin before those. */
function edges(shifts: DutyShift[], now: BusinessTime, at: number, zone: string): number[] {
  for (let ahead = -1; ahead <= 8; ahead++) {
    const first = edgesOfDay(shifts, addDays(now.date, ahead), at, zone);
    if (first.length > 0) return [...first, ...edgesOfDay(shifts, addDays(now.date, ahead + 1), at, zone)];
  }
  return [];
}

function edgesOfDay(shifts: DutyShift[], day: string, at: number, zone: string): number[] {
  return shifts
    .filter((shift) => shift.weekdays.includes(weekdayOf(day)))
    .flatMap(({ from, to }) => {
      const lastDay = minutesOf(to) <= minutesOf(from) ? addDays(day, 1) : day;
      return [instantOf(day, minutesOf(from), zone), instantOf(lastDay, minutesOf(to), zone)];
    })
    .filter((moment) => moment > at);
}

interface ReceiverList {
  userIds: string[];
  departmentIds: number[];
}

export function sameList(a: ReceiverList, b: ReceiverList): boolean {
  return sameSet(a.userIds, b.userIds) && sameSet(a.departmentIds, b.departmentIds);
}

function sameSet<T>(a: T[], b: T[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
