/** The tag library: doc 92117. Changes made here bring no callback. */
import { newTagId } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Tag, TagGroup } from '../world/types.ts';
import { dropTag, liveTagCount, liveTags } from '../world/tag-library.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { Parameters } from './parameters.ts';

const maxOrder = 2 ** 32 - 1;
const maxName = 30;

export const getCorpTagList: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/get_corp_tag_list',
  doc: '92117',
  title: '读取企业标签',
  token: 'customer',
  errors: [],
  handle({ sandbox, body }) {
    const groupIds = body.texts('group_id');
    const tagIds = body.texts('tag_id');
    const { world } = sandbox;
    // Deleted rows appear only when asked for by id; group_id wins when both are given.
    if (groupIds.length > 0) {
      const groups = groupIds.flatMap((id) => world.tagGroups.get(id) ?? []);
      return { tag_group: groups.map((group) => groupFields(group, allTags(sandbox, group), true)) };
    }
    if (tagIds.length > 0) {
      const tags = tagIds.flatMap((id) => world.tags.get(id) ?? []);
      const groups = [...new Set(tags.map((tag) => tag.groupId))].flatMap((id) => world.tagGroups.get(id) ?? []);
      return {
        tag_group: groups.map((group) =>
          groupFields(
            group,
            tags.filter((tag) => tag.groupId === group.id),
            true,
          ),
        ),
      };
    }
    const byGroup = new Map<string, Tag[]>();
    for (const tag of world.tags.values()) {
      if (tag.deleted) continue;
      const list = byGroup.get(tag.groupId);
      if (list) list.push(tag);
      else byGroup.set(tag.groupId, [tag]);
    }
    const groups = world.tagGroups.filter((group) => !group.deleted).sort(byOrder);
    return { tag_group: groups.map((group) => groupFields(group, (byGroup.get(group.id) ?? []).sort(byOrder), false)) };
  },
};

export const addCorpTag: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/add_corp_tag',
  doc: '92117',
  title: '新建企业标签',
  token: 'customer',
  errors: [40068, 40126, 60011],
  handle({ sandbox, body, now }) {
    const wanted = body.list('tag', { missing: 40063 }).map(readTag);
    const groupId = body.text('group_id');
    const groupName = groupId ? '' : body.required('group_name', { maxChars: maxName });
    const { world } = sandbox;
    const known = groupId
      ? world.tagGroups.get(groupId)
      : world.tagGroups.find((group) => group.name === groupName && !group.deleted);
    if (groupId && (!known || known.deleted)) fail(40068, groupId);
    const present = known ? liveTags(world, known.id) : [];
    const fresh = wanted.filter(
      (tag, index) => firstOfName(wanted, tag.name) === index && !present.some((old) => old.name === tag.name),
    );
    if (liveTagCount(world) + fresh.length > sandbox.limits.corpTags) fail(40126);
    const group =
      known ??
      world.tagGroups.put({
        id: newTagId(),
        name: groupName,
        order: body.int('order', { fallback: 0, min: 0, max: maxOrder }),
        createdAt: now,
        deleted: false,
        createdBy: 'app',
      });
    for (const tag of fresh)
      world.tags.put({
        id: newTagId(),
        groupId: group.id,
        name: tag.name,
        order: tag.order,
        createdAt: now,
        deleted: false,
      });
    sandbox.live.tell({ kind: 'tags', by: 'api', text: `接口新建了标签:${wanted.map((tag) => tag.name).join('、')}` });
    const names = new Set(wanted.map((tag) => tag.name));
    return {
      tag_group: groupFields(
        group,
        liveTags(world, group.id).filter((tag) => names.has(tag.name)),
        false,
      ),
    };
  },
};

