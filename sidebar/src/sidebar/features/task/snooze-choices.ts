import { type DayChoice, dayChoices } from '../../../shared/format/day-choices.ts';

const HOUR = 3_600_000;
/** So much is left to do it in before work ends. */
const BEFORE_END = HOUR / 2;

/** 1 小时后, 今天下班前, 明天, 下周一: moments to put something off to. `workEndsAt`: null on a day off, or when nobody has said yet. */
export function snoozeChoices(now: number, workEndsAt: number | null): DayChoice[] {
  const inAnHour = { label: '1 小时后', at: now + HOUR };
  const beforeEnd = workEndsAt === null ? null : { label: '今天下班前', at: workEndsAt - BEFORE_END };
  const [tomorrow, , monday] = dayChoices(now);
  return [inAnHour, ...(beforeEnd && beforeEnd.at > now ? [beforeEnd] : []), tomorrow!, monday!];
}
