import { getRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { execute } from '../../platform/database/sql.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { updateRemark } from './commands/update-remark.ts';
import { FollowUserRow } from './entity.ts';
import { relationChanged, relationEnded } from './events.ts';
import { refreshListRows } from './list-rows.ts';
import { refreshSearchTokens } from './search-tokens.ts';
import { getCustomerForUpdate, isLiveRelation, listRelations } from './store.ts';

export interface EndOfRelation {
  relation: FollowUserRow;
  by: 'member' | 'customer' | 'transfer';
  /** When it ended, business time. */
  at: number;
  /** When WeCom was read for it, business time; readings from before that no longer count. */
  readAt: number;
  viaSync?: boolean;
}

const ENDED = { member: 'deleted_by_member', customer: 'deleted_by_customer', transfer: 'transferred' } as const;

/**
 * Marks a bond as over. The customer counts as lost when it was the last one; owner, tags and history stay.
 * Ending what has ended changes nothing and records nothing.
 */
export async function endRelation(
  tx: Tx,
  { relation: { id }, by, at, readAt, viaSync = false }: EndOfRelation,
): Promise<{ ended: boolean; isLast: boolean }> {
  const relation = await getRow(tx, FollowUserRow, { id }, { lock: true });
  if (!isLiveRelation(relation)) return { ended: false, isLast: false };
  const customer = await getCustomerForUpdate(tx, relation.customerId);
  const others = (await listRelations(tx, customer.id)).filter((one) => one.id !== relation.id && isLiveRelation(one));
  const isLast = others.length === 0;
  await execute(tx, 'UPDATE follow_user SET status = ?, removed_at = ?, synced_at = ? WHERE id = ?', [
    ENDED[by],
    at,
    Math.max(readAt, relation.syncedAt),
    relation.id,
  ]);
  if (isLast)
    await execute(tx, "UPDATE customer SET status = 'lost', lost_at = ?, updated_at = ? WHERE id = ?", [
      at,
      at,
      customer.id,
    ]);
  refreshListRows(tx, [customer.id]);
  await recordEvent(
    tx,
    relationEnded({
      occurredAt: at,
      customerId: customer.id,
      memberUserId: relation.userId,
      payload: {
        userId: relation.userId,
        externalUserId: relation.externalUserId,
        followUserId: relation.id,
        by,
        isLast,
        viaSync,
      },
    }),
  );
  return { ended: true, isLast };
}

export interface RemarkChange {
  relation: FollowUserRow;
  /** ≤ 20 characters (doc 92115); absent = unchanged. */
  remark?: string;
  /** ≤ 150 characters. */
  description?: string;
  by: 'rep' | 'rule';
  now: number;
}

/** Changes a member's own notes on a customer: in our books at once, in WeCom by the outbox. Returns whether anything changed. */
export async function changeRemark(tx: Tx, { relation, remark, description, by, now }: RemarkChange): Promise<boolean> {
  const after = { remark: remark ?? relation.remark ?? '', description: description ?? relation.description ?? '' };
  const fields = (['remark', 'description'] as const).filter((field) => after[field] !== (relation[field] ?? ''));
  if (fields.length === 0) return false;
  await execute(tx, "UPDATE follow_user SET remark = ?, description = ?, remark_in_wecom = 'pending' WHERE id = ?", [
    after.remark || null,
    after.description || null,
    relation.id,
  ]);
  const { userId, externalUserId, customerId } = relation;
  await enqueue(tx, updateRemark({ userId, externalUserId, followUserId: relation.id }));
  if (fields.includes('remark')) refreshSearchTokens(tx, customerId);
  await recordEvent(
    tx,
    relationChanged({
      occurredAt: now,
      customerId,
      memberUserId: userId,
      payload: { userId, externalUserId, followUserId: relation.id, fields, by },
    }),
  );
  return true;
}

/** The customer agreed to archiving of this chat. Returns false when that is known. */
export async function noteArchiveConsent(tx: Tx, relation: FollowUserRow, at: number): Promise<boolean> {
  if (relation.archiveConsentAt !== null && relation.archiveConsentAt >= at) return false;
  await execute(tx, 'UPDATE follow_user SET archive_consent_at = ? WHERE id = ?', [at, relation.id]);
  return true;
}

/** The channel a relation came through; the customer's first channel is that of her first relation. */
export async function setRelationChannel(
  tx: Tx,
  relation: Pick<FollowUserRow, 'id' | 'customerId'>,
  channelId: string,
): Promise<void> {
  await execute(tx, 'UPDATE follow_user SET channel_id = ? WHERE id = ?', [channelId, relation.id]);
  await execute(tx, 'UPDATE customer SET first_channel_id = ? WHERE id = ? AND first_channel_id IS NULL', [
    channelId,
    relation.customerId,
  ]);
}
