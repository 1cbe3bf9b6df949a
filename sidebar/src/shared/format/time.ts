import { instantOf, wallTime } from './zone.ts';

/** As people say it: 刚刚, 5 分钟前, 今天 14:30, 昨天 09:05, 明天 16:00, 3月8日, 2025年3月8日. */
export function sayTime(at: number, now: number): string {
  const ago = now - at;
  // Clocks differ by seconds: what lies a moment ahead has just happened.
  if (ago > -60_000 && ago < 60_000) return '刚刚';
  if (ago >= 0 && ago < 3_600_000) return `${Math.floor(ago / 60_000)} 分钟前`;
  const [then, today] = [wallTime(at), wallTime(now)];
  const days = then.dayNumber - today.dayNumber;
  if (days === 0) return `今天 ${then.clock}`;
  if (days === -1) return `昨天 ${then.clock}`;
  if (days === 1) return `明天 ${then.clock}`;
  if (days === 2) return `后天 ${then.clock}`;
  if (then.year === today.year) return `${then.month}月${then.day}日`;
  return `${then.year}年${then.month}月${then.day}日`;
}

/** How long something has lasted, roughly: 今天, 3 天前, 2 个月前, 1 年前. */
export function sayAge(at: number, now: number): string {
  const days = wallTime(now).dayNumber - wallTime(at).dayNumber;
  if (days <= 0) return '今天';
  if (days === 1) return '昨天';
  if (days < 31) return `${days} 天前`;
  if (days < 365) return `${Math.floor(days / 30)} 个月前`;
  return `${Math.floor(days / 365)} 年前`;
}

/** Exact, for hover and long press. */
export function exactTime(at: number): string {
  const { year, month, day, clock } = wallTime(at);
  return `${year}年${month}月${day}日 ${clock}`;
}

/** Heading of a day in a timeline: 今天, 昨天, 3月8日. */
export function sayDay(at: number, now: number): string {
  const [then, today] = [wallTime(at), wallTime(now)];
  if (then.dayNumber === today.dayNumber) return '今天';
  if (then.dayNumber === today.dayNumber - 1) return '昨天';
  return then.year === today.year ? `${then.month}月${then.day}日` : `${then.year}年${then.month}月${then.day}日`;
}

/** 14:05. */
export function clockTime(at: number): string {
  return wallTime(at).clock;
}

/** When something is to be done: 今天 16:00, 明天 10:00, 3月12日 10:00. What is past is said like any time. */
export function sayDue(at: number, now: number): string {
  const [then, today] = [wallTime(at), wallTime(now)];
  const days = then.dayNumber - today.dayNumber;
  if (days >= -1 && days <= 2) return `${['昨天', '今天', '明天', '后天'][days + 1]} ${then.clock}`;
  const day = `${then.month}月${then.day}日`;
  return then.year === today.year ? `${day} ${then.clock}` : `${then.year}年${day}`;
}

/** How long something is late: 20 分钟, 3 小时, 2 天. */
export function sayDelay(lateMs: number): string {
  const minutes = Math.max(1, Math.floor(lateMs / 60_000));
  if (minutes < 60) return `${minutes} 分钟`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} 小时` : `${Math.floor(minutes / (24 * 60))} 天`;
}

/** Two moments on one calendar day? */
export function isSameDay(a: number, b: number): boolean {
  return wallTime(a).dayNumber === wallTime(b).dayNumber;
}

/** The calendar day of a moment, as the server writes days: `2026-11-08`. */
export function dayOf(at: number): string {
  const { year, month, day } = wallTime(at);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** When the day `2026-11-08` begins, epoch ms. */
export function startOfDay(day: string): number {
  return instantOf(`${day}T00:00`);
}
