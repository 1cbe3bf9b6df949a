import type { Dependencies } from '../../../dependencies.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { execute, inList, insertRows, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit, type AuditedChange } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { GroupTagGroupNotFound, GroupTagNameTaken, GroupTagNotFound } from '../errors.ts';
import { groupTagsChanged } from '../events.ts';
import { GroupTagGroupRow, GroupTagRow } from '../tag-entity.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

/** One change of the tag library: audited, and told to open pages. */
async function change<T>(
  { db, clock }: Needs,
  viewer: MemberViewer,
  work: (tx: Tx, now: number) => Promise<{ result: T; audited: AuditedChange }>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    const { result, audited } = await work(tx, now);
    await recordEvent(tx, groupTagsChanged({ occurredAt: now, payload: { chatId: null } }));
    await audit(tx, viewer, audited);
    return result;
  });
}

export function createTagGroup(deps: Needs, viewer: MemberViewer, name: string, tagNames: string[]): Promise<string> {
  return change(deps, viewer, async (tx, now) => {
    const groupId = newId();
    await refuseTaken(tx, 'group_tag_group', name, null);
    const sort = await nextSort(tx, 'group_tag_group');
    await insertRows(tx, 'group_tag_group', [{ id: groupId, name, sort, created_at: now }]);
    await insertTags(tx, groupId, tagNames, now);
    return {
      result: groupId,
      audited: {
        action: 'group_tag.create_group',
        subject: { kind: 'group_tag_group', id: groupId },
        after: { name, tagNames },
      },
    };
  });
}

export function renameTagGroup(deps: Needs, viewer: MemberViewer, groupId: string, name: string): Promise<void> {
  return change(deps, viewer, async (tx) => {
    const before = await getTagGroup(tx, groupId);
    await refuseTaken(tx, 'group_tag_group', name, groupId);
    await execute(tx, 'UPDATE group_tag_group SET name = ? WHERE id = ?', [name, groupId]);
    return {
      result: undefined,
      audited: {
        action: 'group_tag.rename_group',
        subject: { kind: 'group_tag_group', id: groupId },
        before: { name: before.name },
        after: { name },
      },
    };
  });
}

export function deleteTagGroup(deps: Needs, viewer: MemberViewer, groupId: string): Promise<void> {
  return change(deps, viewer, async (tx) => {
    const { name } = await getTagGroup(tx, groupId);
    const tags = await select<{ id: string }>(tx, 'SELECT id FROM group_tag WHERE group_id = ?', [groupId]);
    await dropTags(
      tx,
      tags.map((tag) => tag.id),
    );
    await execute(tx, 'DELETE FROM group_tag_group WHERE id = ?', [groupId]);
    return {
      result: undefined,
      audited: {
        action: 'group_tag.delete_group',
        subject: { kind: 'group_tag_group', id: groupId },
        before: { name },
      },
    };
  });
}

export function addTags(deps: Needs, viewer: MemberViewer, groupId: string, names: string[]): Promise<void> {
  return change(deps, viewer, async (tx, now) => {
    await getTagGroup(tx, groupId);
    await insertTags(tx, groupId, names, now);
    return {
      result: undefined,
      audited: { action: 'group_tag.add', subject: { kind: 'group_tag_group', id: groupId }, after: { names } },
    };
  });
}

/** Returns the tag's group. */
export function renameTag(deps: Needs, viewer: MemberViewer, tagId: string, name: string): Promise<string> {
  return change(deps, viewer, async (tx) => {
    const before = await getTag(tx, tagId);
    await refuseTaken(tx, 'group_tag', name, tagId, before.groupId);
    await execute(tx, 'UPDATE group_tag SET name = ? WHERE id = ?', [name, tagId]);
    return {
      result: before.groupId,
      audited: {
        action: 'group_tag.rename',
        subject: { kind: 'group_tag', id: tagId },
        before: { name: before.name },
        after: { name },
      },
    };
  });
}

export function deleteTag(deps: Needs, viewer: MemberViewer, tagId: string): Promise<void> {
  return change(deps, viewer, async (tx) => {
    const { name } = await getTag(tx, tagId);
    await dropTags(tx, [tagId]);
    return {
      result: undefined,
      audited: { action: 'group_tag.delete', subject: { kind: 'group_tag', id: tagId }, before: { name } },
    };
  });
}

async function insertTags(tx: Tx, groupId: string, names: string[], now: number): Promise<void> {
  for (const name of names) await refuseTaken(tx, 'group_tag', name, null, groupId);
  const sort = await nextSort(tx, 'group_tag', groupId);
  await insertRows(
    tx,
    'group_tag',
    names.map((name, index) => ({ id: newId(), group_id: groupId, name, sort: sort + index, created_at: now })),
  );
}

async function dropTags(tx: Tx, tagIds: string[]): Promise<void> {
  if (tagIds.length === 0) return;
  await execute(tx, `DELETE FROM group_chat_tag WHERE tag_id ${inList(tagIds)}`, tagIds);
  await execute(tx, `DELETE FROM group_tag WHERE id ${inList(tagIds)}`, tagIds);
}

async function getTagGroup(tx: Tx, groupId: string): Promise<GroupTagGroupRow> {
  const group = await findRow(tx, GroupTagGroupRow, { id: groupId }, { lock: true });
  if (!group) throw new GroupTagGroupNotFound({ groupId });
  return group;
}

async function getTag(tx: Tx, tagId: string): Promise<GroupTagRow> {
  const tag = await findRow(tx, GroupTagRow, { id: tagId }, { lock: true });
  if (!tag) throw new GroupTagNotFound({ tagId });
  return tag;
}

/** Groups have names of their own, and so have the tags of one group. */
async function refuseTaken(
  tx: Tx,
  table: 'group_tag_group' | 'group_tag',
  name: string,
  exceptId: string | null,
  groupId?: string,
): Promise<void> {
  const inGroup = groupId ? ' AND group_id = ?' : '';
  const [taken] = await select(tx, `SELECT id FROM ${table} WHERE name = ? AND id <> ?${inGroup} LIMIT 1`, [
    name,
    exceptId ?? '',
    ...(groupId ? [groupId] : []),
  ]);
  if (taken) throw new GroupTagNameTaken({ name });
}

async function nextSort(tx: Tx, table: 'group_tag_group' | 'group_tag', groupId?: string): Promise<number> {
  const [row] = await select<{ last: number | null }>(
    tx,
    `SELECT MAX(sort) AS last FROM ${table}${groupId ? ' WHERE group_id = ?' : ''}`,
    groupId ? [groupId] : [],
  );
  return Number(row?.last ?? 0) + 1;
}
