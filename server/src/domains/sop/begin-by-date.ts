import { addDays } from '@zhike/shared/formulas/calendar';
import type { Dependencies } from '../../dependencies.ts';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { beginnersOf } from './beginners.ts';
import { planCalendar } from './calendar.ts';
import { beginsByDate, datesOn, daysToLookAt, pastBefore } from './dates.ts';
import { enrolMany } from './enrol.ts';
import { SopRow } from './entity.ts';
import { type Beginner, findStart } from './find-start.ts';
import { lastDaysOf } from './last-days.ts';
import { whoMayBegin } from './may-begin.ts';
import { listSopsInUse } from './store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'filterFields'>;

/** Customers taken at once. */
const AT_ONCE = 200;

/** SOPs that have days to look at. One look along an index, however many customers there are. */
export async function listDatesDue(tx: Tx, now: number): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    'SELECT id FROM sop WHERE dates_due_at <= ? AND is_on = 1 AND deleted_at IS NULL ORDER BY dates_due_at, id',
    [now],
  );
  return rows.map(({ id }) => id);
}

export const isAnyDateDue = async (tx: Tx, now: number): Promise<boolean> => (await listDatesDue(tx, now)).length > 0;

/**
 * Some more of those whose date comes round begin an SOP, day by day along the index of dates. How far it is goes with what it did. Returns
 * whether there may be more today.
 */
export async function beginByDate(deps: Needs, sopId: string): Promise<boolean> {
  const { db, clock, config } = deps;
  const { timeZone } = config;
  return db.transaction(async (tx) => {
    const now = clock.now();
    const sop = await findRow(tx, SopRow, { id: sopId }, { lock: true });
    if (!sop?.isOn || sop.deletedAt !== null || sop.datesDueAt === null || sop.datesDueAt > now) return false;
    const days = beginsByDate(sop.definition) ? daysToLookAt(sop, now, timeZone) : null;
    if (!days) {
      const tomorrow = instantOf(addDays(businessDate(now, timeZone), 1), 0, timeZone);
      await tx.update(SopRow, { id: sopId }, { datesDueAt: beginsByDate(sop.definition) ? tomorrow : null });
      return false;
    }
    const day = days.first;
    const page = await customersOn(tx, sop, day);
    const { served } = await beginnersOf(tx, page.ids);
    await beginOn(tx, deps, sop, { day, customers: served, from: pastBefore(sop, day, now, timeZone), now });
    const place = page.next === null ? { datesTo: day, datesAfter: null } : { datesAfter: `${day} ${page.next}` };
    await tx.update(SopRow, { id: sopId }, place);
    return true;
  });
}

/**
 * A date of this customer was filled in or changed. Where the day it comes round has been looked at already, she begins now; else her day
 * will come. Returns how many SOPs she begins.
 */
export async function beginByNewDate(
  tx: Tx,
  deps: Omit<Needs, 'db'>,
  { customerId, fieldId }: { customerId: string; fieldId: string },
  now: number,
): Promise<number> {
  const { timeZone } = deps.config;
  const sops = (await listSopsInUse(tx)).filter(
    ({ definition }) =>
      beginsByDate(definition) && definition.start.kind === 'date' && definition.start.fieldId === fieldId,
  );
  if (sops.length === 0) return 0;
  const { served } = await beginnersOf(tx, [customerId]);
  const [customer] = served;
  if (!customer) return 0;
  let begun = 0;
  for (const { id, definition } of sops) {
    const startsAt = await findStart(tx, customer, definition.start, lastDaysOf(definition), { now, timeZone });
    if (startsAt === null) continue;
    const day = businessDate(startsAt, timeZone);
    // Locked, so that whoever looks at her day at this moment has either seen her date or has not been there yet.
    const sop = await findRow(tx, SopRow, { id }, { lock: true });
    const isSeen = sop && [sop.datesTo, sop.datesAfter].some((seen) => seen !== null && day <= seen.slice(0, 10));
    if (!sop?.isOn || sop.deletedAt !== null || !isSeen) continue;
    if (sop.datesSince !== null && day < businessDate(sop.datesSince, timeZone)) continue;
    begun += await beginOn(tx, deps, sop, { day, customers: [customer], from: now, now });
  }
  return begun;
}

/** Those of whom nothing speaks against it, and who have not been in it around this day before. Returns how many begin. */
async function beginOn(
  tx: Tx,
  deps: Omit<Needs, 'db'>,
  sop: SopRow,
  { day, customers, from, now }: { day: string; customers: readonly Beginner[]; from: number; now: number },
): Promise<number> {
  const { timeZone } = deps.config;
  const startsAt = instantOf(day, 0, timeZone);
  const been = await whoWereIn(tx, sop.id, startsAt, customers);
  const fresh = customers.filter(({ id }) => !been.has(id));
  const meant = await whoMayBegin(tx, deps, fresh, sop.definition, now);
  const because = { kind: 'start', ref: null } as const;
  const answers = await enrolMany(tx, await planCalendar(tx, timeZone), sop, meant, { because, startsAt, from, now });
  return [...answers.values()].filter(({ why }) => why === undefined).length;
}

/** Whom the loss of her date had ended may go on by it when it is back. */
async function whoWereIn(
  tx: Tx,
  sopId: string,
  startsAt: number,
  customers: readonly Beginner[],
): Promise<Set<string>> {
  if (customers.length === 0) return new Set();
  const ids = customers.map(({ id }) => id);
  const rows = await select<{ id: string }>(
    tx,
    `SELECT customer_id AS id FROM sop_enrolment
      WHERE sop_id = ? AND customer_id ${inList(ids)} AND starts_at = ? AND COALESCE(stop_reason, '') <> 'start_gone'`,
    [sopId, ...ids, startsAt],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Customers whose date comes round on this day, from where an earlier look ended. */
async function customersOn(
  tx: Tx,
  { definition: { start }, datesAfter }: Pick<SopRow, 'definition' | 'datesAfter'>,
  day: string,
): Promise<{ ids: string[]; next: string | null }> {
  if (start.kind !== 'date') return { ids: [], next: null };
  const [of, seenAt, seenId] = datesAfter?.split(' ') ?? [];
  // A place within another day is none within this one.
  const place = of === day ? { at: Number(seenAt), id: seenId! } : null;
  const dates = datesOn(day, start.yearly)
    .map((date) => Date.parse(`${date}T00:00:00Z`))
    .filter((at) => place === null || at >= place.at);
  const values: SqlValue[] = [start.fieldId, ...dates];
  if (place) values.push(place.at, place.id);
  const rows = await select<{ id: string; at: number | string }>(
    tx,
    `SELECT customer_id AS id, date_value AS at FROM customer_field WHERE field_id = ? AND date_value ${inList(dates)}
       ${place ? 'AND (date_value > ? OR customer_id > ?)' : ''} ORDER BY date_value, customer_id LIMIT ${AT_ONCE}`,
    values,
  );
  const last = rows.length === AT_ONCE ? rows.at(-1)! : null;
  return { ids: rows.map(({ id }) => id), next: last ? `${Number(last.at)} ${last.id}` : null };
}
