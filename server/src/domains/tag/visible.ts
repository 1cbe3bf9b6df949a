import type { Tx } from '../../platform/database/tx.ts';
import { withSubDepartments } from '../corp/roles.ts';
import { departmentsOf, listDepartments } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { TagGroupRow } from './entity.ts';
import { TagLimitedToDepartments, TagNotFound } from './errors.ts';
import { listLimitedTags, listTagGroups, tagNames } from './store.ts';

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
  const isVisible = await visibilityFor(tx, viewer, groups);
  return groups.filter(isVisible);
}

/** Of these tags, those that the viewer may neither put on nor take off, each with the names of the departments that may. */
export async function limitsOnTags(
  tx: Tx,
  viewer: MemberViewer,
  tagIds: readonly string[],
): Promise<Map<string, string[]>> {
  const limited = await listLimitedTags(tx, tagIds);
  const isVisible = await visibilityFor(tx, viewer, limited);
  const closed = limited.filter((tag) => !isVisible(tag));
  if (closed.length === 0) return new Map();
  const names = new Map((await listDepartments(tx)).map((department) => [department.id, department.name]));
  return new Map(closed.map((tag) => [tag.tagId, tag.departmentIds.flatMap((id) => names.get(id) ?? [])]));
}

/** Throws TagLimitedToDepartments if the viewer may not use one of these tags. Tags that exist no more are nobody's. */
export async function requireNoLimit(tx: Tx, viewer: MemberViewer, tagIds: readonly string[]): Promise<void> {
  for (const tagId of (await limitsOnTags(tx, viewer, tagIds)).keys()) throw new TagLimitedToDepartments({ tagId });
}

/** Throws TagNotFound or TagLimitedToDepartments unless every tag exists and the viewer may use it. */
export async function requireUsableTags(tx: Tx, viewer: MemberViewer, tagIds: readonly string[]): Promise<void> {
  const known = await tagNames(tx, tagIds);
  const missing = tagIds.find((tagId) => known.get(tagId)?.isDeleted !== false);
  if (missing !== undefined) throw new TagNotFound({ tagId: missing });
  await requireNoLimit(tx, viewer, tagIds);
}

/** Reads who the viewer is only when one of the groups is limited. */
async function visibilityFor(
  tx: Tx,
  viewer: MemberViewer,
  groups: readonly Pick<TagGroupRow, 'departmentIds'>[],
): Promise<(group: Pick<TagGroupRow, 'departmentIds'>) => boolean> {
  if (viewer.role === 'admin' || groups.every((group) => group.departmentIds === null)) return () => true;
  const own = (await departmentsOf(tx, [viewer.userId])).get(viewer.userId) ?? [];
  const managed = viewer.scope.kind === 'departments' ? viewer.scope.departmentIds : [];
  const departmentIds = new Set([...own.map((row) => row.departmentId), ...managed]);
  const departments = await listDepartments(tx);
  return (group) => isGroupVisible(group, { role: viewer.role, departmentIds }, departments);
}
