import { z } from 'zod';
import { Empty, Id, Timestamp } from './common.ts';
import { MemberRef } from './customer.ts';
import { endpoint } from './endpoint.ts';
import { bytesUpTo, WelcomeAttachment } from './welcome.ts';

/** Group welcome messages (入群欢迎语素材, doc 92366). Which one a group uses its owner chooses in the client; no API can. */
export const GROUP_WELCOME_TEXT_BYTES = 3000;
const managers = ['admin', 'manager'] as const;

export const GroupWelcomeSettings = z
  .object({
    name: z.string().trim().min(1).max(30),
    /** `{客户昵称}` becomes the name of whoever joined. */
    text: bytesUpTo(GROUP_WELCOME_TEXT_BYTES),
    attachment: WelcomeAttachment.nullable(),
  })
  .refine((body) => body.text.trim() !== '' || body.attachment !== null, {
    message: '文字和附件至少填一项',
    path: ['text'],
  });
export type GroupWelcomeSettings = z.infer<typeof GroupWelcomeSettings>;

export const GroupWelcomeView = z.object({
  id: Id,
  name: z.string(),
  text: z.string(),
  attachment: WelcomeAttachment.nullable(),
  /** `unknown`: WeCom did not answer, and nobody can look up whether it has it. */
  status: z.enum(['draft', 'asking', 'active', 'unknown']),
  problem: z.string().nullable(),
  createdBy: MemberRef,
  updatedAt: Timestamp,
});
export type GroupWelcomeView = z.infer<typeof GroupWelcomeView>;

const params = z.object({ welcomeId: Id });

export const listGroupWelcomes = endpoint({
  method: 'GET',
  path: '/api/group-welcomes',
  audience: 'member',
  roles: managers,
  summary: 'Group welcome messages, newest first; a company has at most 100',
  response: z.object({ items: z.array(GroupWelcomeView) }),
});

export const createGroupWelcome = endpoint({
  method: 'POST',
  path: '/api/group-welcomes',
  audience: 'member',
  roles: managers,
  summary: 'Write a welcome message; WeCom is told by the outbox',
  body: GroupWelcomeSettings.safeExtend({ notify: z.boolean().default(true) }),
  response: GroupWelcomeView,
});

export const updateGroupWelcome = endpoint({
  method: 'PUT',
  path: '/api/group-welcomes/:welcomeId',
  audience: 'member',
  roles: managers,
  summary: 'Change a welcome message, in every group that uses it; refused while WeCom is being told of the one before',
  params,
  body: GroupWelcomeSettings,
  response: GroupWelcomeView,
});

export const retryGroupWelcome = endpoint({
  method: 'POST',
  path: '/api/group-welcomes/:welcomeId/retry',
  audience: 'member',
  roles: managers,
  summary: 'Make one whose outcome is unknown once more: WeCom may then have it twice',
  params,
  response: GroupWelcomeView,
});

export const deleteGroupWelcome = endpoint({
  method: 'DELETE',
  path: '/api/group-welcomes/:welcomeId',
  audience: 'member',
  roles: managers,
  summary: 'Delete a welcome message; groups that used it greet no more',
  params,
  response: Empty,
});
