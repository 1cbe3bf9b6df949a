import type { CareDate } from '@zhike/shared/contracts/care';
import { countDays } from '@zhike/shared/formulas/calendar';
import type { Dependencies } from '../../dependencies.ts';
import { lunarDayText } from '../../engines/lunar/lunar-day.ts';
import { businessDate } from '../../platform/business-time.ts';
import { findRows } from '../../platform/database/find-row.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { heldValues } from '../customer/fields.ts';
import { getVisibleCustomer } from '../customer/scope.ts';
import { fieldsFor } from '../field/custom-fields.ts';
import { CareCalendarRow } from './entity.ts';
import { nextKept } from './rules.ts';
import { plansInUse } from './store.ts';

/** The birthdays of a customer that plans in use remember, of the fields that the viewer sees; soonest first. */
export async function careOfCustomer(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  customerId: string,
): Promise<CareDate[]> {
  const tx = db.read;
  await getVisibleCustomer(tx, viewer, customerId);
  const birthdays = (await plansInUse(tx)).flatMap(({ definition: { occasion } }) =>
    occasion.kind === 'birthday' ? [occasion] : [],
  );
  if (birthdays.length === 0) return [];
  const today = businessDate(clock.now(), config.timeZone);
  const held = await heldValues(tx, customerId);
  const chosen = await findRows(tx, CareCalendarRow, { customerId });
  const dates = (await fieldsFor(tx, viewer)).flatMap(({ id: fieldId, name }): CareDate[] => {
    const birthday = birthdays.find((one) => one.fieldId === fieldId);
    const value = held.get(fieldId)?.value;
    if (!birthday) return [];
    const own = chosen.find((one) => one.fieldId === fieldId)?.calendar;
    const calendar = own ?? birthday.calendar;
    const date = { fieldId, name, calendar, isOwnChoice: own !== undefined };
    if (value?.kind !== 'date' || value.day > today) return [{ ...date, lunar: null, next: null }];
    const { day, years } = nextKept(value.day, calendar, today);
    const next = { day, daysLeft: countDays(today, day) - 1, years, lunar: lunarDayText(day) };
    return [{ ...date, lunar: lunarDayText(value.day), next }];
  });
  return dates.toSorted((a, b) => (a.next?.daysLeft ?? Infinity) - (b.next?.daysLeft ?? Infinity));
}
