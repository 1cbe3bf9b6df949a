import type { TaskSettings } from '@zhike/shared/contracts/task-settings';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { departmentsOf, findLeadersOf, findViewers, listAdminUserIds } from '../corp/store.ts';

type Escalation = TaskSettings['escalation'];

/** Who is told that a rep's task is long overdue. Asks once for each rep. */
export function supervisorsFor(tx: Tx, escalation: Escalation, adminUserIds: readonly string[]) {
  const known = new Map<string, Promise<string[]>>();
  return (userId: string): Promise<string[]> => {
    const found = known.get(userId) ?? findSupervisors(tx, userId, escalation, adminUserIds);
    known.set(userId, found);
    return found;
  };
}

/**
 * The nearest leader as WeCom knows it, the managers who see the rep, or the named members. When there is nobody of that kind the other ways are
 * tried, and admins answer for everybody. Never the rep herself.
 */
async function findSupervisors(
  tx: Tx,
  userId: string,
  { to, userIds }: Escalation,
  adminUserIds: readonly string[],
): Promise<string[]> {
  const named = () => activeOf(tx, userIds);
  const leaders = () => findLeadersOf(tx, userId);
  const managers = () => managersOver(tx, userId, adminUserIds);
  const ways = {
    leader: [leaders, managers],
    managers: [managers, leaders],
    members: [named, leaders, managers],
  }[to];
  for (const way of [...ways, () => listAdminUserIds(tx, adminUserIds)]) {
    const others = (await way()).filter((one) => one !== userId);
    if (others.length > 0) return others;
  }
  return [];
}

async function activeOf(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await select<{ user_id: string }>(
    tx,
    `SELECT user_id FROM member WHERE status = 'active' AND user_id ${inList(userIds)} ORDER BY user_id`,
    [...userIds],
  );
  return rows.map((row) => row.user_id);
}

/** Managers with a department of the rep in their scope; admins are not meant, they see everybody. */
async function managersOver(tx: Tx, userId: string, adminUserIds: readonly string[]): Promise<string[]> {
  const own = ((await departmentsOf(tx, [userId])).get(userId) ?? []).map((row) => row.departmentId);
  const rows = await select<{ user_id: string }>(
    tx,
    `SELECT user_id FROM member WHERE status = 'active' AND (role = 'manager'
       OR user_id IN (SELECT user_id FROM member_department WHERE is_leader = 1)) ORDER BY user_id`,
  );
  const viewers = await findViewers(
    tx,
    rows.map((row) => row.user_id),
    adminUserIds,
  );
  return [...viewers.values()].flatMap(({ userId: managerId, role, scope }) =>
    role === 'manager' && scope.kind === 'departments' && own.some((id) => scope.departmentIds.includes(id))
      ? [managerId]
      : [],
  );
}
