import { findRow, findRows } from '../../platform/database/find-row.ts';
import type { TaskAction, TaskKind } from '@zhike/shared/contracts/task';
import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import { type Tx, writeCollected } from '../../platform/database/tx.ts';
import { recordEvent, recordEvents } from '../../platform/delivery/event.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { newId } from '../../platform/id.ts';
import { TaskRow } from './entity.ts';
import { TaskNotFound } from './errors.ts';
import { reminderAhead } from './reminder-rules.ts';
import { remindAnew } from './reminder-store.ts';
import { loadTaskSettings } from './work-time.ts';
import { taskDismissed, taskDone, taskHandedOver, taskOpened } from './events.ts';

export interface NewTask {
  /** When somebody must know it before; a new one otherwise. */
  id?: string;
  kind: TaskKind;
  /** Chinese, ≤ 60 characters: what to do. */
  title: string;
  /** Chinese, one sentence: why. */
  reason?: string | null;
  customerId?: string | null;
  chatId?: string | null;
  assigneeUserId: string;
  dueAt: number;
  /** A second task under this key is never opened, also when the first is long closed. */
  dedupeKey?: string | null;
  sourceEventId?: string | null;
  /** The person who wrote it. */
  createdBy?: string | null;
  /** What the rep does to finish it, where it is more than the title says. */
  action?: TaskAction | null;
  now: number;
}

/** Opens a task and tells of it. Returns its id, or null when one was opened under the same key before. */
export async function openTask(tx: Tx, task: NewTask): Promise<string | null> {
  const [id] = await openTasks(tx, [task]);
  return id ?? null;
}

/** The same for many, with as many statements as for one. */
export async function openTasks(tx: Tx, tasks: readonly NewTask[]): Promise<(string | null)[]> {
  if (tasks.length === 0) return [];
  const settings = await loadTaskSettings(tx);
  const wanted = tasks.map((task) => ({ ...task, id: task.id ?? newId() }));
  const rows = wanted.map((task) => {
    // One that is late already is told of at once.
    const first = reminderAhead(task.dueAt, task.now, settings) ?? { at: task.dueAt, step: 'due' };
    return {
      id: task.id,
      kind: task.kind,
      title: cut(task.title, 120),
      reason: task.reason ? cut(task.reason, 255) : null,
      customer_id: task.customerId ?? null,
      chat_id: task.chatId ?? null,
      assignee_user_id: task.assigneeUserId,
      status: 'open',
      due_at: task.dueAt,
      sort_at: task.dueAt,
      source_event_id: task.sourceEventId ?? null,
      dedupe_key: task.dedupeKey ?? null,
      created_by: task.createdBy ?? null,
      created_at: task.now,
      action: task.action ? JSON.stringify(task.action) : null,
      remind_at: first.at,
      remind_step: first.step,
    };
  });
  const haveKeys = wanted.some(({ dedupeKey }) => dedupeKey !== undefined && dedupeKey !== null);
  const inserted = await insertRows(tx, 'task', rows, { ignoreDuplicates: haveKeys });
  const opened = inserted === rows.length ? wanted : await thoseThere(tx, wanted);
  await recordEvents(
    tx,
    opened.map((task) =>
      taskOpened({
        occurredAt: task.now,
        customerId: task.customerId,
        chatId: task.chatId,
        memberUserId: task.assigneeUserId,
        subjects: historyOf(task.id),
        payload: {
          taskId: task.id,
          kind: task.kind,
          assigneeUserId: task.assigneeUserId,
          byUserId: task.createdBy ?? null,
          dueAt: task.dueAt,
        },
      }),
    ),
  );
  const ids = new Set(opened.map(({ id }) => id));
  return wanted.map(({ id }) => (ids.has(id) ? id : null));
}

/** Of tasks that were just written, those whose key was free. */
async function thoseThere<Task extends { id: string }>(tx: Tx, tasks: readonly Task[]): Promise<Task[]> {
  const ids = tasks.map(({ id }) => id);
  const rows = await select<{ id: string }>(tx, `SELECT id FROM task WHERE id ${inList(ids)}`, ids);
  const there = new Set(rows.map(({ id }) => id));
  return tasks.filter(({ id }) => there.has(id));
}

/** For a task opened before it was known whom it is about. Its event learns of it too, so that her timeline shows it. */
export async function giveTaskItsCustomer(
  tx: Tx,
  dedupeKey: string,
  { customerId, title }: { customerId: string; title: string },
): Promise<void> {
  const task = await tx.findOneBy(TaskRow, { dedupeKey });
  if (!task || task.customerId !== null) return;
  await tx.update(TaskRow, { id: task.id }, { customerId, title: cut(title, 120) });
  if (!task.sourceEventId) return;
  await writeCollected(tx);
  const [opened] = await select<{ id: string }>(
    tx,
    'SELECT id FROM event WHERE type = ? AND occurred_at = ? AND cause_event_id = ?',
    [taskOpened.name, task.createdAt, task.sourceEventId],
  );
  if (opened) linkEventToCustomer(tx, opened.id, customerId);
}

