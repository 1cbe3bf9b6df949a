import type { Dependencies } from '../../dependencies.ts';
import type { PlanCalendar } from './plan.ts';

const SATURDAY = 6;

/** Days off as SOPs know them. */
export function planCalendar({ config }: Pick<Dependencies, 'config'>): PlanCalendar {
  return {
    timeZone: config.timeZone,
    isWorkday: (day) => ![0, SATURDAY].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
  };
}
