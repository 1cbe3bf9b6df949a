import type { Dependencies } from '../../dependencies.ts';
import { findRow, getRow } from '../../platform/database/find-row.ts';
import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { ListDeps } from '../customer/list-filter.ts';
import { listCustomerIds } from '../customer/list.ts';
import { MassMessageRow } from './entity.ts';
import { massMessageProgressed } from './events.ts';
import { findQuota, overQuota } from './quota.ts';
import { MAX_PER_SLICE, quotaAt, variantOf } from './rules.ts';
import { sendersFor } from './senders.ts';

const CUSTOMERS_PER_COMMIT = 200;

/**
 * Writes down the next customers of a mass message, of those in this scope, each in a slice of the rep who sends to her. So everybody
 * is met once, however the filter's answer changes while it is sent. Returns whether there may be more.
 */
export async function collectSome(
  deps: Pick<Dependencies, 'db' | 'config'> & ListDeps,
  massMessageId: string,
  scope: DataScope,
): Promise<boolean> {
  const { db, clock, config } = deps;
  const { status, byFilter, collectedTo, texts } = await getRow(db.read, MassMessageRow, { id: massMessageId });
  if (status !== 'collecting' || !byFilter) return false;
  const { ids, nextCursor } = await listCustomerIds(db.read, deps, byFilter, scope, {
    cursor: collectedTo ?? undefined,
    limit: CUSTOMERS_PER_COMMIT,
  });
  return db.transaction(async (tx) => {
    const message = await findRow(tx, MassMessageRow, { id: massMessageId }, { lock: true });
    if (message?.status !== 'collecting' || message.collectedTo !== collectedTo)
      return message?.status === 'collecting';
    const fresh = await notYetIn(tx, massMessageId, ids);
    const senders = await sendersFor(tx, fresh);
    const now = clock.now();
    const skipped = await whoIsSkipped(tx, [...senders.keys()], now, config.timeZone);
    const groups = new Map<string, string[]>();
    for (const customerId of fresh) {
      const sender = skipped.has(customerId) ? undefined : senders.get(customerId);
      const key = sender ? `${variantOf(massMessageId, customerId, texts.length)} ${sender.userId}` : '';
      groups.set(key, [...(groups.get(key) ?? []), customerId]);
    }
    for (const [key, customerIds] of groups) {
      const [variant = '0', userId = ''] = splitOnce(key);
      const place = async (part: string[], sliceId: string | null) =>
        insertRows(
          tx,
          'mass_message_customer',
          part.map((customerId) => ({
            mass_message_id: massMessageId,
            customer_id: customerId,
            slice_id: sliceId,
            user_id: senders.get(customerId)?.userId ?? null,
            external_user_id: senders.get(customerId)?.externalUserId ?? null,
            variant: Number(variant),
            outcome: sliceId ? 'waiting' : skipped.has(customerId) ? 'skipped' : 'unreachable',
            settled_at: skipped.has(customerId) ? now : null,
          })),
        );
      if (!userId) await place(customerIds, null);
      else
        for (let left = customerIds; left.length > 0; ) {
          const slice = await openSlice(tx, massMessageId, userId, Number(variant));
          const part = left.slice(0, MAX_PER_SLICE - slice.count);
          await place(part, slice.id);
          await execute(tx, 'UPDATE mass_message_slice SET customer_count = customer_count + ? WHERE id = ?', [
            part.length,
            slice.id,
          ]);
          left = left.slice(part.length);
        }
    }
    await execute(
      tx,
      `UPDATE mass_message SET customer_count = customer_count + ?, unreachable_count = unreachable_count + ?, skipped_count = skipped_count + ?, collected_to = ?${
        nextCursor ? '' : ", status = 'sending', by_filter = NULL, asked_filter = NULL"
      } WHERE id = ?`,
      [fresh.length, (groups.get('')?.length ?? 0) - skipped.size, skipped.size, nextCursor, massMessageId],
    );
    await recordEvent(tx, massMessageProgressed({ occurredAt: now, payload: { massMessageId } }));
    return nextCursor !== null;
  });
}

/** Who can get no more and is left out: the rule that the number shown beforehand comes from. */
async function whoIsSkipped(tx: Tx, customerIds: string[], now: number, timeZone: string): Promise<Set<string>> {
  const { rule, over } = await findQuota(tx);
  return over === 'skip' ? overQuota(tx, customerIds, quotaAt(rule, now, timeZone)) : new Set();
}

/** She whose first date changes meanwhile is met twice. */
async function notYetIn(tx: Tx, massMessageId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await select<{ customer_id: string }>(
    tx,
    `SELECT customer_id FROM mass_message_customer WHERE mass_message_id = ? AND customer_id ${inList(ids)}`,
    [massMessageId, ...ids],
  );
  const there = new Set(rows.map((row) => row.customer_id));
  return ids.filter((id) => !there.has(id));
}

/** The rep's slice that still has room, or a new one. */
async function openSlice(tx: Tx, massMessageId: string, userId: string, variant: number) {
  const [row] = await select<{ id: string; customer_count: number | string }>(
    tx,
    `SELECT id, customer_count FROM mass_message_slice WHERE mass_message_id = ? AND user_id = ? AND variant = ?
      ORDER BY id DESC LIMIT 1`,
    [massMessageId, userId, variant],
  );
  if (row && Number(row.customer_count) < MAX_PER_SLICE) return { id: row.id, count: Number(row.customer_count) };
  const id = newId();
  await insertRows(tx, 'mass_message_slice', [
    {
      id,
      mass_message_id: massMessageId,
      user_id: userId,
      variant,
      status: 'filling',
      customer_count: 0,
      sent_count: 0,
      not_friend_count: 0,
      over_quota_count: 0,
      refused_count: 0,
      unknown_count: 0,
      polls: 0,
      reminded_at: '[]',
    },
  ]);
  return { id, count: 0 };
}

function splitOnce(key: string): [string?, string?] {
  const at = key.indexOf(' ');
  return at < 0 ? [] : [key.slice(0, at), key.slice(at + 1)];
}
