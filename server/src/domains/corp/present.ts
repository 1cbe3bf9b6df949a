import type { DepartmentView, MemberView } from '@zhike/shared/contracts/corp';
import type { MeView } from '@zhike/shared/contracts/session';
import type { Dependencies } from '../../dependencies.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { MemberRow } from './entity.ts';
import { decideRole } from './roles.ts';
import { csrfTokenOf } from './session-store.ts';
import { departmentsOf, getMember, listDepartments } from './store.ts';
import type { MemberViewer } from './viewer.ts';

/** Members as `viewer` may see them, in the order of the ids. */
export async function presentMembers(
  tx: Tx,
  userIds: readonly string[],
  viewer: Pick<MemberViewer, 'userId' | 'role'>,
  adminUserIds: readonly string[],
): Promise<MemberView[]> {
  if (userIds.length === 0) return [];
  const rows = await tx
    .createQueryBuilder(MemberRow, 'member')
    .where('member.userId IN (:...userIds)', { userIds: [...userIds] })
    .getMany();
  const byId = new Map(rows.map((row) => [row.userId, row]));
  const departments = await departmentsOf(tx, userIds);
  const names = new Map((await listDepartments(tx)).map((department) => [department.id, department.name]));
  const refs = (ids: readonly number[]) => ids.flatMap((id) => (names.has(id) ? [{ id, name: names.get(id)! }] : []));
  return userIds.flatMap((userId) => {
    const member = byId.get(userId);
    if (!member) return [];
    const own = departments.get(userId) ?? [];
    const decided = decideRole({ ...member, departments: own }, adminUserIds);
    return [
      {
        userId,
        name: member.name,
        alias: member.alias,
        avatar: member.avatar,
        position: member.position,
        departments: refs(own.map((row) => row.departmentId)),
        status: member.status,
        followsCustomers: member.isFollowUser,
        role: decided.role,
        roleOrigin: decided.origin,
        managedDepartments: refs(decided.managedDepartmentIds),
        can: {
          changeRole: viewer.role === 'admin' && decided.origin !== 'configuration' && userId !== viewer.userId,
        },
      },
    ];
  });
}

/** Parents before children, siblings in WeCom's order (larger `order` first). */
export async function presentDepartments(tx: Tx): Promise<DepartmentView[]> {
  const departments = await listDepartments(tx);
  const counts = await select<{ department_id: number; members: number | string }>(
    tx,
    "SELECT d.department_id, COUNT(*) AS members FROM member_department d JOIN member m ON m.user_id = d.user_id WHERE m.status IN ('active', 'not_activated', 'disabled') GROUP BY d.department_id",
  );
  const countOf = new Map(counts.map((row) => [Number(row.department_id), Number(row.members)]));
  const known = new Set(departments.map((department) => department.id));
  const children = new Map<number | null, typeof departments>();
  for (const department of departments) {
    const parent = known.has(department.parentId) ? department.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), department]);
  }
  const ordered: DepartmentView[] = [];
  const walk = (parentId: number | null) => {
    const level = children.get(parentId) ?? [];
    children.delete(parentId);
    for (const { id, name, sort } of level.sort((a, b) => b.sort - a.sort || a.id - b.id)) {
      ordered.push({ id, name, parentId, sort, memberCount: countOf.get(id) ?? 0 });
      walk(id);
    }
  };
  walk(null);
  return ordered;
}

export async function presentMe(
  { db, keys, config, clock }: Pick<Dependencies, 'db' | 'keys' | 'config' | 'clock'>,
  viewer: MemberViewer,
): Promise<MeView> {
  const member = await getMember(db.read, viewer.userId);
  const own = (await departmentsOf(db.read, [viewer.userId])).get(viewer.userId) ?? [];
  const names = new Map((await listDepartments(db.read)).map((department) => [department.id, department.name]));
  const leads = viewer.role !== 'rep';
  const isAdmin = viewer.role === 'admin';
  return {
    userId: viewer.userId,
    name: member.name,
    avatar: member.avatar,
    position: member.position,
    departments: own.flatMap(({ departmentId: id }) => (names.has(id) ? [{ id, name: names.get(id)! }] : [])),
    role: viewer.role,
    scope: viewer.scope,
    csrfToken: csrfTokenOf(keys, viewer.sessionId),
    demo: config.demo !== null,
    now: clock.now(),
    timeZone: config.timeZone,
    can: {
      manageChannels: leads,
      manageTags: leads,
      manageRoles: isAdmin,
      seeAudit: isAdmin,
      seeOperation: leads,
      runSync: isAdmin,
    },
  };
}
