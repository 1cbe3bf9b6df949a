import { z } from 'zod';
import { Id, Timestamp } from './common.ts';
import { PosterDesign } from './poster.ts';
import { bytesUpTo } from './welcome.ts';

/** What materials are: their kinds, the ways into a chat, and what each kind holds. */

export const MaterialKind = z.enum([
  'text',
  'image',
  'video',
  'file',
  'brochure',
  'article',
  'case',
  'link',
  'miniprogram',
  'live',
  'poster',
]);
export type MaterialKind = z.infer<typeof MaterialKind>;

/**
 * How a material reaches the chat: `link` as a card with a tracked link of the customer's own (what she opens is seen), `media` as the
 * picture, video or file itself, `text` as words, `miniprogram` as a card of a mini-program.
 */
export const SendWay = z.enum(['link', 'media', 'text', 'miniprogram']);
export type SendWay = z.infer<typeof SendWay>;

/** The ways of a kind, the usual one first. */
export const waysOfKind = {
  text: ['text'],
  image: ['media'],
  video: ['link', 'media'],
  file: ['media'],
  brochure: ['link', 'media'],
  article: ['link'],
  case: ['link'],
  link: ['link'],
  miniprogram: ['miniprogram'],
  live: ['link'],
  /** Drawn for the customer who gets it. */
  poster: ['media'],
} as const satisfies Record<MaterialKind, readonly SendWay[]>;

const webAddress = z
  .url({ protocol: /^https?$/, error: '请填写 http:// 或 https:// 开头的网址' })
  .pipe(bytesUpTo(2048));
/** Rich text as the editor makes it; the server keeps only what is harmless. */
const html = z.string().min(1, '请填写正文').max(400_000, '正文太长');

/** What a material holds, by kind. `assetId`s name files of the media library. */
export const MaterialContent = z.discriminatedUnion('kind', [
  /** May hold the variables of scripts: `{客户昵称}`, `{员工姓名}` … */
  z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1, '请填写文字').pipe(bytesUpTo(4000)) }),
  z.strictObject({ kind: z.literal('image'), assetId: Id }),
  z.strictObject({ kind: z.literal('video'), assetId: Id }),
  z.strictObject({ kind: z.literal('file'), assetId: Id }),
  /** A PDF that the customer turns page by page. */
  z.strictObject({ kind: z.literal('brochure'), assetId: Id }),
  z.strictObject({ kind: z.literal('article'), html, author: z.string().trim().max(30).default('') }),
  z.strictObject({
    kind: z.literal('case'),
    html,
    client: z.string().trim().min(1, '请填写客户名称').max(40),
    industry: z.string().trim().max(20).default(''),
    /** What it brought, at most four: 「工期」「缩短 30%」. */
    results: z
      .array(
        z.strictObject({
          label: z.string().trim().min(1, '请填写指标').max(12),
          value: z.string().trim().min(1, '请填写成果').max(20),
        }),
      )
      .max(4)
      .default([]),
  }),
  z.strictObject({ kind: z.literal('link'), url: webAddress }),
  z.strictObject({
    kind: z.literal('miniprogram'),
    appId: z.string().regex(/^wx[0-9a-f]{16}$/, '请填写小程序的 AppID(wx 开头,18 位)'),
    /** `.html` is added when it is sent (doc 94338). */
    page: z.string().trim().min(1, '请填写页面路径').max(1024),
  }),
  z
    .strictObject({
      kind: z.literal('live'),
      /** Where it is watched. */
      url: webAddress,
      startsAt: Timestamp,
      endsAt: Timestamp,
      host: z.string().trim().max(30).default(''),
      text: z.string().trim().max(1000).default(''),
    })
    .refine(({ startsAt, endsAt }) => startsAt < endsAt, { message: '结束时间要晚于开始时间', path: ['endsAt'] }),
  /** A picture made anew for each customer: her name, the rep's card and code. */
  z.strictObject({ kind: z.literal('poster'), design: PosterDesign }),
]);
export type MaterialContent = z.infer<typeof MaterialContent>;
