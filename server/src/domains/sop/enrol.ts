import { getRow } from '../../platform/database/find-row.ts';
import { inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvents } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import { SopEnrolmentRow, type SopRow } from './entity.ts';
import { AlreadyInSop, NoSopStart, NoSopStepAhead } from './errors.ts';
import { sopEnrolled } from './events.ts';
import { type Beginner, findStarts } from './find-start.ts';
import { lastDaysOf } from './last-days.ts';
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
  /** What was due before this moment is past; `now`, or the start that an event tells, where nothing is said. */
  from?: number;
  now: number;
}

export type WhyNot = 'sop.already_in' | 'sop.no_start' | 'sop.no_step_ahead';
/** A customer's steps, past ones and those ahead; or why she cannot begin. */
export type Beginning = { startsAt: number; past: PlannedStep[]; ahead: PlannedStep[]; why?: never } | { why: WhyNot };

/** What would become of each of these customers; nothing is written. */
export async function placeBeginners(
  tx: Tx,
  calendar: PlanCalendar,
  { id: sopId, definition }: Pick<SopRow, 'id' | 'definition'>,
  customers: readonly Beginner[],
  { startsAt: given, from, now }: Pick<Enrolment, 'startsAt' | 'from' | 'now'>,
): Promise<Map<string, Beginning>> {
  const there = await whoIsIn(
    tx,
    sopId,
    customers.map(({ id }) => id),
  );
  const moment = { now, timeZone: calendar.timeZone };
  const starts =
    given === undefined ? await findStarts(tx, customers, definition.start, lastDaysOf(definition), moment) : null;
  // An event that was handled late is no reason to leave out what it should have begun with.
  const pastBefore = from ?? (given === undefined ? now : Math.min(now, given));
  // Most of many begin at one moment, or on one of a few days.
  const plans = new Map<number, Beginning>();
  const planOf = (startsAt: number): Beginning => {
    const known = plans.get(startsAt);
    if (known) return known;
    const plan = planSteps(definition, startsAt, calendar);
    const ahead = plan.filter(({ dueAt }) => dueAt >= pastBefore);
    const past = plan.filter(({ dueAt }) => dueAt < pastBefore);
    const made: Beginning = ahead.length === 0 ? { why: 'sop.no_step_ahead' } : { startsAt, past, ahead };
    plans.set(startsAt, made);
    return made;
  };
  return new Map(
    customers.map(({ id }): [string, Beginning] => {
      if (there.has(id)) return [id, { why: 'sop.already_in' }];
      const startsAt = given ?? starts?.get(id);
      return [id, startsAt === undefined ? { why: 'sop.no_start' } : planOf(startsAt)];
    }),
  );
}

/**
 * Lets customers begin where they can: the enrolment of each, or why there is none. Steps that are past are skipped; the first of the rest
 * is waited for. Each is in it once, whoever else enrols her at the same moment.
 */
export async function enrolMany(
  tx: Tx,
  calendar: PlanCalendar,
  sop: SopRow,
  customers: readonly Beginner[],
  enrolment: Enrolment,
): Promise<Map<string, { enrolmentId: string; why?: never } | { enrolmentId?: never; why: WhyNot }>> {
  const { because, now } = enrolment;
  const begun = [];
  const answers = new Map<string, { enrolmentId: string } | { why: WhyNot }>();
  for (const [customerId, beginning] of await placeBeginners(tx, calendar, sop, customers, enrolment))
    if (beginning.why) answers.set(customerId, { why: beginning.why });
    else begun.push({ id: newId(), customerId, ...beginning });
  await insertRows(
    tx,
    'sop_enrolment',
    begun.map(({ id, customerId, startsAt, ahead }) => ({
      id,
      sop_id: sop.id,
      version: sop.version,
      customer_id: customerId,
      active_key: '',
      status: 'active',
      because_kind: because.kind,
      because_ref: because.ref,
      starts_at: startsAt,
      next_due_at: ahead[0]!.dueAt,
      enrolled_at: now,
    })),
    { ignoreDuplicates: true },
  );
  const ours = await existing(
    tx,
    begun.map(({ id }) => id),
  );
  for (const { id, customerId } of begun)
    answers.set(customerId, ours.has(id) ? { enrolmentId: id } : { why: 'sop.already_in' });
  const inIt = begun.filter(({ id }) => ours.has(id));
  await insertRows(
    tx,
    'sop_step',
    inIt.flatMap(({ id, past }) =>
      past.map(({ step, dueAt }) => ({
        enrolment_id: id,
        step_id: step.id,
        sop_id: sop.id,
        state: 'skipped',
        why: 'past',
        due_at: dueAt,
        settled_at: now,
      })),
    ),
  );
  const byUserId = because.byUserId ?? null;
  await recordEvents(
    tx,
    inIt.map(({ id, customerId }) =>
      sopEnrolled({
        occurredAt: now,
        customerId,
        memberUserId: byUserId,
        payload: { sopId: sop.id, enrolmentId: id, byUserId },
      }),
    ),
  );
  return answers as Awaited<ReturnType<typeof enrolMany>>;
}

/** Lets one customer begin. Throws when she is in it already, lacks the start, or nothing is left ahead. */
export async function enrol(
  tx: Tx,
  calendar: PlanCalendar,
  sop: SopRow,
  customer: Beginner,
  enrolment: Enrolment,
): Promise<SopEnrolmentRow> {
  const { enrolmentId, why } = (await enrolMany(tx, calendar, sop, [customer], enrolment)).get(customer.id)!;
  if (enrolmentId !== undefined) return getRow(tx, SopEnrolmentRow, { id: enrolmentId });
  const customerId = customer.id;
  if (why === 'sop.already_in') throw new AlreadyInSop({ sopId: sop.id, customerId });
  throw why === 'sop.no_start' ? new NoSopStart({ customerId }) : new NoSopStepAhead({ customerId });
}

async function whoIsIn(tx: Tx, sopId: string, customerIds: string[]): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const rows = await select<{ id: string }>(
    tx,
    `SELECT customer_id AS id FROM sop_enrolment WHERE sop_id = ? AND customer_id ${inList(customerIds)} AND active_key = ''`,
    [sopId, ...customerIds],
  );
  return new Set(rows.map(({ id }) => id));
}

async function existing(tx: Tx, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await select<{ id: string }>(tx, `SELECT id FROM sop_enrolment WHERE id ${inList(ids)}`, ids);
  return new Set(rows.map(({ id }) => id));
}
