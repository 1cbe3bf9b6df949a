import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import { recordEvent, recordEvents } from '../../../platform/delivery/event.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { audit } from '../../audit/audit.ts';
import { DepartmentNotFound } from '../../corp/errors.ts';
import { listDepartments } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { TagGoneInWecom, TagGroupNameTaken, TagNameTaken, TagNotOurs } from '../errors.ts';
import { tagLibraryChanged, tagRemoved } from '../events.ts';
import { readLibrary } from '../read-library.ts';
import { saveLibrary } from '../save-library.ts';
import { getTag, getTagGroup, listTagGroups, listTags, noteOwnChange, setOwnership } from '../store.ts';

type Parts = Pick<Dependencies, 'db' | 'clock' | 'wecom'>;
type Kind = 'tag' | 'tag_group';

/** The tag is gone, or another app's: WeCom does not say which (doc 92117). */
const NOT_EDITABLE = 40068;

/** Renames a tag of ours in WeCom and then here: WeCom sends no callback for what we do ourselves. */
export async function renameTag(deps: Parts, viewer: MemberViewer, tagId: string, name: string): Promise<void> {
  const { db, clock, wecom } = deps;
  const tag = await getTag(db.read, tagId);
  if (!tag.createdByUs) throw new TagNotOurs({ id: tagId });
  if (tag.name === name) return;
  if ((await listTags(db.read, tag.groupId)).some((one) => one.name === name))
    throw new TagNameTaken({ names: [name] });
  await orExplain(deps, 'tag', tagId, () => wecom.tag.edit(tagId, { name }));
  await db.transaction(async (tx) => {
    await execute(tx, 'UPDATE tag SET name = ? WHERE id = ?', [name, tagId]);
    await noteOwnChange(tx, 'tag', [tagId], clock.now());
    await audit(tx, viewer, {
      action: 'tag.rename',
      subject: { kind: 'tag', id: tagId },
      before: { name: tag.name },
      after: { name },
    });
    await recordEvent(tx, tagLibraryChanged({ occurredAt: clock.now(), payload: { groupIds: [tag.groupId] } }));
  });
}

/** Renames a group of ours, and limits any group to departments: the limit is our own, WeCom knows none. */
export async function updateTagGroup(
  deps: Parts,
  viewer: MemberViewer,
  groupId: string,
  change: { name?: string; departmentIds?: number[] | null },
): Promise<void> {
  const { db, clock, wecom } = deps;
  const group = await getTagGroup(db.read, groupId);
  const name = change.name ?? group.name;
  const departmentIds = change.departmentIds === undefined ? group.departmentIds : emptyAsNull(change.departmentIds);
  if (departmentIds) await requireDepartments(deps, departmentIds);
  if (name !== group.name) {
    if (!group.createdByUs) throw new TagNotOurs({ id: groupId });
    if ((await listTagGroups(db.read)).some((one) => one.name === name)) throw new TagGroupNameTaken({ name });
    await orExplain(deps, 'tag_group', groupId, () => wecom.tag.edit(groupId, { name }));
  }
  await db.transaction(async (tx) => {
    await execute(tx, 'UPDATE tag_group SET name = ?, department_ids = ? WHERE id = ?', [
      name,
      departmentIds ? JSON.stringify(departmentIds) : null,
      groupId,
    ]);
    if (name !== group.name) await noteOwnChange(tx, 'tag_group', [groupId], clock.now());
    await audit(tx, viewer, {
      action: 'tag_group.update',
      subject: { kind: 'tag_group', id: groupId },
      before: { name: group.name, departmentIds: group.departmentIds },
      after: { name, departmentIds },
    });
    await recordEvent(tx, tagLibraryChanged({ occurredAt: clock.now(), payload: { groupIds: [groupId] } }));
  });
}