export async function getTask(tx: Tx, taskId: string): Promise<TaskRow> {
  const task = await findRow(tx, TaskRow, { id: taskId });
  if (!task) throw new TaskNotFound({ taskId });
  return task;
}

/** Locked until commit: of two screens that close one task, the second learns that it is closed. */
export async function getTaskForUpdate(tx: Tx, taskId: string): Promise<TaskRow> {
  const task = await findRow(tx, TaskRow, { id: taskId }, { lock: true });
  if (!task) throw new TaskNotFound({ taskId });
  return task;
}

/** The task while it is open, locked until commit; null when it is closed or gone. */
export async function findOpenTaskForUpdate(tx: Tx, taskId: string): Promise<TaskRow | null> {
  const task = await findRow(tx, TaskRow, { id: taskId }, { lock: true });
  return task?.status === 'open' ? task : null;
}

/** Closes an open task and tells of it. */
export async function closeTask(
  tx: Tx,
  task: TaskRow,
  change: { status: 'done' | 'dismissed'; result: string | null; byUserId: string | null; now: number },
): Promise<void> {
  const { status, result, byUserId, now } = change;
  await execute(
    tx,
    'UPDATE task SET status = ?, closed_at = ?, closed_by = ?, result = ?, remind_at = NULL, remind_step = NULL WHERE id = ?',
    [status, now, byUserId, result, task.id],
  );
  const news = { taskId: task.id, kind: task.kind, assigneeUserId: task.assigneeUserId, byUserId };
  const event = {
    occurredAt: now,
    customerId: task.customerId,
    memberUserId: task.assigneeUserId,
    subjects: historyOf(task.id),
    payload: news,
  };
  await recordEvent(tx, status === 'done' ? taskDone(event) : taskDismissed(event));
}

/** Open tasks of one kind or several that a member has with a customer. */
export async function openTasksWith(
  tx: Tx,
  customerId: string,
  userId: string,
  kinds: readonly TaskKind[],
): Promise<TaskRow[]> {
  return (await findRows(tx, TaskRow, { customerId, assigneeUserId: userId, status: 'open' })).filter((task) =>
    kinds.includes(task.kind),
  );
}

/** Gives up to `limit` open tasks of somebody who left to another member. Returns how many moved; call again until it is 0. */
export async function handOverOpenTasks(
  tx: Tx,
  fromUserId: string,
  toUserId: string,
  now: number,
  { limit, timeZone }: { limit: number; timeZone: string },
): Promise<number> {
  const rows = await tx.find(TaskRow, {
    where: { assigneeUserId: fromUserId, status: 'open' },
    order: { sortAt: 'ASC', id: 'ASC' },
    take: limit,
  });
  for (const task of rows) await giveTaskTo(tx, task, { toUserId, byUserId: null, now, timeZone });
  return rows.length;
}

/** Somebody else answers for an open task now; it reminds anew, and tells of it. */
export async function giveTaskTo(
  tx: Tx,
  task: TaskRow,
  { toUserId, byUserId, now, timeZone }: { toUserId: string; byUserId: string | null; now: number; timeZone: string },
): Promise<void> {
  await execute(tx, 'UPDATE task SET assignee_user_id = ? WHERE id = ?', [toUserId, task.id]);
  await remindAnew(tx, task, now, timeZone);
  await recordEvent(
    tx,
    taskHandedOver({
      occurredAt: now,
      customerId: task.customerId,
      memberUserId: toUserId,
      subjects: [...historyOf(task.id), { kind: 'member', id: task.assigneeUserId }],
      payload: {
        taskId: task.id,
        kind: task.kind,
        assigneeUserId: toUserId,
        byUserId,
        fromUserId: task.assigneeUserId,
      },
    }),
  );
}

/** Lets an event be found by its task. */
export const historyOf = (taskId: string) => [{ kind: 'task' as const, id: taskId }];

/** In the order of the ids; unknown ones are left out. */
export async function findTasks(tx: Tx, ids: readonly string[]): Promise<TaskRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .createQueryBuilder(TaskRow, 'task')
    .where('task.id IN (:...ids)', { ids: [...ids] })
    .getMany();
  const byId = new Map(rows.map((task) => [task.id, task]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const cut = (text: string, length: number) => [...text].slice(0, length).join('');
