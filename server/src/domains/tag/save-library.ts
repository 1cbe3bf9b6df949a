import { execute, inList, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type NewEvent, recordEvents } from '../../platform/delivery/event.ts';
import type { CorpTag, CorpTagGroup } from '../../wecom/api/corp-tag.ts';
import { TagGroupRow, TagRow } from './entity.ts';
import { tagLibraryChanged, tagRemoved } from './events.ts';

/** What was asked of WeCom, and so what its absence in the answer means. */
export type LibraryScope = { kind: 'all' } | { kind: 'groups'; ids: string[] } | { kind: 'tags'; ids: string[] };

export interface LibraryReading {
  groups: readonly CorpTagGroup[];
  scope: LibraryScope;
  /** When it was begun, business time: what we have changed in WeCom since is not in it. */
  readAt: number;
}

export interface LibraryCounts {
  read: number;
  added: number;
  changed: number;
  removed: number;
}

/**
 * Makes our copy of the asked part of the library what WeCom says. What was asked for and did not come is deleted there;
 * it is kept here, marked, because history names it. Who created what is ours to know: WeCom does not tell. Rows that we have
 * changed in WeCom after the reading began are left as they are.
 */
export async function saveLibrary(
  tx: Tx,
  { groups, scope, readAt }: LibraryReading,
  now: number,
): Promise<LibraryCounts> {
  const counts: LibraryCounts = {
    read: groups.reduce((sum, group) => sum + group.tags.length, 0),
    added: 0,
    changed: 0,
    removed: 0,
  };
  const touched = new Set<string>();
  const removed: TagRow[] = [];
  const isNewer = (row: { settledAt: number | null } | undefined) => (row?.settledAt ?? 0) > readAt;

  const tagRows = await storedTags(tx, groups, scope);
  const groupRows = new Map(
    (
      await storedGroups(
        tx,
        [...groups.map((group) => group.id), ...[...tagRows.values()].map((tag) => tag.groupId)],
        scope,
      )
    ).map((row) => [row.id, row]),
  );
  for (const group of groups) {
    // Asked for by tag, WeCom shows of the group only those tags: its own fields are still the truth.
    const stored = groupRows.get(group.id);
    if (!isNewer(stored) && (await saveGroup(tx, group, stored, now))) touched.add(group.id);
    for (const tag of group.tags) {
      const before = tagRows.get(tag.id);
      if (isNewer(before)) continue;
      const change = await saveTag(tx, tag, group, before, now);
      if (change) touched.add(group.id);
      if (change === 'added') counts.added += 1;
      if (change === 'changed') counts.changed += 1;
      if (change === 'removed' && before) removed.push(before);
    }
  }

  const shownTags = new Set(groups.flatMap((group) => group.tags.map((tag) => tag.id)));
  const shownGroups = new Set(groups.map((group) => group.id));
  const missingTags = [...tagRows.values()].filter(
    (tag) => tag.deletedAt === null && !shownTags.has(tag.id) && covers(scope, tag) && !isNewer(tag),
  );
  removed.push(...missingTags);
  await markDeleted(
    tx,
    'tag',
    missingTags.map((tag) => tag.id),
    now,
  );
  const missingGroups = [...groupRows.values()].filter(
    (group) =>
      group.deletedAt === null && !shownGroups.has(group.id) && coversGroup(scope, group.id) && !isNewer(group),
  );
  await markDeleted(
    tx,
    'tag_group',
    missingGroups.map((group) => group.id),
    now,
  );
  for (const { id } of missingGroups) touched.add(id);
  for (const { groupId } of removed) touched.add(groupId);

  counts.removed = removed.length;
  await recordEvents(tx, [
    ...removed.map(
      (tag): NewEvent => tagRemoved({ occurredAt: now, payload: { tagId: tag.id, groupId: tag.groupId } }),
    ),
    ...(touched.size > 0
      ? [tagLibraryChanged({ occurredAt: now, payload: { groupIds: [...touched].slice(0, 100) } })]
      : []),
  ]);
  return counts;
}

function covers(scope: LibraryScope, tag: TagRow): boolean {
  if (scope.kind === 'all') return true;
  return scope.kind === 'groups' ? scope.ids.includes(tag.groupId) : scope.ids.includes(tag.id);
}