/** Deletes a tag of ours. A group without tags does not exist in WeCom: the last one takes it along. */
export async function deleteTag(deps: Parts, viewer: MemberViewer, tagId: string): Promise<void> {
  const tag = await getTag(deps.db.read, tagId);
  if (!tag.createdByUs) throw new TagNotOurs({ id: tagId });
  await orExplain(deps, 'tag', tagId, () => deps.wecom.tag.remove({ tagIds: [tagId] }), { goneIsDone: true });
  await forgetTags(deps, viewer, {
    groupId: tag.groupId,
    tagIds: [tagId],
    subject: { kind: 'tag', id: tagId },
    name: tag.name,
  });
}

/** Deletes a group of ours with all its tags. */
export async function deleteTagGroup(deps: Parts, viewer: MemberViewer, groupId: string): Promise<void> {
  const group = await getTagGroup(deps.db.read, groupId);
  const tags = await listTags(deps.db.read, groupId);
  const foreign = tags.find((tag) => !tag.createdByUs);
  if (!group.createdByUs || foreign) throw new TagNotOurs({ id: foreign?.id ?? groupId });
  await orExplain(deps, 'tag_group', groupId, () => deps.wecom.tag.remove({ groupIds: [groupId] }), {
    goneIsDone: true,
  });
  await forgetTags(deps, viewer, {
    groupId,
    tagIds: tags.map((tag) => tag.id),
    subject: { kind: 'tag_group', id: groupId },
    name: group.name,
  });
}

async function forgetTags(
  { db, clock }: Parts,
  viewer: MemberViewer,
  {
    groupId,
    tagIds,
    subject,
    name,
  }: { groupId: string; tagIds: string[]; subject: { kind: Kind; id: string }; name: string },
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (tx) => {
    const removed: string[] = [];
    for (const tagId of tagIds) {
      const changed = await execute(tx, 'UPDATE tag SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', [
        now,
        tagId,
      ]);
      if (changed > 0) removed.push(tagId);
    }
    await noteOwnChange(tx, 'tag', tagIds, now);
    if ((await listTags(tx, groupId)).length === 0) {
      await execute(tx, 'UPDATE tag_group SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', [now, groupId]);
      await noteOwnChange(tx, 'tag_group', [groupId], now);
    }
    await audit(tx, viewer, { action: `${subject.kind}.delete`, subject, before: { name, tagCount: tagIds.length } });
    await recordEvents(tx, [
      ...removed.map((tagId) => tagRemoved({ occurredAt: now, payload: { tagId, groupId } })),
      tagLibraryChanged({ occurredAt: now, payload: { groupIds: [groupId] } }),
    ]);
  });
}

/**
 * Runs a change in WeCom. Refused as not editable, it looks at what is there: gone, or somebody else's; our copy learns either way.
 */
export async function orExplain(
  deps: Parts,
  kind: Kind,
  id: string,
  change: () => Promise<void>,
  { goneIsDone = false }: { goneIsDone?: boolean } = {},
): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!isWecomError(error, NOT_EDITABLE)) throw error;
    const { db, clock } = deps;
    const reading = await readLibrary(deps, { kind: kind === 'tag' ? 'tags' : 'groups', ids: [id] });
    const exists = reading.groups.some((group) =>
      kind === 'tag' ? group.tags.some((tag) => tag.id === id && !tag.deleted) : group.id === id && !group.deleted,
    );
    if (!exists && goneIsDone) return;
    await db.transaction(async (tx) => {
      await saveLibrary(tx, reading, clock.now());
      if (exists) await setOwnership(tx, kind, [id], false);
    });
    throw exists ? new TagNotOurs({ id }, { cause: error }) : new TagGoneInWecom({ id }, { cause: error });
  }
}

async function requireDepartments({ db }: Parts, departmentIds: number[]): Promise<void> {
  const known = new Set((await listDepartments(db.read)).map((department) => department.id));
  const unknown = departmentIds.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new DepartmentNotFound({ departmentIds: unknown });
}

const emptyAsNull = (ids: number[] | null) => (ids && ids.length > 0 ? [...new Set(ids)] : null);
