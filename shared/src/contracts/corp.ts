import { z } from 'zod';
import { page, pageBody, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Members and departments as WeCom shows them to the app (its visible range), and what each member may do here. */

export const RoleName = z.enum(['admin', 'manager', 'rep']);
export type RoleName = z.infer<typeof RoleName>;

/** Where a role comes from: `ADMIN_USER_IDS`, an admin's appointment, leading a department, or nothing special. */
export const RoleOrigin = z.enum(['configuration', 'appointed', 'leader', 'default']);
export type RoleOrigin = z.infer<typeof RoleOrigin>;

/** WeCom's member status 1, 2, 4, 5; `out_of_range` once the app no longer sees the member (doc 90196). */
export const MemberStatus = z.enum(['active', 'disabled', 'not_activated', 'left', 'out_of_range']);
export type MemberStatus = z.infer<typeof MemberStatus>;

export const DepartmentId = z.int().min(1);

export const DepartmentRef = z.object({ id: DepartmentId, name: z.string() });
export type DepartmentRef = z.infer<typeof DepartmentRef>;

export const MemberView = z.object({
  userId: UserId,
  name: z.string(),
  alias: z.string().nullable(),
  avatar: z.string().nullable(),
  position: z.string().nullable(),
  departments: z.array(DepartmentRef),
  status: MemberStatus,
  /** May be added by customers: has the customer-contact function inside the visible range (doc 92571). */
  followsCustomers: z.boolean(),
  role: RoleName,
  roleOrigin: RoleOrigin,
  /** Departments whose customers a manager sees, as chosen or led, without their sub-departments. */
  managedDepartments: z.array(DepartmentRef),
  can: z.object({ changeRole: z.boolean() }),
});
export type MemberView = z.infer<typeof MemberView>;

export const DepartmentView = z.object({
  id: DepartmentId,
  name: z.string(),
  /** Null for the top of what the app sees. */
  parentId: DepartmentId.nullable(),
  sort: z.int(),
  /** Members directly in it. */
  memberCount: z.int().nonnegative(),
});
export type DepartmentView = z.infer<typeof DepartmentView>;

export const listMembers = endpoint({
  method: 'POST',
  path: '/api/members/search',
  audience: 'member',
  summary: 'Members by name order; `q` matches name, alias, user id and pinyin',
  body: z.object({
    q: z.string().trim().max(64).optional(),
    /** With all its sub-departments. */
    departmentId: DepartmentId.optional(),
    role: RoleName.optional(),
    status: MemberStatus.optional(),
    /** Only those who may be added by customers. */
    followsCustomers: z.boolean().optional(),
    /** Only the people of whoever asks: herself, those of her departments, or everybody. */
    inScope: z.boolean().optional(),
    ...pageBody,
  }),
  response: page(MemberView),
});

export const listDepartments = endpoint({
  method: 'GET',
  path: '/api/departments',
  audience: 'member',
  summary: 'Every department that the app sees, parents before children',
  response: z.object({ items: z.array(DepartmentView) }),
});

export const setMemberRole = endpoint({
  method: 'PUT',
  path: '/api/members/:userId/role',
  audience: 'member',
  roles: ['admin'],
  summary: 'Appoint a role, or with null fall back to what WeCom says (leader of a department or not)',
  params: z.object({ userId: UserId }),
  body: z.object({
    role: RoleName.nullable(),
    /** For managers: whose customers they see. Absent or null: the departments they lead, else those they are in. */
    departmentIds: z.array(DepartmentId).max(200).nullish(),
  }),
  response: MemberView,
});
