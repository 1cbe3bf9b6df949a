import { z } from 'zod';
import { Id } from './common.ts';
import { utf8Bytes } from '../formulas/utf8-bytes.ts';

/** A text whose UTF-8 form has at most `max` bytes, as WeCom counts. */
export const bytesUpTo = (max: number) =>
  z
    .string()
    .refine((text) => utf8Bytes(text) <= max, { message: `不能超过 ${max} 字节(约 ${Math.floor(max / 3)} 个汉字)` });

/** WeCom's limits (doc 92137). */
export const WELCOME_TEXT_BYTES = 4000;
export const WELCOME_ATTACHMENTS = 9;

const webAddress = z.url({ protocol: /^https?$/ }).pipe(bytesUpTo(2048));

/** One attachment; `assetId` names something uploaded to our media library. */
export const WelcomeAttachment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('image'), assetId: Id }),
  z.object({ kind: z.literal('video'), assetId: Id }),
  z.object({ kind: z.literal('file'), assetId: Id }),
  z.object({
    kind: z.literal('link'),
    title: z.string().trim().min(1).pipe(bytesUpTo(128)),
    url: webAddress,
    description: bytesUpTo(512).default(''),
    pictureUrl: webAddress.nullable().default(null),
  }),
  z.object({
    kind: z.literal('miniprogram'),
    title: z.string().trim().min(1).pipe(bytesUpTo(64)),
    appId: z.string().regex(/^wx[0-9a-f]{16}$/, '请填写小程序的 AppID(wx 开头,18 位)'),
    /** Opened in WeChat the path must end in `.html`; the server adds it. */
    page: z.string().trim().min(1).max(1024),
    coverAssetId: Id,
  }),
]);
export type WelcomeAttachment = z.infer<typeof WelcomeAttachment>;

const welcomeParts = {
  /** May hold `{客户昵称}` and `{员工姓名}`. */
  text: bytesUpTo(WELCOME_TEXT_BYTES),
  attachments: z.array(WelcomeAttachment).max(WELCOME_ATTACHMENTS),
};

const notEmpty = (part: { text: string; attachments: unknown[] }) =>
  part.text.trim() !== '' || part.attachments.length > 0;
const notEmptyMessage = { message: '文字和附件至少填一项', path: ['text'] };

export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间格式为 09:30');

/** What a customer hears at a certain time of day instead of the usual text. `to` before `from` reaches over midnight. */
export const WelcomeByTime = z
  .object({ from: ClockTime, to: ClockTime, ...welcomeParts })
  .refine(notEmpty, notEmptyMessage)
  .refine((part) => part.from !== part.to, { message: '开始和结束时间不能相同', path: ['to'] });
export type WelcomeByTime = z.infer<typeof WelcomeByTime>;

export const WelcomeMessage = z
  .object({ ...welcomeParts, byTimeOfDay: z.array(WelcomeByTime).max(10).default([]) })
  .refine(notEmpty, notEmptyMessage);
export type WelcomeMessage = z.infer<typeof WelcomeMessage>;
