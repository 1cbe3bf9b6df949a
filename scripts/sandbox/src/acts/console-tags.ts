/** Tags as an administrator edits them in the console: these changes are told (change_external_tag, doc 92130). */
import { tellTagChange, tellTagShuffle } from '../callback/events.ts';
import { newTagId } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import { dropTag, liveTags } from '../world/tag-library.ts';
import type { Tag, TagGroup } from '../world/types.ts';
import { ActError } from './act-error.ts';

/** Adds tags to a group; a new name makes a new group. */
export function createTags(
  sandbox: Sandbox,
  input: { groupId?: string; groupName?: string; names: string[] },
): TagGroup {
  const { world, clock } = sandbox;
  const names = [...new Set(input.names.map((name) => name.trim()).filter(Boolean))];
  if (names.length === 0) throw new ActError('invalid', '至少填写一个标签名', 'names');
  for (const name of names) requireName(name);
  const known = input.groupId
    ? liveGroup(sandbox, input.groupId)
    : world.tagGroups.find((group) => !group.deleted && group.name === input.groupName);
  if (!known && !input.groupName) throw new ActError('invalid', '请填写标签组名称', 'groupName');
  const present = known ? liveTags(world, known.id) : [];
  const taken = names.find((name) => present.some((tag) => tag.name === name));
  if (taken) throw new ActError('conflict', `组内已有标签「${taken}」`, 'names');
  const group =
    known ??
    world.tagGroups.put({
      id: newTagId(),
      name: requireName(input.groupName ?? ''),
      order: 0,
      createdAt: clock.now(),
      deleted: false,
      createdBy: 'console',
    });
  const tags = names.map((name) =>
    world.tags.put({ id: newTagId(), groupId: group.id, name, order: 0, createdAt: clock.now(), deleted: false }),
  );
  tell(sandbox, `管理员新建了标签:${names.join('、')}`);
  if (!known) tellTagChange(sandbox, 'create', group.id, 'tag_group');
  for (const tag of tags) tellTagChange(sandbox, 'create', tag.id, 'tag');
  return group;
}

export function renameTag(sandbox: Sandbox, id: string, name: string): void {
  const { world } = sandbox;
  requireName(name);
  const tag = world.tags.get(id);
  if (tag && !tag.deleted) world.tags.put({ ...tag, name });
  else world.tagGroups.put({ ...liveGroup(sandbox, id), name });
  tell(sandbox, `管理员把标签改名为「${name}」`);
  tellTagChange(sandbox, 'update', id, tag ? 'tag' : 'tag_group');
}

/** For a group only one event is sent, none for its tags. */
export function deleteTags(sandbox: Sandbox, target: { tagId?: string; groupId?: string }): void {
  const { world } = sandbox;
  if (target.groupId) {
    const group = liveGroup(sandbox, target.groupId);
    for (const tag of liveTags(world, group.id)) dropTag(world, tag);
    world.tagGroups.put({ ...group, deleted: true });
    tell(sandbox, `管理员删除了标签组「${group.name}」`);
    tellTagChange(sandbox, 'delete', group.id, 'tag_group');
    return;
  }
  const tag = liveTag(sandbox, target.tagId ?? '');
  dropTag(world, tag);
  tell(sandbox, `管理员删除了标签「${tag.name}」`);
  tellTagChange(sandbox, 'delete', tag.id, 'tag');
  if (world.tagGroups.get(tag.groupId)?.deleted) tellTagChange(sandbox, 'delete', tag.groupId, 'tag_group');
}

export function reorderTags(sandbox: Sandbox, groupId: string | undefined, ids: string[]): void {
  const { world } = sandbox;
  if (groupId) {
    const tags = ids.map((id) => liveTag(sandbox, id));
    if (tags.some((tag) => tag.groupId !== groupId)) throw new ActError('invalid', '标签不在这个组里', 'ids');
    tags.forEach((tag, index) => world.tags.put({ ...tag, order: tags.length - index }));
  } else {
    const groups = ids.map((id) => liveGroup(sandbox, id));
    groups.forEach((group, index) => world.tagGroups.put({ ...group, order: groups.length - index }));
  }
  tell(sandbox, '管理员调整了标签顺序');
  tellTagShuffle(sandbox, groupId ?? '');
}

function liveGroup(sandbox: Sandbox, id: string): TagGroup {
  const group = sandbox.world.tagGroups.get(id);
  if (!group || group.deleted) throw new ActError('not_found', '标签或标签组不存在');
  return group;
}

function liveTag(sandbox: Sandbox, id: string): Tag {
  const tag = sandbox.world.tags.get(id);
  if (!tag || tag.deleted) throw new ActError('not_found', '标签不存在');
  return tag;
}

function requireName(name: string): string {
  if (name.trim() === '' || [...name].length > 30) throw new ActError('invalid', '名称为 1 到 30 个字', 'name');
  return name;
}

function tell(sandbox: Sandbox, text: string): void {
  sandbox.live.tell({ kind: 'tags', by: 'console', text });
}
