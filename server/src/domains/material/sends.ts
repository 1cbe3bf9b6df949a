import type { SendWay } from '@zhike/shared/contracts/material-content';
import type { SendFailure } from '@zhike/shared/contracts/material-send';
import { findRow, getRow } from '../../platform/database/find-row.ts';
import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { ContentSendRow, MaterialRow } from './entity.ts';
import { SendKeyTaken, SendNotFound } from './errors.ts';
import { contentSent } from './events.ts';

export interface NewSend {
  materialId: string | null;
  materialVersion: number | null;
  scriptId: string | null;
  way: SendWay;
  to: { customerId?: string; chatId?: string };
  taskId?: string | null;
  /** Of the client. */
  idempotencyKey: string;
}

/** The sending that this key prepared before; null for the first time. Throws when the key was used for another one. */
export async function findSendByKey(
  tx: Tx,
  viewer: MemberViewer,
  send: Pick<NewSend, 'materialId' | 'scriptId' | 'to' | 'idempotencyKey'>,
): Promise<ContentSendRow | null> {
  const found = await findRow(tx, ContentSendRow, { idempotencyKey: keyOf(viewer, send) }, { lock: true });
  if (!found) return null;
  const isSame =
    found.materialId === send.materialId &&
    found.scriptId === send.scriptId &&
    found.customerId === (send.to.customerId ?? null) &&
    found.chatId === (send.to.chatId ?? null);
  if (!isSame) throw new SendKeyTaken();
  return found;
}

const keyOf = (viewer: MemberViewer, { idempotencyKey }: Pick<NewSend, 'idempotencyKey'>) =>
  `${viewer.userId}:${idempotencyKey}`;

/**
 * Writes down that something is about to be sent. null: the same key did it this very moment, and `findSendByKey` finds it now.
 * `linkKey`: of the link that the caller mints for it. @param now business time, ms
 */
export async function insertSend(
  tx: Tx,
  viewer: MemberViewer,
  send: NewSend & { linkKey?: string | null },
  now: number,
): Promise<ContentSendRow | null> {
  const id = newId();
  const row = {
    id,
    material_id: send.materialId,
    material_version: send.materialVersion,
    script_id: send.scriptId,
    way: send.way,
    user_id: viewer.userId,
    customer_id: send.to.customerId ?? null,
    chat_id: send.to.chatId ?? null,
    link_key: send.linkKey ?? null,
    task_id: send.taskId ?? null,
    status: 'prepared',
    prepared_at: now,
    visits: 0,
    idempotency_key: keyOf(viewer, send),
  };
  const inserted = await insertRows(tx, 'content_send', [row], { ignoreDuplicates: true });
  return inserted === 0 ? null : getRow(tx, ContentSendRow, { id });
}

export type SendOutcome = { outcome: 'sent' } | { outcome: 'failed'; failure: SendFailure };

/**
 * What the client said of a sending. `sent` is final and told once; a failure may be followed by another try under the same id. Returns
 * the row when it became `sent` just now.
 */
export async function settleSend(
  tx: Tx,
  viewer: MemberViewer,
  sendId: string,
  outcome: SendOutcome,
  now: number,
): Promise<ContentSendRow | null> {
  const send = await findRow(tx, ContentSendRow, { id: sendId }, { lock: true });
  if (!send || send.userId !== viewer.userId) throw new SendNotFound({ sendId });
  if (send.status === 'sent') return null;
  const isSent = outcome.outcome === 'sent';
  await execute(tx, 'UPDATE content_send SET status = ?, failure = ?, settled_at = ? WHERE id = ?', [
    outcome.outcome,
    isSent ? null : outcome.failure,
    now,
    sendId,
  ]);
  if (!isSent) return null;
  if (send.materialId) await execute(tx, 'UPDATE material SET sent = sent + 1 WHERE id = ?', [send.materialId]);
  const material = send.materialId ? await findRow(tx, MaterialRow, { id: send.materialId }) : null;
  await recordEvent(
    tx,
    contentSent({
      occurredAt: now,
      customerId: send.customerId,
      chatId: send.chatId,
      memberUserId: send.userId,
      payload: {
        sendId,
        userId: send.userId,
        materialId: send.materialId,
        materialKind: material?.kind ?? null,
        scriptId: send.scriptId,
        way: send.way,
      },
    }),
  );
  return send;
}
