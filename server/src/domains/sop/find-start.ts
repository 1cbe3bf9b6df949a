import type { SopStart } from '@zhike/shared/contracts/sop';
import { addDays } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { findRows } from '../../platform/database/find-row.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { CustomerFieldRow } from '../customer/entity.ts';
import { yearlyOn } from './plan.ts';

const STAGE_CHANGED = 'customer.stage_changed';
const CHANGES_READ = 50;

export interface Moment {
  now: number;
  timeZone: string;
}

/**
 * What the steps of this customer would count from, epoch ms of business time; null when she lacks it. Of a yearly date the occurrence
 * whose steps are not over yet: `lastDays` after it is the last of them.
 */
export async function findStart(
  tx: Tx,
  customer: CustomerRow,
  start: SopStart,
  lastDays: number,
  { now, timeZone }: Moment,
): Promise<number | null> {
  switch (start.kind) {
    case 'enrolled':
    case 'calendar':
      return now;
    case 'added': {
      const [row] = await select<{ at: number | string | null }>(
        tx,
        "SELECT MAX(added_at) AS at FROM follow_user WHERE customer_id = ? AND status IN ('active', 'half')",
        [customer.id],
      );
      return row?.at === null || row === undefined ? null : Number(row.at);
    }
    case 'tagged': {
      const [row] = await select<{ at: number | string | null }>(
        tx,
        `SELECT MAX(added_at) AS at FROM customer_tag WHERE customer_id = ? AND tag_id ${inList(start.tagIds)} AND in_wecom NOT IN ('removing', 'removed')`,
        [customer.id, ...start.tagIds],
      );
      return row?.at === null || row === undefined ? null : Number(row.at);
    }
    case 'stage':
      return customer.stageId === start.stageId ? enteredStageAt(tx, customer, start.stageId) : null;
    case 'date': {
      const [field] = await findRows(tx, CustomerFieldRow, { customerId: customer.id, fieldId: start.fieldId });
      if (!field || field.dateValue === null) return null;
      const day = new Date(field.dateValue).toISOString().slice(0, 10);
      const occurrence = start.yearly
        ? yearlyOn(day, addDays(businessDate(now, timeZone), -Math.max(0, lastDays)))
        : day;
      return instantOf(occurrence, 0, timeZone);
    }
  }
}

/** By the events; a stage that was there from the beginning counts from when she was first added. */
async function enteredStageAt(tx: Tx, customer: CustomerRow, stageId: string): Promise<number> {
  const rows = await select<{ at: number | string; payload: string }>(
    tx,
    'SELECT occurred_at AS at, payload FROM event WHERE customer_id = ? AND type = ? ORDER BY occurred_at DESC LIMIT ?',
    [customer.id, STAGE_CHANGED, CHANGES_READ],
  );
  const entered = rows.find(({ payload }) => (JSON.parse(payload) as { toStageId?: string }).toStageId === stageId);
  return entered ? Number(entered.at) : customer.firstAddedAt;
}
