import { z } from 'zod';
import { utf8Bytes } from '../formulas/utf8-bytes.ts';
import { Id, IdempotencyKey, page, pageQuery, Timestamp, UserId } from './common.ts';
import { DepartmentId } from './corp.ts';
import { MemberRef } from './customer.ts';
import { endpoint } from './endpoint.ts';

/** Company moments (企业朋友圈, docs 95094, 93333): reps publish them in their client, customers like and comment. */

/**
 * `making`: WeCom is asked; `running`: reps publish; `failed`: WeCom would not take it; `unknown`: WeCom was asked and never told what came of it.
 */
export const MomentStatus = z.enum(['making', 'running', 'ended', 'cancelled', 'failed', 'unknown']);
export type MomentStatus = z.infer<typeof MomentStatus>;

export const MomentMedia = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('images'), assetIds: z.array(Id).min(1).max(9) }),
  z.strictObject({ kind: z.literal('video'), assetId: Id }),
  z.strictObject({
    kind: z.literal('link'),
    title: z.string().trim().min(1, '请填写链接标题').max(64),
    url: z.url({ protocol: /^https?$/, error: '请填写 http:// 或 https:// 开头的网址' }).max(2048),
    coverAssetId: Id,
  }),
]);
export type MomentMedia = z.infer<typeof MomentMedia>;

export const MomentDraft = z
  .strictObject({
    text: z
      .string()
      .trim()
      .max(2000)
      .refine((text) => utf8Bytes(text) <= 4000, '文字太长,企业微信最多收 4000 字节(约 1300 个汉字)'),
    media: MomentMedia.default({ kind: 'none' }),
    /** Both empty: everybody in the scope of whoever asks. */
    userIds: z.array(UserId).max(1000).default([]),
    departmentIds: z.array(DepartmentId).max(200).default([]),
    /** Corp tags; empty: all customers of those who publish. */
    tagIds: z.array(z.string().min(1).max(64)).max(100).default([]),
    idempotencyKey: IdempotencyKey.optional(),
  })
  .refine(({ text, media }) => text !== '' || media.kind !== 'none', {
    message: '请填写文字或选择图片',
    path: ['text'],
  });
export type MomentDraft = z.infer<typeof MomentDraft>;

export const MomentView = z.object({
  id: Id,
  text: z.string(),
  media: MomentMedia,
  userIds: z.array(UserId),
  departmentIds: z.array(DepartmentId),
  tagIds: z.array(z.string()),
  /** Who publishes it and who sees it, as a person says it. */
  sentence: z.string(),
  status: MomentStatus,
  /** Phrase key of what went wrong; null while all is well. */
  problem: z.string().nullable(),
  reps: z.object({ total: z.int(), published: z.int() }),
  counts: z.object({ reached: z.int(), likes: z.int(), comments: z.int() }),
  /** Whom WeCom did not ask to publish, and by which tags it could not choose customers. */
  leftOut: z.object({ members: z.array(MemberRef), departments: z.array(z.string()), tags: z.array(z.string()) }),
  createdBy: MemberRef,
  createdAt: Timestamp,
  /** When WeCom was last asked how it goes. */
  readAt: Timestamp.nullable(),
  can: z.object({ cancel: z.boolean() }),
});
export type MomentView = z.infer<typeof MomentView>;

export const MomentRep = z.object({
  member: MemberRef,
  isPublished: z.boolean(),
  reached: z.int(),
  likes: z.int(),
  comments: z.int(),
});
export type MomentRep = z.infer<typeof MomentRep>;

export const MomentReactionRow = z.object({
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }),
  member: MemberRef,
  kind: z.enum(['like', 'comment']),
  at: Timestamp,
});
export type MomentReactionRow = z.infer<typeof MomentReactionRow>;

const params = z.object({ momentId: Id });
const roles = ['admin', 'manager'] as const;

export const listMoments = endpoint({
  method: 'GET',
  path: '/api/moments',
  audience: 'member',
  roles,
  summary: 'Company moments, newest first: one’s own; for admins everybody’s',
  query: z.object(pageQuery),
  response: page(MomentView),
});

export const getMoment = endpoint({
  method: 'GET',
  path: '/api/moments/:momentId',
  audience: 'member',
  roles,
  summary: 'One moment with how far it is',
  params,
  response: MomentView,
});

export const createMoment = endpoint({
  method: 'POST',
  path: '/api/moments',
  audience: 'member',
  roles,
  summary: 'Ask reps to publish a moment; they confirm it in their client',
  body: MomentDraft,
  response: MomentView,
});

export const cancelMoment = endpoint({
  method: 'POST',
  path: '/api/moments/:momentId/cancel',
  audience: 'member',
  roles,
  summary: 'Stop it for whoever has not published it; what was published stays (doc 97612)',
  params,
  response: MomentView,
});

export const listMomentReps = endpoint({
  method: 'GET',
  path: '/api/moments/:momentId/reps',
  audience: 'member',
  roles,
  summary: 'Who of the viewer’s people has published it, and what it brought each',
  params,
  query: z.object(pageQuery),
  response: page(MomentRep),
});

export const listMomentReactions = endpoint({
  method: 'GET',
  path: '/api/moments/:momentId/reactions',
  audience: 'member',
  roles,
  summary: 'Who liked or commented, newest first, of the customers the viewer may see; WeCom never tells the words',
  params,
  query: z.object(pageQuery),
  response: page(MomentReactionRow),
});
