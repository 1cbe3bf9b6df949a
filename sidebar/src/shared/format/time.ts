const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

interface Shown {
  year: number;
  month: number;
  day: number;
  clock: string;
  /** Days since 1970 on the wall calendar. */
  dayNumber: number;
}

const formatter = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

function shown(at: number): Shown {
  const parts = Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, part.value]));
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  return {
    year,
    month,
    day,
    clock: `${parts.hour}:${parts.minute}`,
    dayNumber: Date.UTC(year, month - 1, day) / DAY_MS,
  };
}

/** As people say it: 刚刚, 5 分钟前, 今天 14:30, 昨天 09:05, 明天 16:00, 3月8日, 2025年3月8日. */
export function sayTime(at: number, now: number): string {
  const ago = now - at;
  if (ago >= 0 && ago < 60_000) return '刚刚';
  if (ago >= 0 && ago < 3_600_000) return `${Math.floor(ago / 60_000)} 分钟前`;
  const [then, today] = [shown(at), shown(now)];
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
  const days = shown(now).dayNumber - shown(at).dayNumber;
  if (days <= 0) return '今天';
  if (days === 1) return '昨天';
  if (days < 31) return `${days} 天前`;
  if (days < 365) return `${Math.floor(days / 30)} 个月前`;
  return `${Math.floor(days / 365)} 年前`;
}

/** Exact, for hover and long press. */
export function exactTime(at: number): string {
  const { year, month, day, clock } = shown(at);
  return `${year}年${month}月${day}日 ${clock}`;
}

/** Heading of a day in a timeline: 今天, 昨天, 3月8日. */
export function sayDay(at: number, now: number): string {
  const [then, today] = [shown(at), shown(now)];
  if (then.dayNumber === today.dayNumber) return '今天';
  if (then.dayNumber === today.dayNumber - 1) return '昨天';
  return then.year === today.year ? `${then.month}月${then.day}日` : `${then.year}年${then.month}月${then.day}日`;
}

/** 14:05. */
export function clockTime(at: number): string {
  return shown(at).clock;
}

/** Two moments on one calendar day? */
export function isSameDay(a: number, b: number): boolean {
  return shown(a).dayNumber === shown(b).dayNumber;
}
