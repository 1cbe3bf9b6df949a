import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { StoredRole } from '../entity.ts';
import { AdminByConfiguration, DepartmentNotFound, OwnRoleUnchangeable } from '../errors.ts';
import { memberRoleChanged } from '../events.ts';
import { forgetViewer } from '../member-authentication.ts';
import { getMember, listDepartments } from '../store.ts';
import type { MemberViewer } from '../viewer.ts';

/** An admin appoints a role, or takes the appointment back (`role` null). Holds from the member's next request on. */
export async function setMemberRole(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  userId: string,
  wanted: { role: StoredRole | null; departmentIds: number[] | null },
): Promise<void> {
  // Whoever could take admin away from herself could leave the corp without one.
  if (userId === viewer.userId) throw new OwnRoleUnchangeable();
  if (config.adminUserIds.some((one) => one.toLowerCase() === userId.toLowerCase())) {
    throw new AdminByConfiguration({ userId });
  }
  const managed = wanted.role === 'manager' && wanted.departmentIds?.length ? [...new Set(wanted.departmentIds)] : null;
  await db.transaction(async (tx) => {
    const member = await getMember(tx, userId);
    if (managed) {
      const known = new Set((await listDepartments(tx)).map((department) => department.id));
      const unknown = managed.filter((id) => !known.has(id));
      if (unknown.length > 0) throw new DepartmentNotFound({ departmentIds: unknown });
    }
    await execute(tx, 'UPDATE member SET role = ?, managed_department_ids = ? WHERE user_id = ?', [
      wanted.role,
      managed ? JSON.stringify(managed) : null,
      userId,
    ]);
    await audit(tx, viewer, {
      action: 'member.set_role',
      subject: { kind: 'member', id: userId },
      before: { role: member.role, departmentIds: member.managedDepartmentIds },
      after: { role: wanted.role, departmentIds: managed },
    });
    await recordEvent(
      tx,
      memberRoleChanged({
        occurredAt: clock.now(),
        memberUserId: userId,
        payload: { userId, byUserId: viewer.userId },
      }),
    );
  });
  forgetViewer(db, userId);
}
