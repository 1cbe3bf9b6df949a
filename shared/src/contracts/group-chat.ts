import { z } from 'zod';
import { Cursor, Day, Empty, ExternalUserId, Id, Timestamp, UserId, page, pageBody, pageQuery } from './common.ts';
import { dayRange } from './day-range.ts';
import { MemberRef } from './customer.ts';
import { endpoint } from './endpoint.ts';
import { StageView } from './field.ts';
import { TagId } from './tag.ts';
import { TaskView } from './task.ts';

/** Customer groups (客户群): who is in them, their own tags, and what a joining leads to. */

/** WeCom's id of a group. */
export const ChatId = z.string().min(1).max(64);
const managers = ['admin', 'manager'] as const;

export const GroupTagRef = z.object({ tagId: Id, name: z.string() });
export type GroupTagRef = z.infer<typeof GroupTagRef>;

/** `owner_left`: waiting for a new owner. `unreadable`: what is shown may be old, see `problem`. */
export const GroupStatus = z.enum(['normal', 'owner_left', 'unreadable', 'dismissed']);
export type GroupStatus = z.infer<typeof GroupStatus>;

const rowParts = {
  chatId: ChatId,
  /** Empty for a group without a name. */
  name: z.string(),
  owner: MemberRef,
  status: GroupStatus,
  /** Error code, a phrase key. */
  problem: z.string().nullable(),
  memberCount: z.int().nonnegative(),
  /** Not of the company. */
  externalCount: z.int().nonnegative(),
  /** Of those, customers in our books. */
  customerCount: z.int().nonnegative(),
  tags: z.array(GroupTagRef),
  createdAt: Timestamp,
  dismissedAt: Timestamp.nullable(),
};
export const GroupRow = z.object(rowParts);
export type GroupRow = z.infer<typeof GroupRow>;

export const GroupView = z.object({
  ...rowParts,
  notice: z.string().nullable(),
  admins: z.array(MemberRef),
  syncedAt: Timestamp,
  joinedToday: z.int().nonnegative(),
  leftToday: z.int().nonnegative(),
  /** When the viewer looked last in the sidebar, and how many outside people came since. Null: never, nobody is new. */
  look: z.object({ at: Timestamp.nullable(), newCount: z.int().nonnegative() }),
  openTaskCount: z.int().nonnegative(),
  can: z.object({ editTags: z.boolean(), editRules: z.boolean() }),
});
export type GroupView = z.infer<typeof GroupView>;

const chatParams = z.object({ chatId: ChatId });

export const listGroups = endpoint({
  method: 'POST',
  path: '/api/groups/search',
  audience: 'member',
  summary: 'Customer groups the viewer may see, newest first',
  body: z.object({
    ...pageBody,
    /** Part of the name. */
    q: z.string().trim().min(1).max(40).optional(),
    ownerUserId: UserId.optional(),
    tagId: Id.optional(),
    /** Absent: all but dismissed ones. */
    status: GroupStatus.optional(),
  }),
  response: page(GroupRow),
});

export const getGroup = endpoint({
  method: 'GET',
  path: '/api/groups/:chatId',
  audience: 'member',
  summary: 'One customer group; `group_chat.not_found` when it is not in our books',
  params: chatParams,
  response: GroupView,
});

export const readGroup = endpoint({
  method: 'POST',
  path: '/api/groups/:chatId/read',
  audience: 'member',
  summary: 'Read a group from WeCom now: one that is not in our books yet, or that may be old',
  params: chatParams,
  response: GroupView,
});

/** Somebody in a group, or who was. */
export const GroupMemberView = z.object({
  memberId: z.string(),
  kind: z.enum(['member', 'external']),
  /** The name in WeChat or of the member; null: WeCom has not told. */
  name: z.string().nullable(),
  /** In this group. */
  nickname: z.string().nullable(),
  avatar: z.string().nullable(),
  role: z.enum(['owner', 'admin']).nullable(),
  /** A customer in our books whom the viewer may see. */
  customer: z
    .object({ id: Id, name: z.string(), externalUserId: ExternalUserId.nullable(), stage: StageView.nullable() })
    .nullable(),
  /** A customer, whether the viewer may see her or not. */
  isCustomer: z.boolean(),
  /** WeCom's `join_scene` (doc 92122): 1 invited, 2 invitation link, 3 QR code; the words are the client's. */
  joinScene: z.int(),
  inviter: MemberRef.nullable(),
  state: z.string().nullable(),
  joinedAt: Timestamp,
  leftAt: Timestamp.nullable(),
  leftHow: z.enum(['self', 'removed', 'ended']).nullable(),
  /** Came since the viewer looked last. */
  isNew: z.boolean(),
});
export type GroupMemberView = z.infer<typeof GroupMemberView>;

