import type { ServiceHours } from '@zhike/shared/contracts/customer-app';

const DAY_NAMES = ['一', '二', '三', '四', '五', '六', '日'];

/** `周一至周五 09:00–18:00` */
export function formatServiceHours({ weekdays, from, to }: ServiceHours): string {
  return `${formatWeekdays(weekdays)} ${formatWindow(from, to)}`;
}

function formatWindow(from: string, to: string): string {
  if (from === '00:00' && to === '00:00') return '全天';
  if (to === '00:00') return `${from}–24:00`;
  return to > from ? `${from}–${to}` : `${from}–次日${to}`;
}

/** Three or more days in a row read as a range, others one by one. */
function formatWeekdays(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  if (days.length === 7) return '每天';
  return runsOf(days)
    .flatMap((run) => (run.length >= 3 ? [`${dayName(run[0])}至${dayName(lastOf(run))}`] : run.map(dayName)))
    .join('、');
}

function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const day of days) {
    const last = lastOf(runs);
    if (last && lastOf(last) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** `Array.prototype.at` is missing in older phones' engines. */
function lastOf<Item>(items: readonly Item[]): Item | undefined {
  return items[items.length - 1];
}

function dayName(day: number | undefined): string {
  return `周${DAY_NAMES[(day ?? 1) - 1] ?? ''}`;
}
