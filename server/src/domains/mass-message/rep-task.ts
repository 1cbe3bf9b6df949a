import { findRow } from '../../platform/database/find-row.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { notify } from '../notice/notify.ts';
import { TaskRow } from '../task/entity.ts';
import { workCalendar } from '../task/work-time.ts';
import { endOfWorkDay } from '../task/rules.ts';
import { closeTask, openTask } from '../task/store.ts';
import type { MassMessageRow } from './entity.ts';

const keyOf = (massMessageId: string, userId: string) => `mass:${massMessageId}:${userId}`;

/** A rep learns, once, that a mass message waits for her word in WeCom's assistant (群发助手). */
export async function askRepToConfirm(
  tx: Tx,
  { id, name }: Pick<MassMessageRow, 'id' | 'name'>,
  userId: string,
  { now, timeZone }: { now: number; timeZone: string },
): Promise<void> {
  const reason = '打开企业微信「工作台 → 群发助手」,确认后消息才会发给你的客户';
  const opened = await openTask(tx, {
    kind: 'mass_send',
    title: `确认群发「${name}」`,
    reason,
    assigneeUserId: userId,
    dueAt: endOfWorkDay(now, await workCalendar(tx, timeZone)),
    dedupeKey: keyOf(id, userId),
    now,
  });
  if (opened) await notify(tx, userId, { kind: 'mass_send', title: `群发「${name}」等你确认`, text: reason, name });
}

/** When WeCom says that all of a rep's tasks are sent, or none of them will be, or nothing more is to be heard of them. */
export async function closeRepTask(tx: Tx, massMessageId: string, userId: string, now: number): Promise<void> {
  const rows = await select<{ status: string; awaited: number | string }>(
    tx,
    `SELECT status, SUM(CASE WHEN status IN ('filling', 'waiting', 'calling') OR (status = 'created' AND next_poll_at IS NOT NULL)
        THEN 1 ELSE 0 END) AS awaited FROM mass_message_slice WHERE mass_message_id = ? AND user_id = ? GROUP BY status`,
    [massMessageId, userId],
  );
  if (rows.some(({ awaited }) => Number(awaited) > 0)) return;
  const task = await findRow(tx, TaskRow, { dedupeKey: keyOf(massMessageId, userId) }, { lock: true });
  if (task?.status !== 'open') return;
  const has = (wanted: string) => rows.some(({ status }) => status === wanted);
  await closeTask(tx, task, {
    status: has('confirmed') ? 'done' : 'dismissed',
    result: has('confirmed') ? '已在企业微信确认发送' : has('created') ? '一直没有确认,不再等待' : '群发已取消',
    byUserId: null,
    now,
  });
}
