import type { SopDefinition, SopStep } from '@zhike/shared/contracts/sop';
import type { Dependencies } from '../../dependencies.ts';
import { matchesFilter } from '../../engines/filter/evaluate.ts';
import { loadFacts } from '../../engines/filter/facts.ts';
import { type PreparedFilter, prepareFilter } from '../../engines/filter/prepare.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { execute, inList, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { whoAnswerFor } from '../customer/who-answers.ts';
import { sendMassMessages } from '../mass-message/for-others.ts';
import { openTasks } from '../task/store.ts';
import { isMass } from './mass-content.ts';
import { type MassPlace, putInMassMessage } from './put-in-mass-message.ts';
import { taskOfStep } from './task-of-step.ts';
import { finishEnrolments } from './end.ts';
import { SopEnrolmentRow, SopRow } from './entity.ts';
import { planCalendar } from './calendar.ts';
import { type PlannedStep, planSteps } from './plan.ts';
import { lockDue } from './steps-due.ts';
import { definitionsOf, stepsOf } from './store.ts';

/** Customers taken at once: one set of reads for all of them. */
const AT_ONCE = 200;

interface DueStep {
  enrolment: SopEnrolmentRow;
  definition: SopDefinition;
  planned: PlannedStep;
}

/**
 * Opens the steps of one SOP that are due, for some customers at once, and moves each on to her next step. Returns whether there may be
 * more.
 */
export async function openDueSteps(deps: Dependencies, sopId: string): Promise<boolean> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const sop = await findRow(tx, SopRow, { id: sopId }, { lock: true });
    // Switched off, or deleted, a moment ago.
    if (!sop?.isOn || sop.deletedAt !== null) return false;
    const ids = await lockDue(tx, sop, now, AT_ONCE);
    if (ids.length === 0) {
      // Whoever came to the end of a full slice could not know that it was the last.
      await sendMassMessages(tx, { kind: 'sop', id: sopId }, now);
      return false;
    }
    const calendar = await planCalendar(tx, deps.config.timeZone);
    const enrolments = await tx.createQueryBuilder(SopEnrolmentRow, 'e').where('e.id IN (:...ids)', { ids }).getMany();
    const definitionOf = await definitionsOf(tx, enrolments);
    const settled = await stepsOf(tx, ids);
    const due: DueStep[] = [];
    const next = new Map<string, number | null>();
    for (const enrolment of enrolments) {
      const done = new Set(settled.get(enrolment.id)!.map((row) => row.stepId));
      const definition = definitionOf(enrolment);
      const left = planSteps(definition, enrolment.startsAt, calendar).filter(({ step }) => !done.has(step.id));
      due.push(...left.filter(({ dueAt }) => dueAt <= now).map((planned) => ({ enrolment, definition, planned })));
      next.set(enrolment.id, left.find(({ dueAt }) => dueAt > now)?.dueAt ?? null);
    }
    await settle(tx, deps, sop, due, now);
    await moveOn(tx, enrolments, next, now);
    // Nobody else is due for now: what is to be confirmed goes to the reps.
    if (ids.length < AT_ONCE) await sendMassMessages(tx, { kind: 'sop', id: sopId }, now);
    return ids.length === AT_ONCE;
  });
}

/** Each waits for her next step; who has none is at the end. Many wait for the same moment. */
async function moveOn(
  tx: Tx,
  enrolments: readonly SopEnrolmentRow[],
  next: ReadonlyMap<string, number | null>,
  now: number,
): Promise<void> {
  const waiting = enrolments.filter(({ id }) => next.get(id) != null);
  for (const alike of groupBy(waiting, ({ id }) => String(next.get(id))))
    await execute(tx, `UPDATE sop_enrolment SET next_due_at = ? WHERE id ${inList(alike)}`, [
      next.get(alike[0]!.id)!,
      ...alike.map(({ id }) => id),
    ]);
  const over = enrolments.filter(({ id }) => next.get(id) == null);
  await finishEnrolments(tx, over, now);
}

