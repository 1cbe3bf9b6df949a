import type { Tx } from '../../platform/database/tx.ts';
import { withSubDepartments } from '../corp/roles.ts';
import { departmentsOf, listDepartments } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { TagGroupRow } from './entity.ts';
import { TagNotFound } from './errors.ts';
import { listTagGroups, listTags } from './store.ts';

/** Whether a viewer may use a group: unlimited, or limited to a department she is in (or below), or whose customers she sees. */
export function isGroupVisible(
  group: Pick<TagGroupRow, 'departmentIds'>,
  viewer: { role: MemberViewer['role']; departmentIds: ReadonlySet<number> },
  departments: readonly { id: number; parentId: number }[],
): boolean {
  if (viewer.role === 'admin' || group.departmentIds === null) return true;
  return withSubDepartments(group.departmentIds, departments).some((id) => viewer.departmentIds.has(id));
}

export async function listVisibleGroups(tx: Tx, viewer: MemberViewer): Promise<TagGroupRow[]> {
  const groups = await listTagGroups(tx);
  if (viewer.role === 'admin' || groups.every((group) => group.departmentIds === null)) return groups;
  const own = (await departmentsOf(tx, [viewer.userId])).get(viewer.userId) ?? [];
  const managed = viewer.scope.kind === 'departments' ? viewer.scope.departmentIds : [];
  const departmentIds = new Set([...own.map((row) => row.departmentId), ...managed]);
  const departments = await listDepartments(tx);
  return groups.filter((group) => isGroupVisible(group, { role: viewer.role, departmentIds }, departments));
}

/** Throws TagNotFound unless every tag exists and the viewer may use it. */
export async function requireUsableTags(tx: Tx, viewer: MemberViewer, tagIds: readonly string[]): Promise<void> {
  if (tagIds.length === 0) return;
  const groups = new Set((await listVisibleGroups(tx, viewer)).map((group) => group.id));
  const usable = new Set((await listTags(tx)).filter((tag) => groups.has(tag.groupId)).map((tag) => tag.id));
  const missing = tagIds.find((tagId) => !usable.has(tagId));
  if (missing !== undefined) throw new TagNotFound({ tagId: missing });
}
