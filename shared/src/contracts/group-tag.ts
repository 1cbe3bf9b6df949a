import { z } from 'zod';
import { Empty, Id } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Tags of customer groups (群标签): ours alone, WeCom knows none; apart from customer tags. */
const Name = z.string().trim().min(1).max(30);
const managers = ['admin', 'manager'] as const;

export const GroupTagGroupView = z.object({
  id: Id,
  name: z.string(),
  tags: z.array(z.object({ id: Id, name: z.string() })),
});
export type GroupTagGroupView = z.infer<typeof GroupTagGroupView>;

const groupParams = z.object({ groupId: Id });
const tagParams = z.object({ tagId: Id });
const Names = z
  .array(Name)
  .min(1)
  .max(50)
  .refine((names) => new Set(names).size === names.length, { message: '标签名重复' });

export const listGroupTagGroups = endpoint({
  method: 'GET',
  path: '/api/group-tag-groups',
  audience: 'member',
  summary: 'All group tags in their groups',
  response: z.object({ items: z.array(GroupTagGroupView), can: z.object({ edit: z.boolean() }) }),
});

export const createGroupTagGroup = endpoint({
  method: 'POST',
  path: '/api/group-tag-groups',
  audience: 'member',
  roles: managers,
  summary: 'A group with its first tags',
  body: z.object({ name: Name, tagNames: Names }),
  response: GroupTagGroupView,
});

export const renameGroupTagGroup = endpoint({
  method: 'PUT',
  path: '/api/group-tag-groups/:groupId',
  audience: 'member',
  roles: managers,
  summary: 'Rename a group',
  params: groupParams,
  body: z.object({ name: Name }),
  response: GroupTagGroupView,
});

export const deleteGroupTagGroup = endpoint({
  method: 'DELETE',
  path: '/api/group-tag-groups/:groupId',
  audience: 'member',
  roles: managers,
  summary: 'Delete a group with its tags; they go from every customer group',
  params: groupParams,
  response: Empty,
});

export const addGroupTags = endpoint({
  method: 'POST',
  path: '/api/group-tag-groups/:groupId/tags',
  audience: 'member',
  roles: managers,
  summary: 'Add tags to a group',
  params: groupParams,
  body: z.object({ names: Names }),
  response: GroupTagGroupView,
});

export const renameGroupTag = endpoint({
  method: 'PUT',
  path: '/api/group-tags/:tagId',
  audience: 'member',
  roles: managers,
  summary: 'Rename a tag',
  params: tagParams,
  body: z.object({ name: Name }),
  response: GroupTagGroupView,
});

export const deleteGroupTag = endpoint({
  method: 'DELETE',
  path: '/api/group-tags/:tagId',
  audience: 'member',
  roles: managers,
  summary: 'Delete a tag; it goes from every customer group',
  params: tagParams,
  response: Empty,
});
