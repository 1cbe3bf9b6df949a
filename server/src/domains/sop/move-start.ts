import type { Tx } from '../../platform/database/tx.ts';
import { getCustomer } from '../customer/store.ts';
import { lastDaysOf } from './last-days.ts';
import { stopEnrolment } from './end.ts';
import { findStart } from './find-start.ts';
import type { PlanCalendar } from './plan.ts';
import { replan } from './replan.ts';
import { activeOf } from './stop-by-event.ts';
import { definitionsOf, stepsOf } from './store.ts';

/**
 * A date that SOPs count from was changed: the steps of this customer move with it. Without a date there is nothing to count from, and she
 * leaves. Returns how many enrolments it concerned.
 */
export async function moveStart(
  tx: Tx,
  calendar: PlanCalendar,
  { customerId, fieldId }: { customerId: string; fieldId: string },
  now: number,
): Promise<number> {
  const active = await activeOf(tx, [customerId]);
  const definitionOf = await definitionsOf(tx, active);
  const concerned = active.filter((enrolment) => {
    const { start } = definitionOf(enrolment);
    return start.kind === 'date' && start.fieldId === fieldId;
  });
  if (concerned.length === 0) return 0;
  const customer = await getCustomer(tx, customerId);
  const settled = await stepsOf(
    tx,
    concerned.map(({ id }) => id),
  );
  for (const enrolment of concerned) {
    const definition = definitionOf(enrolment);
    const moment = { now, timeZone: calendar.timeZone };
    const startsAt = await findStart(tx, customer, definition.start, lastDaysOf(definition), moment);
    if (startsAt === null) await stopEnrolment(tx, enrolment, { reason: 'start_gone', now });
    else if (startsAt !== enrolment.startsAt)
      await replan(
        tx,
        calendar,
        enrolment,
        settled.get(enrolment.id)!,
        { definition, version: enrolment.version, startsAt },
        now,
      );
  }
  return concerned.length;
}