export const editCorpTag: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/edit_corp_tag',
  doc: '92117',
  title: '修改企业标签',
  token: 'customer',
  errors: [40068, 60011],
  handle({ sandbox, body }) {
    const id = body.required('id');
    const { world } = sandbox;
    const tag = world.tags.get(id);
    const group = tag ? world.tagGroups.get(tag.groupId) : world.tagGroups.get(id);
    const target = tag ?? group;
    if (!target || target.deleted || !group) return fail(40068, id);
    refuseForeign(group);
    if (!body.has('name') && !body.has('order')) fail(40063, 'name and order');
    const name = body.has('name') ? body.required('name', { maxChars: maxName }) : target.name;
    const order = body.int('order', { fallback: target.order, min: 0, max: maxOrder });
    const taken = tag
      ? liveTags(world, group.id).some((other) => other.id !== id && other.name === name)
      : world.tagGroups.find((other) => other.id !== id && !other.deleted && other.name === name) !== undefined;
    if (taken) fail(40035, 'name is taken');
    if (tag) world.tags.put({ ...tag, name, order });
    else world.tagGroups.put({ ...group, name, order });
    sandbox.live.tell({ kind: 'tags', by: 'api', text: `接口修改了标签「${name}」` });
  },
};

/** Deleting the last tag of a group deletes the group. */
export const delCorpTag: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/del_corp_tag',
  doc: '92117',
  title: '删除企业标签',
  token: 'customer',
  errors: [40068, 60011],
  handle({ sandbox, body }) {
    const { world } = sandbox;
    const groups = body.texts('group_id').map((id) => liveOf(world.tagGroups.get(id)) ?? fail(40068, id));
    const tags = body.texts('tag_id').map((id) => liveOf(world.tags.get(id)) ?? fail(40068, id));
    if (groups.length === 0 && tags.length === 0) fail(40063, 'tag_id and group_id');
    for (const group of [...groups, ...tags.flatMap((tag) => world.tagGroups.get(tag.groupId) ?? [])])
      refuseForeign(group);
    for (const tag of [...tags, ...groups.flatMap((group) => liveTags(world, group.id))]) dropTag(world, tag);
    sandbox.live.tell({ kind: 'tags', by: 'api', text: `接口删除了 ${tags.length + groups.length} 个标签或标签组` });
  },
};

export const corpTagEndpoints = [getCorpTagList, addCorpTag, editCorpTag, delCorpTag];

/** An app may edit and delete only tags it created (doc 92117); the code for others is not documented. */
function refuseForeign(group: TagGroup): void {
  if (group.createdBy !== 'app') fail(60011, 'created in the console');
}

function liveOf<T extends { deleted: boolean }>(row: T | undefined): T | undefined {
  return row && !row.deleted ? row : undefined;
}

function readTag(item: unknown): { name: string; order: number } {
  if (typeof item !== 'object' || item === null) return fail(40035, 'tag');
  const tag = new Parameters(item as Record<string, unknown>);
  return {
    name: tag.required('name', { maxChars: maxName }),
    order: tag.int('order', { fallback: 0, min: 0, max: maxOrder }),
  };
}

const firstOfName = (tags: { name: string }[], name: string): number => tags.findIndex((tag) => tag.name === name);

const allTags = (sandbox: Sandbox, group: TagGroup): Tag[] =>
  sandbox.world.tags.filter((tag) => tag.groupId === group.id).sort(byOrder);

const byOrder = (a: { order: number; createdAt: number }, b: { order: number; createdAt: number }): number =>
  b.order - a.order || a.createdAt - b.createdAt;

function groupFields(group: TagGroup, tags: Tag[], withDeleted: boolean): Record<string, unknown> {
  const row = (item: Tag | TagGroup): Record<string, unknown> => ({
    create_time: Math.floor(item.createdAt / 1_000),
    order: item.order,
    ...(withDeleted ? { deleted: item.deleted } : {}),
  });
  return {
    group_id: group.id,
    group_name: group.name,
    ...row(group),
    tag: tags.map((tag) => ({ id: tag.id, name: tag.name, ...row(tag) })),
  };
}
