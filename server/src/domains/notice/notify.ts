import { enqueue } from '../../platform/delivery/command.ts';
import type { Delivery } from '../../platform/delivery/delivery.ts';
import { insertRows, type SqlValue } from '../../platform/database/sql.ts';
import { type Batch, collect, type Tx, txContext } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import { deliverNotices, orderDelivery } from './commands/deliver-notices.ts';
import { type NoticeKind, noticeKinds } from './kinds.ts';
import { listStuckMembers } from './store.ts';

export interface NewNotice {
  kind: NoticeKind;
  /** One line, Chinese: what happened. */
  title: string;
  /** What to know and what to do. May hold nicknames, never phone numbers. */
  text: string;
  /** A path on our own address, e.g. `/manager/#/customers/…`; by default the page of the kind. */
  link?: string;
  /** Whom or what it is about (a nickname), for the text of several at once. */
  name?: string;
  /** Notices with the same key are merged when there are too many; by default all of the kind. */
  mergeKey?: string;
}

export const STUCK_AFTER_MS = 10 * 60_000;
const MEMBERS_A_LOOK = 200;

const noticeRows: Batch<Record<string, SqlValue>> = { write: (tx, rows) => insertRows(tx, 'notice', rows) };

/** Tells a member of something by an app message, in the transaction of what happened. Never lost; merged beyond a pace. */
export async function notify(tx: Tx, userId: string, notice: NewNotice): Promise<string> {
  const { clock } = txContext(tx).delivery as Delivery;
  const now = clock.machineNow();
  const id = newId(now);
  collect(tx, noticeRows, [
    {
      id,
      user_id: userId,
      kind: notice.kind,
      merge_key: notice.mergeKey ?? notice.kind,
      name: [...(notice.name ?? '')].slice(0, 60).join(''),
      title: [...notice.title].slice(0, 120).join(''),
      text: notice.text,
      link: notice.link ?? noticeKinds[notice.kind].link,
      status: 'waiting',
      created_at: now,
    },
  ]);
  await enqueue(tx, deliverNotices({ userId, noticeId: id }));
  return id;
}

/** Orders delivery for members whose notices were left behind; returns how many. Should find nothing, ever. */
export async function wakeStuckNotices(tx: Tx, machineNow: number): Promise<number> {
  let woken = 0;
  for (const userId of await listStuckMembers(tx, machineNow - STUCK_AFTER_MS, MEMBERS_A_LOOK)) {
    if (await orderDelivery(tx, userId, machineNow, machineNow, machineNow + STUCK_AFTER_MS)) woken++;
  }
  return woken;
}