/** Each step becomes a task of whoever serves the customer, or is skipped with its reason. */
async function settle(tx: Tx, deps: Dependencies, sop: SopRow, due: DueStep[], now: number): Promise<void> {
  const { timeZone } = deps.config;
  const fits = await fitting(tx, deps, due, { now, timeZone });
  const answerers = await whoAnswerFor(
    tx,
    due.map(({ enrolment }) => enrolment.customerId),
  );
  const ofMass = due.filter((one) => isMass(one.planned.step.deed) && !reasonToSkip(sop, one, fits, answerers));
  const places = await massPlaces(tx, sop, ofMass, { now, timeZone });
  const whys = new Map(due.map((one) => [one, reasonToSkip(sop, one, fits, answerers)]));
  const ofTasks = due.filter((one) => whys.get(one) === null && !places.get(one)?.massMessageId);
  const taskIds = await openTasks(
    tx,
    ofTasks.map((one) => {
      const { enrolment, planned } = one;
      const assigneeUserId = answerers.get(enrolment.customerId)!;
      return taskOfStep(sop, enrolment, planned, assigneeUserId, now, places.get(one)?.instead);
    }),
  );
  const taskOf = new Map(ofTasks.map((one, at) => [one, taskIds[at]!]));
  const rows = due.map((one) => ({
    enrolment_id: one.enrolment.id,
    step_id: one.planned.step.id,
    sop_id: sop.id,
    state: whys.get(one) ? 'skipped' : 'open',
    why: whys.get(one) ?? null,
    task_id: taskOf.get(one) ?? null,
    mass_message_id: places.get(one)?.massMessageId ?? null,
    due_at: one.planned.dueAt,
    settled_at: now,
  }));
  await insertRows(tx, 'sop_step', rows, { ignoreDuplicates: true });
}

/** Those of one step and version go out together. */
async function massPlaces(
  tx: Tx,
  sop: SopRow,
  due: readonly DueStep[],
  moment: { now: number; timeZone: string },
): Promise<Map<DueStep, MassPlace>> {
  const places = new Map<DueStep, MassPlace>();
  for (const together of groupBy(due, ({ enrolment, planned }) => `${planned.step.id} ${enrolment.version}`)) {
    const { enrolment, planned } = together[0]!;
    const { step } = planned;
    if (!isMass(step.deed)) continue;
    const found = await putInMassMessage(
      tx,
      sop,
      { step, deed: step.deed, version: enrolment.version },
      together.map((one) => one.enrolment.customerId),
      moment,
    );
    for (const one of together) places.set(one, found.get(one.enrolment.customerId)!);
  }
  return places;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

function reasonToSkip(
  sop: SopRow,
  one: DueStep,
  fits: ReadonlySet<DueStep>,
  answerers: ReadonlyMap<string, string>,
): string | null {
  if (sop.onSince !== null && one.planned.dueAt < sop.onSince) return 'while_off';
  if (!fits.has(one)) return 'no_fit';
  return answerers.has(one.enrolment.customerId) ? null : 'nobody';
}

/** The steps whose condition the customer meets now; those without one. */
async function fitting(
  tx: Tx,
  { filterFields }: Pick<Dependencies, 'filterFields'>,
  due: readonly DueStep[],
  context: { now: number; timeZone: string },
): Promise<Set<DueStep>> {
  const filters = new Map<SopStep, PreparedFilter>();
  for (const { planned } of due)
    if (planned.step.filter && !filters.has(planned.step))
      filters.set(planned.step, await prepareFilter(tx, filterFields, planned.step.filter));
  const asked = due.filter(({ planned }) => filters.has(planned.step)).map(({ enrolment }) => enrolment.customerId);
  const facts = await loadFacts(tx, asked, [...filters.values()], context);
  return new Set(
    due.filter(({ enrolment, planned }) => {
      const filter = filters.get(planned.step);
      return !filter || matchesFilter(filter, facts.get(enrolment.customerId)!, context);
    }),
  );
}
