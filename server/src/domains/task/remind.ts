import type { TaskKind } from '@zhike/shared/contracts/task';
import type { Config } from '../../config.ts';
import { execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { memberCards } from '../corp/store.ts';
import { notify } from '../notice/notify.ts';
import { supervisorsFor } from './supervisors.ts';
import { taskEscalated } from './events.ts';
import { decideReminder } from './reminder-rules.ts';
import { type DueTask, listDueTasks, newestDigests, takeMoment } from './reminder-store.ts';
import { calendarOf, loadTaskSettings } from './work-time.ts';

/** Tasks a tick; what is left waits for the next. */
const AT_ONCE = 200;
const DAY = 24 * 3_600_000;

/**
 * Tells of tasks whose moment has come: each person once a tick, however many of her tasks are due. Outside of working hours, and in quiet
 * ones, moments move to the next opening. Returns how many tasks were looked at.
 */
export async function remindOfDueTasks(
  tx: Tx,
  now: number,
  { timeZone, adminUserIds }: Pick<Config, 'timeZone' | 'adminUserIds'>,
): Promise<number> {
  const settings = await loadTaskSettings(tx);
  const calendar = calendarOf(settings, timeZone);
  const due = await listDueTasks(tx, now, AT_ONCE);
  const digests = await newestDigests(tx, [...new Set(due.map((task) => task.assignee_user_id))], now - DAY);
  const tell = { soon: [] as DueTask[], due: [] as DueTask[], escalate: [] as DueTask[] };
  for (const task of due) {
    const decision = decideReminder(
      { sortAt: task.sort_at, escalatedAt: task.escalated_at, remindStep: task.remind_step },
      now,
      settings,
      calendar,
    );
    const isTaken = await takeMoment(tx, task, decision.next);
    const isInDigest = (digests.get(task.assignee_user_id) ?? 0) >= decision.of;
    if (!isTaken || !decision.tell || (isInDigest && decision.tell !== 'escalate')) continue;
    tell[decision.tell].push(task);
  }
  await tellAssignees(tx, tell.soon, (count) => (count === null ? '快到时间了' : `${count} 项待办快到时间了`));
  await tellAssignees(tx, tell.due, (count) => (count === null ? '到时间了' : `${count} 项待办到时间了`));
  await escalate(tx, tell.escalate, now, { adminUserIds, settings });
  return due.length;
}

async function tellAssignees(tx: Tx, tasks: readonly DueTask[], say: (count: number | null) => string): Promise<void> {
  for (const [userId, own] of groupBy(tasks, (task) => task.assignee_user_id)) {
    const [first] = own;
    const isOne = own.length === 1;
    await notify(tx, userId, {
      kind: 'task_due',
      title: isOne ? `「${first!.title}」${say(null)}` : say(own.length),
      text: isOne ? (first!.reason ?? '打开查看') : titlesOf(own),
      ...(isOne ? { link: linkOf(first!.id) } : {}),
    });
  }
}

/** Whoever answers for the assignee is told, in one notice for all. */
async function escalate(
  tx: Tx,
  tasks: readonly DueTask[],
  now: number,
  { adminUserIds, settings }: Pick<Config, 'adminUserIds'> & { settings: Awaited<ReturnType<typeof loadTaskSettings>> },
): Promise<void> {
  const supervisors = supervisorsFor(tx, settings.escalation, adminUserIds);
  const told = new Map<string, DueTask[]>();
  for (const task of tasks) {
    const toUserIds = await supervisors(task.assignee_user_id);
    if (toUserIds.length === 0) continue;
    await execute(tx, 'UPDATE task SET escalated_at = ? WHERE id = ?', [now, task.id]);
    await recordEvent(
      tx,
      taskEscalated({
        occurredAt: now,
        customerId: task.customer_id,
        chatId: task.chat_id,
        memberUserId: task.assignee_user_id,
        subjects: [{ kind: 'task', id: task.id }],
        payload: {
          taskId: task.id,
          kind: task.kind as TaskKind,
          assigneeUserId: task.assignee_user_id,
          byUserId: null,
          toUserIds,
        },
      }),
    );
    for (const userId of toUserIds) told.set(userId, [...(told.get(userId) ?? []), task]);
  }
  const names = await memberCards(
    tx,
    tasks.map((task) => task.assignee_user_id),
  );
  const nameOf = (userId: string) => names.get(userId)?.name ?? userId;
  for (const [userId, own] of told) {
    const [first] = own;
    const isOne = own.length === 1;
    await notify(tx, userId, {
      kind: 'task_overdue',
      title: isOne ? `${nameOf(first!.assignee_user_id)}的待办逾期未处理` : `${own.length} 项待办逾期未处理`,
      text: isOne
        ? `「${first!.title}」已经逾期,请了解情况,需要时转交给其他同事。`
        : [...groupBy(own, (task) => task.assignee_user_id)]
            .map(([rep, theirs]) => `${nameOf(rep)} ${theirs.length} 项:${titlesOf(theirs)}`)
            .join('\n'),
      ...(isOne ? { link: linkOf(first!.id) } : {}),
    });
  }
}

const SHOWN = 3;
const titlesOf = (tasks: readonly DueTask[]) =>
  `${tasks
    .slice(0, SHOWN)
    .map(({ title }) => `「${title}」`)
    .join('')}${tasks.length > SHOWN ? '等' : ''}`;

/** Where a notice about one task leads. */
export const linkOf = (taskId: string) => `/manager/#/tasks?task=${taskId}`;

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
