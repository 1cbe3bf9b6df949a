import type { Tx } from '../../platform/database/tx.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { type Enrolment, enrol } from './enrol.ts';
import type { SopEnrolmentRow, SopRow } from './entity.ts';
import { AlreadyInSop, NoSopStart, NoSopStepAhead } from './errors.ts';
import type { PlanCalendar } from './plan.ts';

export type WhyNot = 'sop.already_in' | 'sop.no_start' | 'sop.no_step_ahead';

/** Lets a customer begin where she can, for whoever goes on with the next one where she cannot. */
export async function tryEnrol(
  tx: Tx,
  calendar: PlanCalendar,
  sop: SopRow,
  customer: CustomerRow,
  enrolment: Enrolment,
): Promise<{ enrolment: SopEnrolmentRow; why?: never } | { enrolment?: never; why: WhyNot }> {
  try {
    return { enrolment: await enrol(tx, calendar, sop, customer, enrolment) };
  } catch (error) {
    // Thrown before anything is written.
    if (error instanceof AlreadyInSop || error instanceof NoSopStart || error instanceof NoSopStepAhead)
      return { why: error.code };
    throw error;
  }
}
