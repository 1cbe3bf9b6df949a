import type { SopStart } from '@zhike/shared/contracts/sop';
import { addDays } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { yearlyOn } from './plan.ts';

const STAGE_CHANGED = 'customer.stage_changed';
const CHANGES_READ = 50;

export interface Moment {
  now: number;
  timeZone: string;
}

/** What of a customer her start is read from. */
export type Beginner = Pick<CustomerRow, 'id' | 'stageId' | 'firstAddedAt'>;

/**
 * What the steps of this customer would count from, epoch ms of business time; null when she lacks it. Of a yearly date the occurrence
 * whose steps are not over yet: `lastDays` after it is the last of them.
 */
export async function findStart(
  tx: Tx,
  customer: Beginner,
  start: SopStart,
  lastDays: number,
  moment: Moment,
): Promise<number | null> {
  return (await findStarts(tx, [customer], start, lastDays, moment)).get(customer.id) ?? null;
}

/** The same for many at once; whoever lacks it is absent. */
export async function findStarts(
  tx: Tx,
  customers: readonly Beginner[],
  start: SopStart,
  lastDays: number,
  { now, timeZone }: Moment,
): Promise<Map<string, number>> {
  const ids = customers.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const latest = async (sql: string, values: string[]) => {
    const rows = await select<{ id: string; at: number | string }>(tx, `${sql} GROUP BY customer_id`, values);
    return new Map(rows.map((row) => [row.id, Number(row.at)]));
  };
  switch (start.kind) {
    case 'enrolled':
    case 'calendar':
      return new Map(ids.map((id) => [id, now]));
    case 'added':
      return latest(
        `SELECT customer_id AS id, MAX(added_at) AS at FROM follow_user WHERE customer_id ${inList(ids)} AND status IN ('active', 'half')`,
        ids,
      );
    case 'tagged':
      return latest(
        `SELECT customer_id AS id, MAX(added_at) AS at FROM customer_tag
          WHERE customer_id ${inList(ids)} AND tag_id ${inList(start.tagIds)} AND in_wecom NOT IN ('removing', 'removed')`,
        [...ids, ...start.tagIds],
      );
    case 'stage': {
      const starts = new Map<string, number>();
      for (const customer of customers)
        if (customer.stageId === start.stageId)
          starts.set(customer.id, await enteredStageAt(tx, customer, start.stageId));
      return starts;
    }
    case 'date': {
      const rows = await select<{ id: string; at: number | string }>(
        tx,
        `SELECT customer_id AS id, date_value AS at FROM customer_field
          WHERE customer_id ${inList(ids)} AND field_id = ? AND date_value IS NOT NULL`,
        [...ids, start.fieldId],
      );
      const notBefore = addDays(businessDate(now, timeZone), -Math.max(0, lastDays));
      return new Map(
        rows.map(({ id, at }) => {
          const day = new Date(Number(at)).toISOString().slice(0, 10);
          return [id, instantOf(start.yearly ? yearlyOn(day, notBefore) : day, 0, timeZone)];
        }),
      );
    }
  }
}

/** By the events; a stage that was there from the beginning counts from when she was first added. */
async function enteredStageAt(tx: Tx, customer: Beginner, stageId: string): Promise<number> {
  const rows = await select<{ at: number | string; payload: string }>(
    tx,
    'SELECT occurred_at AS at, payload FROM event WHERE customer_id = ? AND type = ? ORDER BY occurred_at DESC LIMIT ?',
    [customer.id, STAGE_CHANGED, CHANGES_READ],
  );
  const entered = rows.find(({ payload }) => (JSON.parse(payload) as { toStageId?: string }).toStageId === stageId);
  return entered ? Number(entered.at) : customer.firstAddedAt;
}
