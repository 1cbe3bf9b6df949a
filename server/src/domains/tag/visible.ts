import type { Tx } from '../../platform/database/tx.ts';
import { openTo } from '../corp/departments.ts';
import { listDepartments } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { TagGroupRow } from './entity.ts';
import { TagLimitedToDepartments, TagNotFound } from './errors.ts';
import { listLimitedTags, listTagGroups, tagNames } from './store.ts';

export async function listVisibleGroups(tx: Tx, viewer: MemberViewer): Promise<TagGroupRow[]> {
  const groups = await listTagGroups(tx);
  const isVisible = await openTo(tx, viewer, groups);
  return groups.filter(isVisible);
}

/** Of these tags, those that the viewer may neither put on nor take off, each with the names of the departments that may. */
export async function limitsOnTags(
  tx: Tx,
  viewer: MemberViewer,
  tagIds: readonly string[],
): Promise<Map<string, string[]>> {
  const limited = await listLimitedTags(tx, tagIds);
  const isVisible = await openTo(tx, viewer, limited);
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
