const DAY_MS = 86_400_000;

export interface WallTime {
  year: number;
  month: number;
  day: number;
  /** 14:05 */
  clock: string;
  /** Days since 1970 on the wall calendar. */
  dayNumber: number;
}

let formatter = formatterOf('Asia/Shanghai');

/** Whose wall clock is shown: the company's, wherever the browser is. Said once, by GET /api/me. */
export function setTimeZone(timeZone: string): void {
  formatter = formatterOf(timeZone);
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** What calendar and clock on the company's wall show at an instant (epoch ms). */
export function wallTime(at: number): WallTime {
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

/** The instant (epoch ms) at which the company's wall shows this day and time, e.g. `2026-03-11T10:00`. */
export function instantOf(wall: string): number {
  const wanted = Date.parse(`${wall}:00Z`);
  // Twice: where summer time begins in between, the first guess is an hour off.
  let at = wanted;
  for (let turn = 0; turn < 2; turn++) {
    const shown = wallTime(at);
    at += wanted - Date.parse(`${wallText(shown.dayNumber, shown.clock)}:00Z`);
  }
  return at;
}

/** `2026-03-11T10:00`, as date inputs write it. */
export function wallText(dayNumber: number, clock: string): string {
  return `${new Date(dayNumber * DAY_MS).toISOString().slice(0, 10)}T${clock}`;
}
