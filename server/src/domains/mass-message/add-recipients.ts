import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import { MAX_PER_SLICE, variantOf } from './rules.ts';
import { sendersFor } from './senders.ts';

/**
 * Writes customers of a mass message down, each in a slice of the rep who sends to her; those who are in it already stay where they are.
 * The message's own counts are the caller's.
 * @param message `texts`: how many are tried against each other
 */
export async function addRecipients(
  tx: Tx,
  { id: massMessageId, texts }: { id: string; texts: number },
  ids: string[],
): Promise<{ added: number; unreachable: number }> {
  const fresh = await notYetIn(tx, massMessageId, ids);
  const senders = await sendersFor(tx, fresh);
  const groups = new Map<string, string[]>();
  for (const customerId of fresh) {
    const sender = senders.get(customerId);
    const key = sender ? `${variantOf(massMessageId, customerId, texts)} ${sender.userId}` : '';
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
          outcome: sliceId ? 'waiting' : 'unreachable',
          settled_at: null,
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
  return { added: fresh.length, unreachable: groups.get('')?.length ?? 0 };
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
