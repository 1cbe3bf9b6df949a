import type { CareDate } from '@zhike/shared/contracts/care-of-customer';
import { countDays } from '@zhike/shared/formulas/calendar';
import type { Dependencies } from '../../dependencies.ts';
import { lunarDayText } from '../../engines/lunar/lunar-day.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { getVisibleCustomer } from '../customer/scope.ts';
import { keptBirthdays } from './kept-birthdays.ts';
import { nextKept } from './rules.ts';

/** The birthdays of a customer that plans in use remember, of the fields that the viewer sees; soonest first. */
export async function careOfCustomer(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  customerId: string,
): Promise<CareDate[]> {
  const tx = db.read;
  await getVisibleCustomer(tx, viewer, customerId);
  const today = businessDate(clock.now(), config.timeZone);
  const dates = (await keptBirthdays(tx, viewer, customerId)).map(({ born, ...date }): CareDate => {
    if (born === null || born > today) return { ...date, lunar: null, next: null };
    const { day, years } = nextKept(born, date.calendar, today);
    const next = { day, daysLeft: countDays(today, day) - 1, years, lunar: lunarDayText(day) };
    return { ...date, lunar: lunarDayText(born), next };
  });
  return dates.toSorted((a, b) => (a.next?.daysLeft ?? Infinity) - (b.next?.daysLeft ?? Infinity));
}
