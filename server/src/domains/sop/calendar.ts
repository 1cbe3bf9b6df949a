import { isWorkday } from '../../engines/workdays/workdays.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { workCalendar } from '../task/work-time.ts';
import type { PlanCalendar } from './plan.ts';

/** Days off as the corp has set them. */
export async function planCalendar(tx: Tx, timeZone: string): Promise<PlanCalendar> {
  const calendar = await workCalendar(tx, timeZone);
  return { timeZone, isWorkday: (day) => isWorkday(day, calendar) };
}
