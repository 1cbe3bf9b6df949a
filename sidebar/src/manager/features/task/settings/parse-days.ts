import type { SpecialDay } from '@zhike/shared/contracts/task-settings';
import { MAX_SPECIAL_DAYS } from '@zhike/shared/formulas/task-limits';

const OFF = ['休', '休息', '放假', '休假'];
const WORK = ['班', '上班', '补班', '工作'];
const LINE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\s,,\t]+(\S+?)(?:[\s,,\t]+(.+))?$/;

/** A table of days, one a line: `2027-01-01 休 元旦`. Says which line it does not understand. */
export function parseDays(text: string): { days: SpecialDay[] } | { problem: string } {
  const days = new Map<string, SpecialDay>();
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.trim();
    if (words === '') continue;
    const at = `第 ${index + 1} 行`;
    const [, year, month, date, kind, name = ''] = LINE.exec(words) ?? [];
    if (!year || !month || !date || !kind) return { problem: `${at}看不懂,请写成「2027-01-01 休 元旦」` };
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    const exists = new Date(`${day}T00:00:00Z`);
    if (Number.isNaN(exists.getTime()) || exists.toISOString().slice(0, 10) !== day)
      return { problem: `${at}的日期 ${day} 不存在` };
    if (!OFF.includes(kind) && !WORK.includes(kind)) return { problem: `${at}请写「休」或「班」` };
    if (days.has(day)) return { problem: `${at}重复:${day} 前面已经写过` };
    days.set(day, { day, isWorkday: WORK.includes(kind), name: name.trim().slice(0, 20) });
  }
  if (days.size > MAX_SPECIAL_DAYS) return { problem: `最多 ${MAX_SPECIAL_DAYS} 天,请删去过去的日子` };
  return { days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

/** The same table as text. */
export function writeDays(days: readonly SpecialDay[]): string {
  return days
    .map(({ day, isWorkday, name }) => `${day} ${isWorkday ? '班' : '休'}${name ? ` ${name}` : ''}`)
    .join('\n');
}
