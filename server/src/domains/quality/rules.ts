import type { QualityActionKind, WorkingHours } from '@zhike/shared/contracts/quality';
import { addDays, minutesOf, weekdayOf } from '@zhike/shared/formulas/calendar';
import { businessDate, businessTime, instantOf } from '../../platform/business-time.ts';

const MINUTE = 60_000;

export const actionNames: Record<QualityActionKind, string> = {
  no_reply: '超时未回复',
  no_follow_up: '长时间未跟进',
  red_packet: '发红包',
  phone: '发送电话号码',
  contact_card: '发送外部联系人名片',
  deleted_customer: '删除客户',
  deleted_by_customer: '被客户删除',
};

/** What of a day is worked, epoch ms; null: nothing. */
type Work = { opens: number; closes: number } | null;
/** Asked for with every message of a batch; reading clocks takes ten times as long. */
const known = new WeakMap<WorkingHours, Map<string, Work>>();
const MOST_KNOWN = 5_000;

function workOf(date: string, hours: WorkingHours, timeZone: string): Work {
  let days = known.get(hours);
  if (!days || days.size >= MOST_KNOWN) known.set(hours, (days = new Map<string, Work>()));
  const key = `${date} ${timeZone}`;
  let work = days.get(key);
  if (work === undefined) days.set(key, (work = readWork(date, hours, timeZone)));
  return work;
}

function readWork(date: string, hours: WorkingHours, timeZone: string): Work {
  if (!hours.weekdays.includes(weekdayOf(date))) return null;
  return {
    opens: instantOf(date, minutesOf(hours.from), timeZone),
    closes: instantOf(date, minutesOf(hours.to), timeZone),
  };
}

/** When so many minutes of working time have passed since a moment. */
export function afterWorkingTime(since: number, minutes: number, hours: WorkingHours, timeZone: string): number {
  let { date } = businessTime(since, timeZone);
  let left = minutes * MINUTE;
  // At least one weekday is worked, so a week always takes something off.
  for (;;) {
    const work = workOf(date, hours, timeZone);
    if (work) {
      const opens = Math.max(since, work.opens);
      if (opens + left <= work.closes) return opens + left;
      left -= Math.max(0, work.closes - opens);
    }
    date = addDays(date, 1);
  }
}

/** The working time between two moments, ms. */
export function workingTimeBetween(from: number, to: number, hours: WorkingHours, timeZone: string): number {
  let { date } = businessTime(from, timeZone);
  const last = businessTime(to, timeZone).date;
  let worked = 0;
  for (; date <= last; date = addDays(date, 1)) {
    const work = workOf(date, hours, timeZone);
    if (work) worked += Math.max(0, Math.min(to, work.closes) - Math.max(from, work.opens));
  }
  return worked;
}

/** The day on which somebody can first be expected to answer: what is asked on Saturday is Monday's. */
export function workingDayOf(at: number, hours: WorkingHours, timeZone: string): string {
  return businessDate(afterWorkingTime(at, 0, hours, timeZone), timeZone);
}

/** A mobile number of the mainland, also written in groups or with the country's code; not a part of a longer number. */
const MOBILE = /(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:(?:[ -]?\d){8}|\.\d{4}\.\d{4})(?!\d)/;
/** Only with its area code set apart: digits that merely begin with a nought are an order more often than a telephone. */
const LANDLINE =
  /(?<![\w-])(?:\+?86[ -])?(?:\(0(?:10|2\d|[3-9]\d\d)\) ?|0(?:10|2\d|[3-9]\d\d)[ -])[1-9]\d{2,3}[ -]?\d{4}(?!\d)/;
const DIALLED_FROM_ABROAD = /(?<![\w-])\+86[ -](?:10|2\d|[3-9]\d\d)[ -][1-9]\d{2,3}[ -]?\d{4}(?!\d)/;

export function saysPhone(text: string): boolean {
  const plain = text.normalize('NFKC');
  return [MOBILE, LANDLINE, DIALLED_FROM_ABROAD].some((pattern) => pattern.test(plain));
}
