import type { SopDefinition } from '@zhike/shared/contracts/sop';
import { insertRows } from '../../platform/database/sql.ts';
import { getRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { SopEnrolmentRow, type SopRow } from './entity.ts';
import { AlreadyInSop, NoSopStart, NoSopStepAhead } from './errors.ts';
import { sopEnrolled } from './events.ts';
import { findStart } from './find-start.ts';
import { type PlanCalendar, type PlannedStep, planSteps } from './plan.ts';

export interface Because {
  kind: 'start' | 'hand' | 'rule' | 'segment';
  ref: string | null;
  byUserId?: string | null;
}

export interface Enrolment {
  because: Because;
  /** The moment of the start, where an event tells it; looked up otherwise. */
  startsAt?: number;
  now: number;
}

/**
 * Lets a customer begin. Steps before the start (or, enrolled by hand, before now) are past and skipped; the first of the rest is waited
 * for. Throws when she is in it already, lacks the start, or nothing is left ahead.
 */
export async function enrol(
  tx: Tx,
  calendar: PlanCalendar,
  sop: SopRow,
  customer: CustomerRow,
  { because, startsAt: given, now }: Enrolment,
): Promise<SopEnrolmentRow> {
  const { definition } = sop;
  const startsAt =
    given ??
    (await findStart(tx, customer, definition.start, lastDaysOf(definition), { now, timeZone: calendar.timeZone }));
  if (startsAt === null) throw new NoSopStart({ customerId: customer.id });
  const plan = planSteps(definition, startsAt, calendar);
  // An event that was handled late is no reason to leave out what it should have begun with.
  const from = given === undefined ? now : Math.min(now, given);
  const [past, ahead] = split(plan, from);
  if (ahead.length === 0) throw new NoSopStepAhead({ customerId: customer.id });
  const id = newId();
  const inserted = await insertRows(
    tx,
    'sop_enrolment',
    [
      {
        id,
        sop_id: sop.id,
        version: sop.version,
        customer_id: customer.id,
        active_key: '',
        status: 'active',
        because_kind: because.kind,
        because_ref: because.ref,
        starts_at: startsAt,
        next_due_at: ahead[0]!.dueAt,
        enrolled_at: now,
      },
    ],
    { ignoreDuplicates: true },
  );
  if (inserted === 0) throw new AlreadyInSop({ sopId: sop.id, customerId: customer.id });
  await insertRows(
    tx,
    'sop_step',
    past.map(({ step, dueAt }) => ({
      enrolment_id: id,
      step_id: step.id,
      state: 'skipped',
      why: 'past',
      due_at: dueAt,
      settled_at: now,
    })),
  );
  await recordEvent(
    tx,
    sopEnrolled({
      occurredAt: now,
      customerId: customer.id,
      memberUserId: because.byUserId ?? null,
      payload: { sopId: sop.id, enrolmentId: id, byUserId: because.byUserId ?? null },
    }),
  );
  return getRow(tx, SopEnrolmentRow, { id });
}

/** By the day of the last step, of yearly dates: an occurrence whose steps are all over is not the one that is meant. */
export function lastDaysOf({ steps }: Pick<SopDefinition, 'steps'>): number {
  return Math.max(
    0,
    ...steps.map(({ at }) => (at.kind === 'day' ? at.days : at.kind === 'minutes' ? Math.ceil(at.minutes / 1440) : 0)),
  );
}

const split = (plan: PlannedStep[], from: number): [PlannedStep[], PlannedStep[]] => [
  plan.filter(({ dueAt }) => dueAt < from),
  plan.filter(({ dueAt }) => dueAt >= from),
];
