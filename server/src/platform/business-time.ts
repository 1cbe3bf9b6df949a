const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface BusinessTime {
  /** `2026-11-22`. */
  date: string;
  /** 1 Monday … 7 Sunday. */
  weekday: number;
  /** Minutes since midnight. */
  minuteOfDay: number;
}

/** Date and time of day to the second, for people: `2026-11-22`, `14:30:05`. */
export function businessClock(at: number, timeZone: string): { date: string; time: string } {
  const [day, time] = formatterFor(timeZone).format(at).split(', ').slice(-2);
  const [date, month, year] = day!.split('/');
  return { date: `${year}-${month}-${date}`, time: time! };
}

const QUARTER_MS = 15 * 60_000;
const LAST_MINUTE_MS = 14 * 60_000;
/** Before that, clocks here and there were off by seconds. */
const EVEN_SINCE = Date.UTC(1980);
/** A formatter takes some 30 times as long as finding a quarter that was read before. */
const MOST_QUARTERS = 20_000;
/** null: clocks change in it. */
const quarters = new Map<string, Map<number, BusinessTime | null>>();

/** What wall clocks in `timeZone` show at `at` (epoch ms). */
export function businessTime(at: number, timeZone: string): BusinessTime {
  if (at < EVEN_SINCE) return readClock(at, timeZone);
  const quarter = Math.floor(at / QUARTER_MS);
  let known = quarters.get(timeZone);
  if (!known || known.size >= MOST_QUARTERS) quarters.set(timeZone, (known = new Map<number, BusinessTime | null>()));
  let start = known.get(quarter);
  if (start === undefined) known.set(quarter, (start = readQuarter(quarter * QUARTER_MS, timeZone)));
  if (start === null) return readClock(at, timeZone);
  return { ...start, minuteOfDay: start.minuteOfDay + Math.floor((at % QUARTER_MS) / 60_000) };
}

function readQuarter(startsAt: number, timeZone: string): BusinessTime | null {
  const start = readClock(startsAt, timeZone);
  const end = readClock(startsAt + LAST_MINUTE_MS, timeZone);
  return end.date === start.date && end.minuteOfDay === start.minuteOfDay + 14 ? start : null;
}

function readClock(at: number, timeZone: string): BusinessTime {
  const parts = Object.fromEntries(
    formatterFor(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: WEEKDAYS.indexOf(parts.weekday!) + 1,
    minuteOfDay: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/** `2026-11-22`: the business day `at` is in. */
export function businessDate(at: number, timeZone: string): string {
  return businessTime(at, timeZone).date;
}

/** Epoch ms of the midnight that begins the business day of `at`. Right on days when clocks change, too. */
export function startOfBusinessDay(at: number, timeZone: string): number {
  const { date } = businessTime(at, timeZone);
  return instantOf(date, 0, timeZone);
}

/** Epoch ms of the first moment of business day `from`, and of the first after `to`; absent where none is named. */
export function spanOfDays({ from, to }: { from?: string; to?: string }, timeZone: string) {
  return {
    since: from === undefined ? undefined : instantOf(from, 0, timeZone),
    until: to === undefined ? undefined : instantOf(to, 24 * 60, timeZone),
  };
}

/** Epoch ms of `minuteOfDay` on business day `date`. */
export function instantOf(date: string, minuteOfDay: number, timeZone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minuteOfDay * 60_000;
  let guess = wanted - offsetMs(wanted, timeZone);
  // Once more, for the case that the guess lies on the other side of a change of clocks.
  guess = wanted - offsetMs(guess, timeZone);
  return guess;
}

function offsetMs(at: number, timeZone: string): number {
  const { date, minuteOfDay } = businessTime(at, timeZone);
  const shown = Date.parse(`${date}T00:00:00Z`) + minuteOfDay * 60_000;
  return shown - (at - (((at % 60_000) + 60_000) % 60_000));
}
