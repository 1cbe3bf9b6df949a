/** The demo corp lives in China; the phone, the client and the CRM show one wall clock. */
const TIME_ZONE = 'Asia/Shanghai';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const partsOf = new Intl.DateTimeFormat('zh-CN', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The parts of a moment (ms) on the demo's wall clock. */
export function wallClock(at: number) {
  const parts = Object.fromEntries(partsOf.formatToParts(at).map((part) => [part.type, part.value]));
  return {
    year: parts.year ?? '',
    month: parts.month ?? '',
    day: parts.day ?? '',
    weekday: parts.weekday ?? '',
    hour: parts.hour ?? '',
    minute: parts.minute ?? '',
    second: parts.second ?? '',
  };
}

/** 刚刚 · 5 分钟前 · 14:30 · 昨天 14:30 · 3月8日 14:30, seen from `now` (both ms). */
export function formatWhen(at: number, now: number): string {
  const age = now - at;
  if (age >= -MINUTE_MS && age < MINUTE_MS) return '刚刚';
  if (age > 0 && age < 60 * MINUTE_MS) return `${Math.floor(age / MINUTE_MS)} 分钟前`;
  const then = wallClock(at);
  const today = wallClock(now);
  const time = `${then.hour}:${then.minute}`;
  if (isSameDay(at, now)) return time;
  if (isSameDay(at, now - DAY_MS)) return `昨天 ${time}`;
  const year = then.year === today.year ? '' : `${then.year}年`;
  return `${year}${then.month}月${then.day}日 ${time}`;
}

/** A short form for lists: 14:30 · 昨天 · 3/8. */
export function formatWhenShort(at: number, now: number): string {
  const then = wallClock(at);
  if (isSameDay(at, now)) return `${then.hour}:${then.minute}`;
  if (isSameDay(at, now - DAY_MS)) return '昨天';
  return `${then.month}/${then.day}`;
}

/** 14:30:05, for the live strip. */
export function formatSecond(at: number): string {
  const { hour, minute, second } = wallClock(at);
  return `${hour}:${minute}:${second}`;
}

/** The whole moment, for hover texts. */
export function formatExact(at: number): string {
  const { year, month, day, hour, minute, second } = wallClock(at);
  return `${year}年${month}月${day}日 ${hour}:${minute}:${second}`;
}

/** 42 ms · 1.3 秒. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(1)} 秒`;
}

function isSameDay(a: number, b: number): boolean {
  const left = wallClock(a);
  const right = wallClock(b);
  return left.year === right.year && left.month === right.month && left.day === right.day;
}
