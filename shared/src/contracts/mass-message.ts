import { z } from 'zod';
import { Cursor, Empty, Id, IdempotencyKey, page, pageBody, pageQuery, Timestamp, UserId } from './common.ts';
import { CustomerFilter } from './customer-list.ts';
import { MemberRef } from './customer.ts';
import { endpoint } from './endpoint.ts';
import { utf8Bytes } from '../formulas/utf8-bytes.ts';

/**
 * Mass messages (企业群发): one text and materials for all customers whom a filter fits. Nothing goes out by itself: WeCom gives every
 * rep a task, and she confirms it in her client (docs 92135, 93338).
 */

/** How many mass messages one customer may get (doc 92135): as many a month as it has days, 7 a week, or 1 a day. */
export const MassQuota = z.enum(['month', 'week', 'day']);
export type MassQuota = z.infer<typeof MassQuota>;

/** Customers who can get no more, as far as we know: leave them out, or ask WeCom all the same. */
export const MassOverQuota = z.enum(['skip', 'send']);
export type MassOverQuota = z.infer<typeof MassOverQuota>;

const QuotaSettings = z.object({ rule: MassQuota, over: MassOverQuota });
export type QuotaSettings = z.infer<typeof QuotaSettings>;

/** `collecting`: its customers are being written down; `sending`: the reps' tasks are being made; `running`: reps confirm. */
export const MassStatus = z.enum(['draft', 'scheduled', 'collecting', 'sending', 'running', 'ended', 'cancelled']);
export type MassStatus = z.infer<typeof MassStatus>;

/** `unreachable`: nobody of ours has her as a contact; `skipped`: left out because she can get no more; `refused`: WeCom did not take her; `unknown`: WeCom never told. */
export const MassOutcome = z.enum([
  'waiting',
  'sent',
  'not_friend',
  'over_quota',
  'skipped',
  'unreachable',
  'refused',
  'unknown',
  'cancelled',
]);
export type MassOutcome = z.infer<typeof MassOutcome>;

const MassText = z
  .string()
  .trim()
  .max(4000)
  .refine((text) => utf8Bytes(text) <= 4000, '文字太长,企业微信最多收 4000 字节(约 1300 个汉字)');

export const MassDraft = z.strictObject({
  name: z.string().trim().min(1, '请填写名称').max(40),
  /** One text, or two that are tried against each other. */
  texts: z.array(MassText).min(1).max(2),
  /** Materials in this order; WeCom takes at most nine. */
  materialIds: z.array(Id).max(9).default([]),
  filter: CustomerFilter,
  /** The segment that the filter was taken from, for the record. */
  segmentId: Id.nullable().default(null),
});
export type MassDraft = z.infer<typeof MassDraft>;
/** As a page sends it. */
export type MassDraftInput = z.input<typeof MassDraft>;

export const MassCounts = z.object({
  total: z.int(),
  waiting: z.int(),
  sent: z.int(),
  notFriend: z.int(),
  overQuota: z.int(),
  skipped: z.int(),
  unreachable: z.int(),
  refused: z.int(),
  unknown: z.int(),
  cancelled: z.int(),
});
export type MassCounts = z.infer<typeof MassCounts>;

export const MassMessageView = z.object({
  id: Id,
  name: z.string(),
  texts: z.array(z.string()),
  materials: z.array(z.object({ id: Id, title: z.string(), kind: z.string() })),
  /** null once its customers are all written down: it may hold a name. */
  filter: CustomerFilter.nullable(),
  /** The filter as a person says it, where it can be said. */
  sentence: z.string(),
  segmentId: Id.nullable(),
  status: MassStatus,
  startAt: Timestamp.nullable(),
  startedAt: Timestamp.nullable(),
  counts: MassCounts,
  /** Reps with a task, and those who have confirmed all of theirs. */
  reps: z.object({ total: z.int(), confirmed: z.int() }),
  /** Phrase key of what went wrong last; null while all is well. */
  problem: z.string().nullable(),
  createdBy: MemberRef,
  createdAt: Timestamp,
  version: z.int(),
  can: z.object({
    edit: z.boolean(),
    start: z.boolean(),
    remind: z.boolean(),
    cancel: z.boolean(),
    delete: z.boolean(),
  }),
});
export type MassMessageView = z.infer<typeof MassMessageView>;

export const MassRepProgress = z.object({
  member: MemberRef,
  customers: z.int(),
  sent: z.int(),
  /** `making`: WeCom has no task yet; `failed`: it would not take it. */
  status: z.enum(['making', 'waiting', 'confirmed', 'cancelled', 'failed']),
  problem: z.string().nullable(),
  confirmedAt: Timestamp.nullable(),
});
export type MassRepProgress = z.infer<typeof MassRepProgress>;

export const MassResultRow = z.object({
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }),
  member: MemberRef.nullable(),
  outcome: MassOutcome,
  variant: z.int(),
  at: Timestamp.nullable(),
});
export type MassResultRow = z.infer<typeof MassResultRow>;

const params = z.object({ massMessageId: Id });
const roles = ['admin', 'manager'] as const;