function coversGroup(scope: LibraryScope, groupId: string): boolean {
  return scope.kind === 'all' || (scope.kind === 'groups' && scope.ids.includes(groupId));
}

async function storedTags(tx: Tx, groups: readonly CorpTagGroup[], scope: LibraryScope): Promise<Map<string, TagRow>> {
  const byId = new Map<string, TagRow>();
  const add = (rows: TagRow[]) => {
    for (const row of rows) byId.set(row.id, row);
  };
  if (scope.kind === 'all') {
    add(await tx.find(TagRow));
    return byId;
  }
  const ids = [
    ...groups.flatMap((group) => group.tags.map((tag) => tag.id)),
    ...(scope.kind === 'tags' ? scope.ids : []),
  ];
  if (ids.length > 0) add(await tx.createQueryBuilder(TagRow, 'tag').where('tag.id IN (:...ids)', { ids }).getMany());
  if (scope.kind === 'groups' && scope.ids.length > 0) {
    add(await tx.createQueryBuilder(TagRow, 'tag').where('tag.groupId IN (:...ids)', { ids: scope.ids }).getMany());
  }
  return byId;
}

async function storedGroups(tx: Tx, groupIds: string[], scope: LibraryScope): Promise<TagGroupRow[]> {
  if (scope.kind === 'all') return tx.find(TagGroupRow);
  const ids = [...new Set([...groupIds, ...(scope.kind === 'groups' ? scope.ids : [])])];
  if (ids.length === 0) return [];
  return tx.createQueryBuilder(TagGroupRow, 'tagGroup').where('tagGroup.id IN (:...ids)', { ids }).getMany();
}

async function saveGroup(tx: Tx, group: CorpTagGroup, before: TagGroupRow | undefined, now: number): Promise<boolean> {
  const deletedAt = group.deleted ? (before?.deletedAt ?? now) : null;
  if (!before) {
    const row = {
      id: group.id,
      name: group.name,
      sort: group.order,
      created_by_us: 0,
      created_at: group.createdAt ?? now,
      deleted_at: deletedAt,
    };
    return (await insertRows(tx, 'tag_group', [row], { ignoreDuplicates: true })) > 0;
  }
  if (before.name === group.name && before.sort === group.order && before.deletedAt === deletedAt) return false;
  await execute(tx, 'UPDATE tag_group SET name = ?, sort = ?, deleted_at = ? WHERE id = ?', [
    group.name,
    group.order,
    deletedAt,
    group.id,
  ]);
  return true;
}

async function saveTag(
  tx: Tx,
  tag: CorpTag,
  group: CorpTagGroup,
  before: TagRow | undefined,
  now: number,
): Promise<'added' | 'changed' | 'removed' | null> {
  const deletedAt = tag.deleted || group.deleted ? (before?.deletedAt ?? now) : null;
  if (!before) {
    const row = {
      id: tag.id,
      group_id: group.id,
      name: tag.name,
      sort: tag.order,
      created_by_us: 0,
      created_at: tag.createdAt ?? now,
      deleted_at: deletedAt,
    };
    return (await insertRows(tx, 'tag', [row], { ignoreDuplicates: true })) > 0 ? 'added' : null;
  }
  const same = before.name === tag.name && before.sort === tag.order && before.groupId === group.id;
  if (same && before.deletedAt === deletedAt) return null;
  await execute(tx, 'UPDATE tag SET group_id = ?, name = ?, sort = ?, deleted_at = ? WHERE id = ?', [
    group.id,
    tag.name,
    tag.order,
    deletedAt,
    tag.id,
  ]);
  return before.deletedAt === null && deletedAt !== null ? 'removed' : 'changed';
}

async function markDeleted(tx: Tx, table: 'tag' | 'tag_group', ids: string[], now: number): Promise<void> {
  for (let start = 0; start < ids.length; start += 500) {
    const slice = ids.slice(start, start + 500);
    await execute(tx, `UPDATE \`${table}\` SET deleted_at = ? WHERE id ${inList(slice)}`, [now, ...slice]);
  }
}
