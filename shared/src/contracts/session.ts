import { z } from 'zod';
import { Empty, Timestamp, UserId } from './common.ts';
import { DepartmentId, DepartmentRef, RoleName } from './corp.ts';
import { endpoint } from './endpoint.ts';

/** Whose customers a member sees. Departments come with all their sub-departments. */
export const DataScopeView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('departments'), departmentIds: z.array(DepartmentId) }),
  z.object({ kind: z.literal('self'), userId: UserId }),
]);
export type DataScopeView = z.infer<typeof DataScopeView>;

export const MeView = z.object({
  userId: UserId,
  name: z.string(),
  avatar: z.string().nullable(),
  position: z.string().nullable(),
  departments: z.array(DepartmentRef),
  role: RoleName,
  scope: DataScopeView,
  /** Goes back as header `X-Zhike-CSRF` with every POST, PUT, PATCH and DELETE. Stays the same for the session's life. */
  csrfToken: z.string(),
  /** True in the demo: the simulated client may switch the member. */
  demo: z.boolean(),
  /** Business time of the server. Pages count from it: devices are set wrong, and the demo's clock is moved. */
  now: Timestamp,
  /** IANA name; whose midnight divides the business days. */
  timeZone: z.string(),
  can: z.object({
    manageChannels: z.boolean(),
    manageTags: z.boolean(),
    manageRoles: z.boolean(),
    seeAudit: z.boolean(),
    seeOperation: z.boolean(),
    runSync: z.boolean(),
  }),
});
export type MeView = z.infer<typeof MeView>;

export const getMe = endpoint({
  method: 'GET',
  path: '/api/me',
  audience: 'member',
  summary: 'Who is signed in, what they may do, and the token against forged requests',
  response: MeView,
});

export const signOut = endpoint({
  method: 'POST',
  path: '/auth/sign-out',
  audience: 'member',
  summary: 'End this session',
  response: Empty,
});
