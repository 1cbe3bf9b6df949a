import { businessDate } from '../../platform/business-time.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { ContentSendRow } from '../material/entity.ts';

const DAY = 86_400_000;
/** What is sent later than this after something else does not follow it. */
export const FOLLOWS_WITHIN_MS = 3 * DAY;

/**
 * Something was sent: writes down after what the same member sent it to the same customer, and counts the script. Twice counts once.
 * Returns false when it was counted before, or there is nothing to count.
 */
export async function countStep(tx: Tx, sendId: string, timeZone: string): Promise<boolean> {
  const send = await findRow(tx, ContentSendRow, { id: sendId });
  const itemId = send?.scriptId ?? send?.materialId;
  if (!send || send.status !== 'sent' || !itemId) return false;
  const isNew = await insertRows(
    tx,
    'content_step',
    [
      {
        send_id: sendId,
        user_id: send.userId,
        customer_id: send.customerId,
        item_kind: send.scriptId ? 'script' : 'material',
        item_id: itemId,
        after_item_id: await itemBefore(tx, send, itemId),
        at: send.preparedAt,
        day: businessDate(send.preparedAt, timeZone),
      },
    ],
    { ignoreDuplicates: true },
  );
  if (isNew === 0) return false;
  if (send.scriptId) await execute(tx, 'UPDATE script SET sent = sent + 1 WHERE id = ?', [send.scriptId]);
  return true;
}

/** Sending the same thing again is no step from itself to itself. */
async function itemBefore(tx: Tx, send: ContentSendRow, itemId: string): Promise<string | null> {
  if (!send.customerId) return null;
  const [before] = await select<{ script_id: string | null; material_id: string | null }>(
    tx,
    `SELECT script_id, material_id FROM content_send
      WHERE customer_id = ? AND user_id = ? AND status = 'sent' AND prepared_at >= ? AND id <> ?
        AND (prepared_at < ? OR (prepared_at = ? AND id < ?))
      ORDER BY prepared_at DESC, id DESC LIMIT 1`,
    [
      send.customerId,
      send.userId,
      send.preparedAt - FOLLOWS_WITHIN_MS,
      send.id,
      send.preparedAt,
      send.preparedAt,
      send.id,
    ],
  );
  const itemIdBefore = before?.script_id ?? before?.material_id ?? null;
  return itemIdBefore === itemId ? null : itemIdBefore;
}
