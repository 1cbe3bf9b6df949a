import type { OwnerReason } from '@zhike/shared/contracts/customer';
import type { Tx } from '../../platform/database/tx.ts';
import { execute } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { getStage } from '../field/store.ts';
import { customerOwnerChanged, customerStageChanged } from './events.ts';
import { refreshListRows } from './list-rows.ts';
import { getCustomerForUpdate } from './store.ts';

export interface OwnerChange {
  customerId: string;
  /** Null: nobody. */
  ownerUserId: string | null;
  /** Shown to whoever asks why. */
  reason: OwnerReason;
  /** The person who decided; null when it was decided by rule. */
  byUserId?: string | null;
  now: number;
}

/** Our decision whose customer she is; WeCom is never told. A reason for the same owner replaces the old one quietly. Returns whether the owner changed. */
export async function setOwner(
  tx: Tx,
  { customerId, ownerUserId, reason, byUserId = null, now }: OwnerChange,
): Promise<boolean> {
  const customer = await getCustomerForUpdate(tx, customerId);
  await execute(tx, 'UPDATE customer SET owner_user_id = ?, owner_reason = ?, updated_at = ? WHERE id = ?', [
    ownerUserId,
    JSON.stringify(reason),
    now,
    customerId,
  ]);
  if (customer.ownerUserId === ownerUserId) return false;
  refreshListRows(tx, [customerId]);
  await recordEvent(
    tx,
    customerOwnerChanged({
      occurredAt: now,
      customerId,
      memberUserId: byUserId ?? ownerUserId,
      payload: { fromUserId: customer.ownerUserId, toUserId: ownerUserId, reason, byUserId },
    }),
  );
  return true;
}

export interface StageChange {
  customerId: string;
  stageId: string;
  byUserId?: string | null;
  /** The channel or rule that decided. */
  originRef?: string | null;
  now: number;
}

/** Moves a customer to a stage in use; StageNotFound when it has been removed. Returns whether she moved. */
export async function setStage(
  tx: Tx,
  { customerId, stageId, byUserId = null, originRef = null, now }: StageChange,
): Promise<boolean> {
  const stage = await getStage(tx, stageId);
  const customer = await getCustomerForUpdate(tx, customerId);
  if (customer.stageId === stage.id) return false;
  await execute(tx, 'UPDATE customer SET stage_id = ?, updated_at = ? WHERE id = ?', [stage.id, now, customerId]);
  await recordEvent(
    tx,
    customerStageChanged({
      occurredAt: now,
      customerId,
      memberUserId: byUserId ?? customer.ownerUserId,
      payload: { fromStageId: customer.stageId, toStageId: stage.id, byUserId, originRef },
    }),
  );
  return true;
}