export const listMassMessages = endpoint({
  method: 'GET',
  path: '/api/mass-messages',
  audience: 'member',
  roles,
  summary: 'Mass messages, newest first: one’s own; for admins everybody’s. With `sopId` those that steps of it send',
  query: z.object({ ...pageQuery, sopId: Id.optional() }),
  response: page(MassMessageView),
});

export const getMassMessage = endpoint({
  method: 'GET',
  path: '/api/mass-messages/:massMessageId',
  audience: 'member',
  roles,
  summary: 'One mass message with how far it is',
  params,
  response: MassMessageView,
});

export const createMassMessage = endpoint({
  method: 'POST',
  path: '/api/mass-messages',
  audience: 'member',
  roles,
  summary: 'Write a mass message; nothing is sent yet',
  body: MassDraft.extend({ idempotencyKey: IdempotencyKey.optional() }),
  response: MassMessageView,
});

export const updateMassMessage = endpoint({
  method: 'PUT',
  path: '/api/mass-messages/:massMessageId',
  audience: 'member',
  roles,
  summary: 'Change one that has not begun; refused when somebody else has changed it meanwhile',
  params,
  body: MassDraft.extend({ version: z.int() }),
  response: MassMessageView,
});

export const deleteMassMessage = endpoint({
  method: 'DELETE',
  path: '/api/mass-messages/:massMessageId',
  audience: 'member',
  roles,
  summary: 'Delete one that has not begun',
  params,
  response: Empty,
});

export const startMassMessage = endpoint({
  method: 'POST',
  path: '/api/mass-messages/:massMessageId/start',
  audience: 'member',
  roles,
  summary: 'Begin now or at `startAt`: customers are written down then, and every rep gets her task',
  params,
  body: z.object({ startAt: Timestamp.nullable().default(null) }),
  response: MassMessageView,
});

export const cancelMassMessage = endpoint({
  method: 'POST',
  path: '/api/mass-messages/:massMessageId/cancel',
  audience: 'member',
  roles,
  summary: 'Stop what is not confirmed yet; what was sent stays sent (doc 97611)',
  params,
  response: MassMessageView,
});

export const remindMassMessage = endpoint({
  method: 'POST',
  path: '/api/mass-messages/:massMessageId/remind',
  audience: 'member',
  roles,
  summary: 'WeCom reminds the reps who have not confirmed, at most three times in 24 hours each (doc 97610)',
  params,
  body: z.object({ userId: UserId.optional() }),
  response: z.object({ reminded: z.int() }),
});

export const previewMassMessage = endpoint({
  method: 'POST',
  path: '/api/mass-messages/preview',
  audience: 'member',
  roles,
  summary:
    'How many customers and reps a filter reaches, and how many are at the limit of what they may get, or will be once reps confirm; part by part',
  body: z.object({ filter: CustomerFilter, cursor: Cursor.optional() }),
  response: z.object({
    /** Of this part: add them up until there is no cursor. */
    customers: z.int(),
    unreachable: z.int(),
    overQuota: z.int(),
    /** Others who will be at the limit once reps confirm what they were given. */
    soonOverQuota: z.int(),
    reps: z.array(z.object({ member: MemberRef, customers: z.int() })),
    cursor: z.string().nullable(),
  }),
});

export const listMassReps = endpoint({
  method: 'GET',
  path: '/api/mass-messages/:massMessageId/reps',
  audience: 'member',
  roles,
  summary: 'How far each rep is',
  params,
  query: z.object(pageQuery),
  response: page(MassRepProgress),
});

export const listMassResults = endpoint({
  method: 'POST',
  path: '/api/mass-messages/:massMessageId/results/search',
  audience: 'member',
  roles,
  summary: 'What became of each customer, of those the viewer may see',
  params,
  body: z.object({ outcome: MassOutcome.optional(), userId: UserId.optional(), ...pageBody }),
  response: page(MassResultRow),
});

export const compareMassTexts = endpoint({
  method: 'GET',
  path: '/api/mass-messages/:massMessageId/comparison',
  audience: 'member',
  roles,
  summary:
    'For each text: how many got it and replied within 48 hours, of up to 20,000 customers, and how many opened its links',
  params,
  response: z.object({
    items: z.array(
      z.object({
        variant: z.int(),
        sent: z.int(),
        replied: z.int(),
        /** All who got it, and visitors who opened one of its links; null: it has none. */
        delivered: z.int(),
        opened: z.int().nullable(),
      }),
    ),
  }),
});

export const getMassQuota = endpoint({
  method: 'GET',
  path: '/api/mass-message-quota',
  audience: 'member',
  roles,
  summary: 'The rule of how many mass messages a customer may get, and what is done with those who can get no more',
  response: QuotaSettings,
});

export const setMassQuota = endpoint({
  method: 'PUT',
  path: '/api/mass-message-quota',
  audience: 'member',
  roles: ['admin'],
  summary:
    'Say which rule is set in WeCom’s client (there is no way to read it), and whether customers who can get no more are left out',
  body: QuotaSettings,
  response: QuotaSettings,
});
