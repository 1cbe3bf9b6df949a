import { findRow } from '../../platform/database/find-row.ts';
import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { DepartmentRow, MemberDepartmentRow, MemberRow } from './entity.ts';
import { MemberNotFound } from './errors.ts';
import { decideRole, scopeOf, withSubDepartments } from './roles.ts';
import type { MemberViewer } from './viewer.ts';

export async function findMember(tx: Tx, userId: string): Promise<MemberRow | null> {
  return findRow(tx, MemberRow, { userId });
}

export async function getMember(tx: Tx, userId: string): Promise<MemberRow> {
  const member = await findMember(tx, userId);
  if (!member) throw new MemberNotFound({ userId });
  return member;
}

/** Name and picture by id; members we do not know are absent. */
export async function memberCards(
  tx: Tx,
  userIds: readonly string[],
): Promise<Map<string, { userId: string; name: string; avatar: string | null }>> {
  const ids = [...new Set(userIds)];
  if (ids.length === 0) return new Map();
  const rows = await select<{ user_id: string; name: string; avatar: string | null }>(
    tx,
    `SELECT user_id, name, avatar FROM member WHERE user_id ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [row.user_id, { userId: row.user_id, name: row.name, avatar: row.avatar }]));
}

export async function departmentsOf(tx: Tx, userIds: readonly string[]): Promise<Map<string, MemberDepartmentRow[]>> {
  const found = new Map<string, MemberDepartmentRow[]>(userIds.map((userId) => [userId, []]));
  if (userIds.length === 0) return found;
  const rows = await tx
    .createQueryBuilder(MemberDepartmentRow, 'row')
    .where('row.userId IN (:...userIds)', { userIds: [...userIds] })
    .orderBy('row.departmentId')
    .getMany();
  for (const row of rows) found.get(row.userId)?.push(row);
  return found;
}

/** Every department the app sees; hundreds, even in a large corp. */
export async function listDepartments(tx: Tx): Promise<DepartmentRow[]> {
  return tx.createQueryBuilder(DepartmentRow, 'department').where('department.deletedAt IS NULL').getMany();
}

/** A department and all below it: for filters and limits. */
export async function departmentWithSubs(tx: Tx, departmentId: number): Promise<number[]> {
  return withSubDepartments([departmentId], await listDepartments(tx));
}

/** Role and scope as they are now; null for somebody who may not work here (left, disabled, never seen). */
export async function findViewer(
  tx: Tx,
  userId: string,
  adminUserIds: readonly string[],
): Promise<Omit<MemberViewer, 'sessionId'> | null> {
  return (await findViewers(tx, [userId], adminUserIds)).get(userId) ?? null;
}

/** The same for many at once, with as many statements as for one. Who may not work here is absent. */
export async function findViewers(
  tx: Tx,
  userIds: readonly string[],
  adminUserIds: readonly string[],
): Promise<Map<string, Omit<MemberViewer, 'sessionId'>>> {
  if (userIds.length === 0) return new Map();
  const members = await tx
    .createQueryBuilder(MemberRow, 'member')
    .where("member.userId IN (:...userIds) AND member.status = 'active'", { userIds: [...userIds] })
    .getMany();
  const departments = await departmentsOf(
    tx,
    members.map((member) => member.userId),
  );
  const decided = members.map((member) => ({
    ...member,
    ...decideRole({ ...member, departments: departments.get(member.userId) ?? [] }, adminUserIds),
  }));
  const tree = decided.some(({ role }) => role === 'manager') ? await listDepartments(tx) : [];
  return new Map(
    decided.map((member) => {
      const { userId, name, role } = member;
      return [userId, { userId, name, role, scope: scopeOf(userId, member, tree) }];
    }),
  );
}

/**
 * Who answers for a member: the leaders of her departments, else those of the departments above, nearest first, else nobody.
 * She herself and whoever is gone are left out.
 */
export async function findLeadersOf(tx: Tx, userId: string): Promise<string[]> {
  const parents = new Map((await listDepartments(tx)).map((department) => [department.id, department.parentId]));
  let level = [...((await departmentsOf(tx, [userId])).get(userId) ?? [])].map((row) => row.departmentId);
  const visited = new Set<number>();
  while (level.length > 0) {
    const leaders = await select<{ user_id: string }>(
      tx,
      `SELECT DISTINCT d.user_id FROM member_department d JOIN member m ON m.user_id = d.user_id
       WHERE d.department_id ${inList(level)} AND d.is_leader = 1 AND m.status = 'active' AND d.user_id <> ? ORDER BY d.user_id`,
      [...level, userId],
    );
    if (leaders.length > 0) return leaders.map((row) => row.user_id);
    for (const id of level) visited.add(id);
    level = [...new Set(level.flatMap((id) => parents.get(id) ?? []))].filter(
      (id) => parents.has(id) && !visited.has(id),
    );
  }
  return [];
}

/** Active admins: those of the configuration and those appointed. */
export async function listAdminUserIds(tx: Tx, adminUserIds: readonly string[]): Promise<string[]> {
  const listed = adminUserIds.map((userId) => userId.toLowerCase());
  const rows = await select<{ user_id: string }>(
    tx,
    `SELECT user_id FROM member WHERE status = 'active' AND (role = 'admin'${listed.length > 0 ? ` OR LOWER(user_id) ${inList(listed)}` : ''}) ORDER BY user_id`,
    listed,
  );
  return rows.map((row) => row.user_id);
}

/** Members of these departments, without sub-departments. */
export async function listMemberIdsIn(tx: Tx, departmentIds: readonly number[]): Promise<string[]> {
  if (departmentIds.length === 0) return [];
  const rows = await select<{ user_id: string }>(
    tx,
    `SELECT DISTINCT user_id FROM member_department WHERE department_id ${inList(departmentIds)}`,
    [...departmentIds],
  );
  return rows.map((row) => row.user_id);
}

export interface DepartmentFacts {
  id: number;
  name: string;
  parentId: number;
  order: number;
}

/** Makes our departments those of WeCom; what is missing there is kept as deleted. Returns how many changed. */
export async function saveDepartments(tx: Tx, departments: DepartmentFacts[], now: number) {
  const stored = new Map((await tx.find(DepartmentRow)).map((row) => [row.id, row]));
  const counts = { read: departments.length, added: 0, changed: 0, removed: 0 };
  const added: DepartmentFacts[] = [];
  for (const department of departments) {
    const before = stored.get(department.id);
    stored.delete(department.id);
    if (!before) {
      added.push(department);
      continue;
    }
    const same =
      before.name === department.name &&
      before.parentId === department.parentId &&
      before.sort === department.order &&
      before.deletedAt === null;
    if (same) continue;
    counts.changed += 1;
    await execute(tx, 'UPDATE department SET name = ?, parent_id = ?, sort = ?, deleted_at = NULL WHERE id = ?', [
      department.name,
      department.parentId,
      department.order,
      department.id,
    ]);
  }
  counts.added = await insertRows(
    tx,
    'department',
    added.map(({ id, name, parentId, order }) => ({ id, name, parent_id: parentId, sort: order, deleted_at: null })),
    { ignoreDuplicates: true },
  );
  for (const gone of stored.values()) {
    if (gone.deletedAt !== null) continue;
    counts.removed += 1;
    await execute(tx, 'UPDATE department SET deleted_at = ? WHERE id = ?', [now, gone.id]);
  }
  return counts;
}
