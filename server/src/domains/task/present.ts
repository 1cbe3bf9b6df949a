import type { FollowUpView, TaskView } from '@zhike/shared/contracts/task';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { externalIdsOf } from '../customer/store.ts';
import type { FollowUpRow, TaskRow } from './entity.ts';
import { mayHandle } from './rights.ts';
import { hitOfTask } from './rules.ts';

/** Rows as people see them: names are joined here, so that an erased customer is erased everywhere. */
export async function presentTasks(
  tx: Tx,
  tasks: TaskRow[],
  viewer: Pick<MemberViewer, 'userId' | 'role'>,
  now: number,
): Promise<TaskView[]> {
  const customerIds = [...new Set(tasks.flatMap((task) => task.customerId ?? []))];
  const members = await memberCards(
    tx,
    tasks.map((task) => task.assigneeUserId),
  );
  const externalIds = await externalIdsOf(tx, customerIds);
  const customers = new Map(
    (customerIds.length ? await customerNames(tx, customerIds) : []).map((row) => [row.id, row]),
  );
  return tasks.map((task) => {
    const customer = task.customerId ? customers.get(task.customerId) : undefined;
    const mine = mayHandle(task, viewer);
    return {
      id: task.id,
      kind: task.kind,
      title: task.title,
      reason: task.reason,
      status: task.status,
      assignee: { userId: task.assigneeUserId, name: members.get(task.assigneeUserId)?.name ?? task.assigneeUserId },
      customer: customer
        ? {
            id: customer.id,
            name: customer.name,
            avatar: customer.avatar,
            externalUserId: externalIds.get(customer.id) ?? null,
          }
        : null,
      dueAt: task.dueAt,
      snoozedUntil: task.snoozedUntil,
      isOverdue: task.status === 'open' && task.dueAt < now,
      createdAt: task.createdAt,
      closedAt: task.closedAt,
      result: task.result,
      action: task.action,
      escalatedAt: task.escalatedAt,
      hitId: hitOfTask(task),
      can: { close: mine && task.status === 'open', reopen: mine && task.status !== 'open' },
    };
  });
}

export async function presentTask(
  tx: Tx,
  task: TaskRow,
  viewer: Pick<MemberViewer, 'userId' | 'role'>,
  now: number,
): Promise<TaskView> {
  const [view] = await presentTasks(tx, [task], viewer, now);
  return view!;
}

export async function presentFollowUps(tx: Tx, rows: FollowUpRow[]): Promise<FollowUpView[]> {
  const members = await memberCards(
    tx,
    rows.map((row) => row.userId),
  );
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customerId,
    author: members.get(row.userId) ?? { userId: row.userId, name: row.userId, avatar: null },
    text: row.text,
    nextAt: row.nextAt,
    createdAt: row.createdAt,
  }));
}

function customerNames(tx: Tx, ids: string[]) {
  return select<{ id: string; name: string; avatar: string | null }>(
    tx,
    `SELECT id, name, avatar FROM customer WHERE id ${inList(ids)}`,
    ids,
  );
}
