import type { RoleOrigin } from '@zhike/shared/contracts/corp';
import type { StoredRole } from './entity.ts';
import type { DataScope } from './viewer.ts';

export interface RoleFacts {
  userId: string;
  /** Appointed by an admin. */
  role: StoredRole | null;
  managedDepartmentIds: number[] | null;
  departments: { departmentId: number; isLeader: boolean }[];
}

export interface DecidedRole {
  role: StoredRole;
  origin: RoleOrigin;
  /** Without sub-departments; empty unless a manager. */
  managedDepartmentIds: number[];
}

/**
 * The configuration's admins come first, so that nobody can lock them out; then what an admin appointed; then
 * whoever leads a department manages it; everybody else is a rep.
 */
export function decideRole(member: RoleFacts, adminUserIds: readonly string[]): DecidedRole {
  const led = member.departments.filter((one) => one.isLeader).map((one) => one.departmentId);
  if (isListed(adminUserIds, member.userId)) {
    return { role: 'admin', origin: 'configuration', managedDepartmentIds: [] };
  }
  if (member.role === 'manager') {
    const own = led.length > 0 ? led : member.departments.map((one) => one.departmentId);
    return { role: 'manager', origin: 'appointed', managedDepartmentIds: member.managedDepartmentIds ?? own };
  }
  if (member.role) return { role: member.role, origin: 'appointed', managedDepartmentIds: [] };
  if (led.length > 0) return { role: 'manager', origin: 'leader', managedDepartmentIds: led };
  return { role: 'rep', origin: 'default', managedDepartmentIds: [] };
}

/** WeCom's user ids do not tell capitals from small letters. */
function isListed(userIds: readonly string[], userId: string): boolean {
  return userIds.some((one) => one.toLowerCase() === userId.toLowerCase());
}

export function scopeOf(
  userId: string,
  decided: Pick<DecidedRole, 'role' | 'managedDepartmentIds'>,
  departments: readonly { id: number; parentId: number }[],
): DataScope {
  if (decided.role === 'admin') return { kind: 'all' };
  if (decided.role === 'rep' || decided.managedDepartmentIds.length === 0) return { kind: 'self', userId };
  return { kind: 'departments', departmentIds: withSubDepartments(decided.managedDepartmentIds, departments) };
}

/** The departments and everything below them, each once. Loops in bad data end. */
export function withSubDepartments(
  roots: readonly number[],
  departments: readonly { id: number; parentId: number }[],
): number[] {
  const children = new Map<number, number[]>();
  for (const { id, parentId } of departments) {
    const siblings = children.get(parentId);
    if (siblings) siblings.push(id);
    else children.set(parentId, [id]);
  }
  const found = new Set<number>(roots);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
  return [...found];
}
