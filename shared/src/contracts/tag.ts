import { z } from 'zod';
import { Empty, Id, page, pageQuery, Timestamp, UserId } from './common.ts';
import { DepartmentId } from './corp.ts';
import { CustomerFilter } from './customer-list.ts';
import { endpoint } from './endpoint.ts';

/** Corp tags (doc 92117). Names: up to 30 characters. */
export const TagName = z.string().trim().min(1).max(30);
/** WeCom's id of a tag (`et…`) or of a group. */
export const TagId = z.string().min(1).max(64);

export const TagView = z.object({
  id: TagId,
  groupId: TagId,
  name: z.string(),
  sort: z.int(),
  /** Ours to rename and delete: WeCom lets an app change only the tags it created. Others may still be put on customers. */
  editable: z.boolean(),
});
export type TagView = z.infer<typeof TagView>;

export const TagGroupView = z.object({
  id: TagId,
  name: z.string(),
  sort: z.int(),
  /** Only members of these departments (and those below) see the group; null: everybody. */
  departmentIds: z.array(DepartmentId).nullable(),
  tags: z.array(TagView),
  can: z.object({
    rename: z.boolean(),
    delete: z.boolean(),
    addTags: z.boolean(),
    reorder: z.boolean(),
    limitDepartments: z.boolean(),
  }),
});
export type TagGroupView = z.infer<typeof TagGroupView>;

const groupParams = z.object({ groupId: TagId });
const tagParams = z.object({ tagId: TagId });
const managers = ['admin', 'manager'] as const;
const TagNames = z
  .array(TagName)
  .min(1)
  .max(100)
  .refine((names) => new Set(names).size === names.length, { message: '标签名重复' });

export const listTagGroups = endpoint({
  method: 'GET',
  path: '/api/tag-groups',
  audience: 'member',
  summary: 'The whole tag library that the viewer may use, in WeCom order (at most 10,000 tags)',
  response: z.object({ items: z.array(TagGroupView), can: z.object({ create: z.boolean() }) }),
});

export const createTagGroup = endpoint({
  method: 'POST',
  path: '/api/tag-groups',
  audience: 'member',
  roles: managers,
  summary: 'Create a group with its first tags in WeCom',
  body: z.object({
    name: TagName,
    tagNames: TagNames,
    departmentIds: z.array(DepartmentId).max(200).nullable().default(null),
  }),
  response: TagGroupView,
});

export const updateTagGroup = endpoint({
  method: 'PUT',
  path: '/api/tag-groups/:groupId',
  audience: 'member',
  roles: managers,
  summary: 'Rename a group or limit it to departments',
  params: groupParams,
  body: z.object({ name: TagName.optional(), departmentIds: z.array(DepartmentId).max(200).nullable().optional() }),
  response: TagGroupView,
});

export const deleteTagGroup = endpoint({
  method: 'DELETE',
  path: '/api/tag-groups/:groupId',
  audience: 'member',
  roles: managers,
  summary: 'Delete a group and all its tags in WeCom; who carried them stays in the history',
  params: groupParams,
  response: Empty,
});

export const createTags = endpoint({
  method: 'POST',
  path: '/api/tag-groups/:groupId/tags',
  audience: 'member',
  roles: managers,
  summary: 'Add tags to a group',
  params: groupParams,
  body: z.object({ names: TagNames }),
  response: TagGroupView,
});

export const orderTagGroups = endpoint({
  method: 'PUT',
  path: '/api/tag-group-order',
  audience: 'member',
  roles: managers,
  summary: 'Put the groups in this order',
  body: z.object({ groupIds: z.array(TagId).min(1).max(3000) }),
  response: Empty,
});

export const orderTags = endpoint({
  method: 'PUT',
  path: '/api/tag-groups/:groupId/tag-order',
  audience: 'member',
  roles: managers,
  summary: 'Put the tags of a group in this order',
  params: groupParams,
  body: z.object({ tagIds: z.array(TagId).min(1).max(3000) }),
  response: TagGroupView,
});

export const renameTag = endpoint({
  method: 'PUT',
  path: '/api/tags/:tagId',
  audience: 'member',
  roles: managers,
  summary: 'Rename a tag',
  params: tagParams,
  body: z.object({ name: TagName }),
  response: TagView,
});

export const deleteTag = endpoint({
  method: 'DELETE',
  path: '/api/tags/:tagId',
  audience: 'member',
  roles: managers,
  summary: 'Delete a tag in WeCom; the last tag of a group takes the group along',
  params: tagParams,
  response: Empty,
});

/** Marking many customers at once. */
export const TagJobView = z.object({
  id: Id,
  addTagIds: z.array(TagId),
  removeTagIds: z.array(TagId),
  /** `collecting`: those whom the filter fits are still being found; `totalCount` grows. */
  status: z.enum(['collecting', 'waiting', 'running', 'done', 'cancelled', 'failed']),
  totalCount: z.int().nonnegative(),
  doneCount: z.int().nonnegative(),
  /** Customers left as they were: gone, or no longer in the starter's scope. */
  skippedCount: z.int().nonnegative(),
  startedBy: z.object({ userId: UserId, name: z.string() }),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  can: z.object({ cancel: z.boolean() }),
});
export type TagJobView = z.infer<typeof TagJobView>;

const jobParams = z.object({ jobId: Id });

export const startTagJob = endpoint({
  method: 'POST',
  path: '/api/tag-jobs',
  audience: 'member',
  summary: 'Put tags on, or take them off, many customers; progress is `tag_job.progressed` on /api/live',
  body: z
    .object({
      customerIds: z.array(Id).min(1).max(10_000).optional(),
      /** Instead: everybody in the starter's scope whom it fits, as many as they are. */
      filter: CustomerFilter.optional(),
      addTagIds: z.array(TagId).max(100).default([]),
      removeTagIds: z.array(TagId).max(100).default([]),
    })
    .refine((body) => (body.customerIds === undefined) !== (body.filter === undefined), {
      message: '请选择客户',
      path: ['customerIds'],
    })
    .refine((body) => body.addTagIds.length + body.removeTagIds.length > 0, {
      message: '请选择标签',
      path: ['addTagIds'],
    })
    .refine((body) => !body.addTagIds.some((tagId) => body.removeTagIds.includes(tagId)), {
      message: '同一个标签不能既打上又移除',
      path: ['removeTagIds'],
    }),
  response: TagJobView,
});

export const listTagJobs = endpoint({
  method: 'GET',
  path: '/api/tag-jobs',
  audience: 'member',
  summary: 'Bulk marking, newest first: one’s own, for admins everybody’s',
  query: z.object(pageQuery),
  response: page(TagJobView),
});

export const getTagJob = endpoint({
  method: 'GET',
  path: '/api/tag-jobs/:jobId',
  audience: 'member',
  summary: 'Progress of one bulk marking',
  params: jobParams,
  response: TagJobView,
});

export const cancelTagJob = endpoint({
  method: 'POST',
  path: '/api/tag-jobs/:jobId/cancel',
  audience: 'member',
  summary: 'Stop after the customers under way; what is marked stays marked',
  params: jobParams,
  response: TagJobView,
});
