import type { CareCalendar } from '@zhike/shared/contracts/care';
import { addDays } from '@zhike/shared/formulas/calendar';
import type { Dependencies } from '../../dependencies.ts';
import { matchesFilter } from '../../engines/filter/evaluate.ts';
import { loadFacts } from '../../engines/filter/facts.ts';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import { businessDate } from '../../platform/business-time.ts';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { heldValue } from '../customer/fields.ts';
import { findCustomer } from '../customer/store.ts';
import { CareCalendarRow, type CarePlanRow } from './entity.ts';
import { openFor } from './open-for.ts';
import { nextKept } from './rules.ts';
import { plansInUse } from './store.ts';

/**
 * A date was filled in or corrected, or is kept by another calendar now, and the plan is through with its day: she is remembered all the
 * same. Returns how many tasks were opened.
 */
export async function rememberLate(
  tx: Tx,
  deps: Dependencies,
  { customerId, fieldId }: { customerId: string; fieldId: string },
  now: number,
): Promise<number> {
  const plans = (await plansInUse(tx)).filter(
    ({ definition: { occasion } }) => occasion.kind !== 'holiday' && occasion.fieldId === fieldId,
  );
  if (plans.length === 0) return 0;
  const held = (await heldValue(tx, customerId, fieldId))?.value;
  const customer = await findCustomer(tx, customerId);
  if (held?.kind !== 'date' || customer?.status !== 'active') return 0;
  const chosen = (await findRow(tx, CareCalendarRow, { customerId, fieldId }))?.calendar ?? null;
  const today = businessDate(now, deps.config.timeZone);
  let opened = 0;
  for (const plan of plans) {
    const calendar = calendarFor(plan, chosen);
    const day = dayOf(plan, held.day, calendar, today);
    // What lies ahead of it the plan meets by itself.
    if (day === null || plan.nextDay === null || day < today || day >= plan.nextDay) continue;
    if (!(await fits(tx, deps, plan, customerId, now))) continue;
    opened += (await openFor(tx, deps, plan, day, [{ customerId, date: held.day, calendar }], now)).opened;
  }
  return opened;
}

export function calendarFor(
  { definition: { occasion } }: Pick<CarePlanRow, 'definition'>,
  chosen: CareCalendar | null,
): CareCalendar {
  return occasion.kind === 'birthday' ? (chosen ?? occasion.calendar) : 'solar';
}

function dayOf(
  { definition: { occasion } }: CarePlanRow,
  date: string,
  calendar: CareCalendar,
  today: string,
): string | null {
  if (occasion.kind === 'anniversary' && occasion.afterDays !== null) return addDays(date, occasion.afterDays);
  return date > today ? null : nextKept(date, calendar, today).day;
}

async function fits(
  tx: Tx,
  { filterFields, config }: Dependencies,
  { definition: { filter } }: CarePlanRow,
  customerId: string,
  now: number,
): Promise<boolean> {
  if (!filter) return true;
  const context = { now, timeZone: config.timeZone };
  const prepared = await prepareFilter(tx, filterFields, filter);
  const facts = await loadFacts(tx, [customerId], prepared, context);
  return matchesFilter(prepared, facts.get(customerId)!, context);
}
