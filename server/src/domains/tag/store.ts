import { findRow } from '../../platform/database/find-row.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { TagGroupRow, TagRow } from './entity.ts';
import { TagGroupNotFound, TagNotFound } from './errors.ts';

/** In WeCom's order: larger `sort` first, then the older one. Deleted groups only when asked for. */
export async function listTagGroups(tx: Tx): Promise<TagGroupRow[]> {
  return tx
    .createQueryBuilder(TagGroupRow, 'tagGroup')
    .where('tagGroup.deletedAt IS NULL')
    .orderBy('tagGroup.sort', 'DESC')
    .addOrderBy('tagGroup.createdAt')
    .addOrderBy('tagGroup.id')
    .getMany();
}

/** Tags that exist, of all groups or of one, in WeCom's order. */
export async function listTags(tx: Tx, groupId?: string): Promise<TagRow[]> {
  const query = tx.createQueryBuilder(TagRow, 'tag').where('tag.deletedAt IS NULL');
  if (groupId !== undefined) query.andWhere('tag.groupId = :groupId', { groupId });
  return query.orderBy('tag.sort', 'DESC').addOrderBy('tag.createdAt').addOrderBy('tag.id').getMany();
}

/** Of these tags, those whose group is limited to departments. */
export async function listLimitedTags(
  tx: Tx,
  tagIds: readonly string[],
): Promise<{ tagId: string; departmentIds: number[] }[]> {
  if (tagIds.length === 0) return [];
  const rows = await select<{ id: string; department_ids: string }>(
    tx,
    `SELECT t.id, g.department_ids FROM tag t JOIN tag_group g ON g.id = t.group_id
     WHERE t.id ${inList(tagIds)} AND g.department_ids IS NOT NULL AND t.deleted_at IS NULL`,
    [...tagIds],
  );
  return rows.map((row) => ({ tagId: row.id, departmentIds: JSON.parse(row.department_ids) as number[] }));
}

export async function getTag(tx: Tx, tagId: string): Promise<TagRow> {
  const tag = await findRow(tx, TagRow, { id: tagId });
  if (!tag || tag.deletedAt !== null) throw new TagNotFound({ tagId });
  return tag;
}

export async function getTagGroup(tx: Tx, groupId: string): Promise<TagGroupRow> {
  const group = await findRow(tx, TagGroupRow, { id: groupId });
  if (!group || group.deletedAt !== null) throw new TagGroupNotFound({ groupId });
  return group;
}

/** Names for showing, deleted tags included: history names them. Unknown ids are absent. */
export async function tagNames(
  tx: Tx,
  tagIds: readonly string[],
): Promise<Map<string, { name: string; groupId: string; groupName: string; isDeleted: boolean }>> {
  const ids = [...new Set(tagIds)];
  if (ids.length === 0) return new Map();
  const rows = await select<{
    id: string;
    name: string;
    group_id: string;
    group_name: string | null;
    deleted_at: number | null;
  }>(
    tx,
    `SELECT t.id, t.name, t.group_id, g.name AS group_name, t.deleted_at FROM tag t LEFT JOIN tag_group g ON g.id = t.group_id WHERE t.id ${inList(ids)}`,
    ids,
  );
  return new Map(
    rows.map((row) => [
      row.id,
      { name: row.name, groupId: row.group_id, groupName: row.group_name ?? '', isDeleted: row.deleted_at !== null },
    ]),
  );
}

/** WeCom has just taken a change of ours: a reading of the library begun before it does not have it. */
export async function noteOwnChange(
  tx: Tx,
  kind: 'tag' | 'tag_group',
  ids: readonly string[],
  now: number,
): Promise<void> {
  if (ids.length === 0) return;
  await execute(tx, `UPDATE \`${kind}\` SET settled_at = ? WHERE id ${inList(ids)}`, [now, ...ids]);
}

export async function setOwnership(
  tx: Tx,
  kind: 'tag' | 'tag_group',
  ids: readonly string[],
  createdByUs: boolean,
): Promise<void> {
  if (ids.length === 0) return;
  await execute(tx, `UPDATE \`${kind}\` SET created_by_us = ? WHERE id ${inList(ids)}`, [Number(createdByUs), ...ids]);
}
