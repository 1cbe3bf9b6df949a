import { z } from 'zod';
import { ChatTarget } from './chat-target.ts';
import { Day, Empty, Id, Timestamp, UserId, page, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { MaterialKind, SendWay } from './material-content.ts';

/** Sending from the sidebar: the server prepares, the WeCom client sends (`sendChatMessage`), the page reports what came of it. */

/** What `sendChatMessage` is given (wecom-client-jssdk §1.6), ready to pass on. */
export const ChatMessage = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string() }) }),
  z.object({ msgtype: z.literal('image'), image: z.object({ mediaid: z.string() }) }),
  z.object({ msgtype: z.literal('video'), video: z.object({ mediaid: z.string() }) }),
  z.object({ msgtype: z.literal('file'), file: z.object({ mediaid: z.string() }) }),
  z.object({
    msgtype: z.literal('news'),
    news: z.object({ link: z.string(), title: z.string(), desc: z.string(), imgUrl: z.string() }),
  }),
  z.object({
    msgtype: z.literal('miniprogram'),
    miniprogram: z.object({ appid: z.string(), title: z.string(), imgUrl: z.string(), page: z.string() }),
  }),
]);
export type ChatMessage = z.infer<typeof ChatMessage>;

const idempotencyKey = z.string().min(8).max(64);

export const PreparedSend = z.object({ sendId: Id, message: ChatMessage });
export type PreparedSend = z.infer<typeof PreparedSend>;

export const prepareMaterialSend = endpoint({
  method: 'POST',
  path: '/api/materials/:materialId/send',
  audience: 'member',
  summary:
    'What to hand to sendChatMessage, with a tracked link of the customer’s own; refused with `material.not_uploaded` (seconds to wait in details) while WeCom does not have the file yet',
  params: z.object({ materialId: Id }),
  body: z.object({
    to: ChatTarget,
    /** The usual way of the kind by default. */
    way: SendWay.optional(),
    /** A task this finishes. */
    taskId: Id.optional(),
    /** Made by the client; the same key prepares the same sending. */
    idempotencyKey,
  }),
  response: PreparedSend,
});

/** `cancelled`: the rep closed the client's dialogue. The others as the client worded its refusal. */
export const SendFailure = z.enum([
  'cancelled',
  'no_permission',
  'no_chat',
  'bad_picture',
  'timeout',
  'too_old',
  'other',
]);
export type SendFailure = z.infer<typeof SendFailure>;

export const reportSend = endpoint({
  method: 'POST',
  path: '/api/sends/:sendId/outcome',
  audience: 'member',
  summary: 'What the client said; only `sent` is told on the timeline. Saying it twice says it once',
  params: z.object({ sendId: Id }),
  body: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('sent') }),
    z.object({ outcome: z.literal('failed'), failure: SendFailure }),
  ]),
  response: Empty,
});

export const SendStatus = z.enum(['prepared', 'sent', 'failed']);
export type SendStatus = z.infer<typeof SendStatus>;

/** One sending of a material or a script. */
export const SendView = z.object({
  id: Id,
  material: z.object({ id: Id, kind: MaterialKind, title: z.string() }).nullable(),
  script: z.object({ id: Id, title: z.string() }).nullable(),
  by: z.object({ userId: UserId, name: z.string() }),
  customer: z.object({ id: Id, name: z.string() }).nullable(),
  chat: z.object({ chatId: z.string(), name: z.string() }).nullable(),
  way: SendWay,
  status: SendStatus,
  failure: SendFailure.nullable(),
  sentAt: Timestamp,
  /** Of tracked links: when it was first opened, how often since. */
  openedAt: Timestamp.nullable(),
  visits: z.int(),
});
export type SendView = z.infer<typeof SendView>;

export const listSends = endpoint({
  method: 'GET',
  path: '/api/sends',
  audience: 'member',
  summary:
    'What was sent, newest first: to one customer or into one group, of one material, by one member, or everything in scope',
  query: z.object({
    ...pageQuery,
    customerId: Id.optional(),
    chatId: z.string().min(1).max(64).optional(),
    materialId: Id.optional(),
    userId: UserId.optional(),
    /** Business days, both inclusive. */
    from: Day.optional(),
    to: Day.optional(),
    /** Whose link was opened; or materials without scripts. */
    only: z.enum(['opened', 'materials']).optional(),
  }),
  response: page(SendView),
});