export const listGroupMembers = endpoint({
  method: 'POST',
  path: '/api/groups/:chatId/members/search',
  audience: 'member',
  summary: 'Who is in a group, or who left it, the latest first',
  params: chatParams,
  body: z.object({
    ...pageBody,
    q: z.string().trim().min(1).max(40).optional(),
    presence: z.enum(['in', 'left']).default('in'),
    who: z.enum(['all', 'customers', 'unknown', 'members']).default('all'),
  }),
  response: page(GroupMemberView),
});

export const GroupDay = z.object({ day: Day, joined: z.int(), left: z.int() });
export type GroupDay = z.infer<typeof GroupDay>;

export const getGroupStats = endpoint({
  method: 'GET',
  path: '/api/groups/:chatId/stats',
  audience: 'member',
  summary: 'Joined and left by business day (at most 366), and who brought how many in',
  params: chatParams,
  query: dayRange(366),
  response: z.object({
    days: z.array(GroupDay),
    inviters: z.array(z.object({ member: MemberRef, count: z.int().positive() })),
  }),
});

export const GroupChangeView = z.object({
  id: Id,
  at: Timestamp,
  kind: z.enum(['created', 'name', 'notice', 'owner', 'admins', 'status', 'dismissed', 'revived']),
  from: MemberRef.nullable(),
  to: MemberRef.nullable(),
});
export type GroupChangeView = z.infer<typeof GroupChangeView>;

export const listGroupChanges = endpoint({
  method: 'GET',
  path: '/api/groups/:chatId/changes',
  audience: 'member',
  summary: 'What changed about the group itself, newest first',
  params: chatParams,
  query: z.object({ ...pageQuery, cursor: Cursor.optional() }),
  response: page(GroupChangeView),
});

/** What happens when somebody from outside joins. */
export const GroupJoinRules = z.object({
  /** Corp tags that customers get, in WeCom too. */
  tagIds: z.array(TagId).max(20),
  notifyOwner: z.boolean(),
  creditInviter: z.boolean(),
  /** One task a day for the owner. */
  welcomeTask: z.boolean(),
  /** Whose a customer becomes who has no owner: the group's owner's, or of whoever brought her in. Null: nobody's. */
  routeTo: z.enum(['group_owner', 'inviter']).nullable().default(null),
});
export type GroupJoinRules = z.infer<typeof GroupJoinRules>;

/** Rules stand for a group, or for the mark of a group code; those of both apply. */
export const GroupJoinSubject = z.object({ kind: z.enum(['chat', 'state']), subject: z.string().min(1).max(64) });
export type GroupJoinSubject = z.infer<typeof GroupJoinSubject>;

export const getGroupJoinRules = endpoint({
  method: 'GET',
  path: '/api/group-join-rules/:kind/:subject',
  audience: 'member',
  roles: managers,
  summary: 'What a joining of this group, or through this code, leads to',
  params: GroupJoinSubject,
  response: GroupJoinRules,
});

export const saveGroupJoinRules = endpoint({
  method: 'PUT',
  path: '/api/group-join-rules/:kind/:subject',
  audience: 'member',
  roles: managers,
  summary: 'Set what a joining leads to, from now on',
  params: GroupJoinSubject,
  body: GroupJoinRules,
  response: GroupJoinRules,
});

export const changeGroupTags = endpoint({
  method: 'POST',
  path: '/api/groups/:chatId/tags',
  audience: 'member',
  summary: 'Put group tags on a group and take them off',
  params: chatParams,
  body: z.object({ add: z.array(Id).max(50).default([]), remove: z.array(Id).max(50).default([]) }),
  response: z.object({ tags: z.array(GroupTagRef) }),
});

export const lookAtGroup = endpoint({
  method: 'POST',
  path: '/api/groups/:chatId/look',
  audience: 'member',
  summary: 'The viewer has seen who is in the group: who comes later is new to her',
  params: chatParams,
  response: Empty,
});

export const listGroupTasks = endpoint({
  method: 'GET',
  path: '/api/groups/:chatId/tasks',
  audience: 'member',
  summary: 'Tasks about a group, by due time',
  params: chatParams,
  query: z.object({ ...pageQuery, status: z.enum(['open', 'closed']).default('open') }),
  response: page(TaskView),
});

export const CustomerGroupView = z.object({
  chatId: ChatId,
  name: z.string(),
  /** Null in a group that the viewer may not see, like the count. */
  owner: MemberRef.nullable(),
  memberCount: z.int().nullable(),
  joinedAt: Timestamp,
  /** The viewer may see the group. */
  can: z.object({ open: z.boolean() }),
});
export type CustomerGroupView = z.infer<typeof CustomerGroupView>;

export const listCustomerGroups = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/groups',
  audience: 'member',
  summary: 'The customer groups that a customer is in, the latest joined first (at most 100)',
  params: z.object({ customerId: Id }),
  response: z.object({ items: z.array(CustomerGroupView) }),
});
