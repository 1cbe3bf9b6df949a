import { findRow, findRows } from '../../platform/database/find-row.ts';
import { execute, select, upsertGrowing } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { allCustomFields } from '../field/custom-fields.ts';
import { CareDayRow, CarePlanRow } from './entity.ts';
import { CarePlanNotFound } from './errors.ts';
import type { FieldName } from './say-care.ts';

export const MAX_CARE_PLANS = 50;

/** Throws when it is not there, or no more. */
export async function getCarePlan(tx: Tx, planId: string, options: { lock?: boolean } = {}): Promise<CarePlanRow> {
  const plan = await findRow(tx, CarePlanRow, { id: planId }, options);
  if (!plan || plan.deletedAt !== null) throw new CarePlanNotFound({ planId });
  return plan;
}

/** All that are not deleted, those in use first, then by name. */
export async function listCarePlans(tx: Tx): Promise<CarePlanRow[]> {
  const plans = (await tx.find(CarePlanRow)).filter(({ deletedAt }) => deletedAt === null);
  return plans.toSorted((a, b) => Number(b.isOn) - Number(a.isOn) || (a.title < b.title ? -1 : 1));
}

export const plansInUse = async (tx: Tx): Promise<CarePlanRow[]> =>
  (await findRows(tx, CarePlanRow, { isOn: true })).filter(({ deletedAt }) => deletedAt === null);

/** One look along an index, however many plans and customers there are. */
export async function isAnyCareDue(tx: Tx, now: number): Promise<boolean> {
  const rows = await select(tx, 'SELECT id FROM care_plan WHERE next_due_at <= ? LIMIT 1', [now]);
  return rows.length > 0;
}

/** The plans whose hour has come, those that have waited longest first. */
export async function listDuePlans(tx: Tx, now: number): Promise<string[]> {
  const sql = 'SELECT id FROM care_plan WHERE next_due_at <= ? ORDER BY next_due_at, id';
  return (await select<{ id: string }>(tx, sql, [now])).map(({ id }) => id);
}

/** What has come of a day grows with every part of it. */
export async function countDay(
  tx: Tx,
  { id: planId }: Pick<CarePlanRow, 'id'>,
  day: string,
  count: { opened?: number; nobody?: number; missed?: number },
): Promise<void> {
  const { opened = 0, nobody = 0, missed = 0 } = count;
  if (opened + nobody + missed === 0) return;
  await upsertGrowing(tx, 'care_day', [{ plan_id: planId, day, opened, nobody, missed }], ['plan_id', 'day'], {
    opened: 'sum',
    nobody: 'sum',
    missed: 'sum',
  });
}

/** The days from this one on are gone through once more: whom nobody serves is met again. */
export async function forgetUnserved(tx: Tx, { id }: Pick<CarePlanRow, 'id'>, from: string): Promise<void> {
  await execute(tx, 'UPDATE care_day SET nobody = 0 WHERE plan_id = ? AND day >= ?', [id, from]);
}

/** Days since `from` on which customers were missed, newest first. */
export async function missedDays(
  tx: Tx,
  planId: string,
  from: string,
  to?: string,
): Promise<{ day: string; customers: number }[]> {
  const rows = await findRows(tx, CareDayRow, { planId });
  return rows
    .filter(({ day, missed }) => missed > 0 && day >= from && (to === undefined || day <= to))
    .map(({ day, missed }) => ({ day, customers: missed }))
    .toSorted((a, b) => (a.day < b.day ? 1 : -1));
}

/** Customers whom nobody served on their day between two days. */
export async function countUnserved(tx: Tx, planId: string, from: string, to: string): Promise<number> {
  const sql = 'SELECT SUM(nobody) AS n FROM care_day WHERE plan_id = ? AND day >= ? AND day <= ?';
  const [row] = await select<{ n: number | string | null }>(tx, sql, [planId, from, to]);
  return Number(row?.n ?? 0);
}

/** What fields are called, those out of use too. */
export async function fieldNames(tx: Tx): Promise<FieldName> {
  const names = new Map((await allCustomFields(tx)).map(({ id, name }) => [id, name]));
  return (fieldId) => names.get(fieldId);
}
