/** Days and hours as people of one time zone live them. All moments are epoch ms; `zone` is an IANA name. */

const MINUTE = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

export interface LocalTime {
  /** `2026-11-08` */
  day: string;
  /** 1 Monday … 7 Sunday. */
  weekday: number;
  /** Minutes since local midnight by the clock on the wall, 0–1439. */
  minute: number;
}

export function localTime(at: number, zone: string): LocalTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatFor(zone).formatToParts(at)) parts[type] = value;
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  return { day, weekday: weekdayOf(day), minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

export function dayOf(at: number, zone: string): string {
  return localTime(at, zone).day;
}

/** When `day` begins in `zone`; where the clock is put forward over midnight, the first moment there is. */
export function startOfDay(day: string, zone: string): number {
  return momentOf(day, 0, zone);
}

/** When the wall clock shows `minute` on `day`; a time skipped in spring is read as what the clock shows instead, an hour later. */
export function momentOf(day: string, minute: number, zone: string): number {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE;
  // The first guess may lie across a change of the clock; the second then knows the right offset.
  const guess = wanted - offset(wanted, zone);
  return wanted - offset(guess, zone);
}

/** The day `days` after (or before) `day`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * MINUTE).toISOString().slice(0, 10);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Minutes of `09:30`; `24:00` is 1440. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** Whether `minute` lies in `from`–`to`; `to` at or before `from` reaches over midnight. */
export function isWithin(minute: number, from: string, to: string): boolean {
  const start = minutesOf(from);
  const end = minutesOf(to);
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/** How far the wall clock is ahead of UTC at a moment, ms. */
function offset(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(at)) parts[type] = Number(value);
  const wall = Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second);
  return wall - Math.floor(at / 1000) * 1000;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}
