import { z } from 'zod';
import type { ChatContent } from '../chat-content.ts';
import { Id, page, pageBody, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Archived chats (会话存档): reading, searching, their files, and taking them out. What a viewer may see: see `chatScopeSql`. */

export const ChatKind = z.enum(['single', 'group', 'internal']);
export type ChatKind = z.infer<typeof ChatKind>;

/** `unknown`: WeCom has not said yet; shown like `refused`, but asked for. */
export const ChatConsent = z.enum(['unknown', 'agreed', 'refused']);
export type ChatConsent = z.infer<typeof ChatConsent>;

const ChatId = z.string().min(1).max(64);
const Text = z.string().trim().min(1).max(50);

export const ChatConversationView = z.object({
  id: Id,
  kind: ChatKind,
  /** The customer's, the group's or the members' names: what a list shows. */
  title: z.string(),
  /** Of a single chat. */
  member: z.object({ userId: UserId, name: z.string() }).nullable(),
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }).nullable(),
  group: z.object({ chatId: ChatId, name: z.string() }).nullable(),
  consent: ChatConsent,
  consentAt: Timestamp.nullable(),
  /** Whether its messages are shown: consent, where consent is needed. */
  isShown: z.boolean(),
  lastMessageAt: Timestamp,
  /** Of the message that came into our books last; 0 where messages are not shown. */
  lastPosition: z.int(),
  /** One line of the last message; null where it is not shown. */
  lastSummary: z.string().nullable(),
});
export type ChatConversationView = z.infer<typeof ChatConversationView>;

/** A piece of `textOf(content)`, in UTF-16 units, that a rule, a quality check or the search looked for. */
export const ChatMark = z.object({
  start: z.int(),
  end: z.int(),
  kind: z.enum(['rule', 'quality', 'search']),
  /** The rule's or word group's name; the searched text. */
  label: z.string(),
});
export type ChatMark = z.infer<typeof ChatMark>;

export const ChatMessageView = z.object({
  position: z.int(),
  sender: z.object({
    kind: z.enum(['member', 'customer', 'robot']),
    id: z.string(),
    name: z.string(),
    avatar: z.string().nullable(),
    customerId: Id.nullable(),
  }),
  sentAt: Timestamp,
  type: z.string(),
  /** Of a message taken back too: both facts are kept. */
  content: z.custom<ChatContent>((value) => typeof value === 'object' && value !== null),
  revokedAt: Timestamp.nullable(),
  marks: z.array(ChatMark),
  /** The files named in `content`, by their `mediaId`: `waiting` until downloaded. */
  files: z.array(
    z.object({ mediaId: z.string(), status: z.enum(['waiting', 'stored', 'gave_up']), size: z.int().nullable() }),
  ),
});
export type ChatMessageView = z.infer<typeof ChatMessageView>;

export const searchChats = endpoint({
  method: 'POST',
  path: '/api/chats/search',
  audience: 'member',
  summary: 'Archived conversations the viewer may see, the last one first; reps their own',
  body: z.object({
    ...pageBody,
    kind: ChatKind.optional(),
    /** Of the customer or the group. */
    name: Text.optional(),
    userId: UserId.optional(),
    customerId: Id.optional(),
    chatId: ChatId.optional(),
    consent: ChatConsent.optional(),
  }),
  response: page(ChatConversationView),
});

const conversationParams = z.object({ conversationId: Id });

export const getChat = endpoint({
  method: 'GET',
  path: '/api/chats/:conversationId',
  audience: 'member',
  summary: 'One conversation, without its messages',
  params: conversationParams,
  response: ChatConversationView,
});

/** One of `around`, `at`, `before`, `after`, or none for the latest. Refused with `chat.no_consent` where messages are not shown. */
export const getChatMessages = endpoint({
  method: 'GET',
  path: '/api/chats/:conversationId/messages',
  audience: 'member',
  summary: 'Messages in their order, oldest first; that somebody looked is audited',
  params: conversationParams,
  query: z.object({
    /** A position: half of the page before it, half after. */
    around: z.coerce.number().int().positive().optional(),
    /** Jump to a moment: the first messages sent then or later. */
    at: z.coerce.number().int().nonnegative().optional(),
    /** Positions, excluded. */
    before: z.coerce.number().int().positive().optional(),
    after: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(40),
  }),
  response: z.object({ items: z.array(ChatMessageView), hasBefore: z.boolean(), hasAfter: z.boolean() }),
});

export const ChatSearchHit = z.object({ conversation: ChatConversationView, message: ChatMessageView });
export type ChatSearchHit = z.infer<typeof ChatSearchHit>;

export const searchChatMessages = endpoint({
  method: 'POST',
  path: '/api/chats/messages/search',
  audience: 'member',
  summary: 'Messages that hold a text, newest first; audited, without the text',
  body: z.object({
    ...pageBody,
    text: Text,
    conversationId: Id.optional(),
    userId: UserId.optional(),
    customerId: Id.optional(),
    chatId: ChatId.optional(),
    kind: ChatKind.optional(),
    speaker: z.enum(['member', 'customer']).optional(),
    from: Timestamp.optional(),
    /** Excluded. */
    to: Timestamp.optional(),
  }),
  response: page(ChatSearchHit).extend({
    /** Newest messages that cannot be found yet: the index follows behind. */
    behind: z.int(),
  }),
});

/**
 * Answers the bytes with their own type; what a browser could run is offered for download. Ranges for voice and video. `as=wav`: a voice
 * message as browsers play it; WeCom's AMR none does.
 */
export const getChatMedia = endpoint({
  method: 'GET',
  path: '/api/chat-media/:mediaId',
  audience: 'member',
  summary: 'A file of an archived chat',
  params: z.object({ mediaId: z.string().regex(/^[\w-]{43}$/) }),
  query: z.object({ as: z.literal('wav').optional() }),
  response: z.undefined(),
});

const leads = ['admin', 'manager'] as const;
export const ChatExportState = z.enum(['waiting', 'refused', 'approved', 'ready', 'failed', 'expired']);
export type ChatExportState = z.infer<typeof ChatExportState>;
const Person = z.object({ userId: UserId, name: z.string() });

export const ChatExportView = z.object({
  id: Id,
  conversation: ChatConversationView.pick({ id: true, kind: true, title: true, member: true }),
  from: Timestamp,
  /** Excluded. */
  to: Timestamp,
  reason: z.string(),
  state: ChatExportState,
  askedBy: Person,
  askedAt: Timestamp,
  decidedBy: Person.nullable(),
  decidedAt: Timestamp.nullable(),
  note: z.string().nullable(),
  /** Messages in the file; null until it is ready. */
  messages: z.int().nullable(),
  /** When the file is deleted. */
  expiresAt: Timestamp.nullable(),
  can: z.object({ decide: z.boolean(), download: z.boolean() }),
});
export type ChatExportView = z.infer<typeof ChatExportView>;

export const listChatExports = endpoint({
  method: 'POST',
  path: '/api/chat-exports/search',
  audience: 'member',
  roles: leads,
  summary: 'Requests to take chats out: own ones; all for admins; newest first',
  body: z.object({ ...pageBody, state: ChatExportState.optional() }),
  response: page(ChatExportView),
});

export const requestChatExport = endpoint({
  method: 'POST',
  path: '/api/chat-exports',
  audience: 'member',
  roles: leads,
  summary: 'Ask for a file with the messages of a conversation; an admin other than the asker decides',
  body: z
    .object({ conversationId: Id, from: Timestamp, to: Timestamp, reason: z.string().trim().min(2).max(200) })
    .refine(({ from, to }) => from < to, '结束时间要晚于开始时间'),
  response: ChatExportView,
});

const exportParams = z.object({ exportId: Id });

export const decideChatExport = endpoint({
  method: 'POST',
  path: '/api/chat-exports/:exportId/decision',
  audience: 'member',
  roles: ['admin'],
  summary: 'Approve or refuse somebody else’s request; the first decision counts',
  params: exportParams,
  body: z.object({ decision: z.enum(['approved', 'refused']), note: z.string().trim().max(200).optional() }),
  response: ChatExportView,
});

/** A self-contained HTML page; only whoever asked may take it, until it expires. */
export const getChatExportFile = endpoint({
  method: 'GET',
  path: '/api/chat-exports/:exportId/file',
  audience: 'member',
  roles: leads,
  summary: 'The file of an approved request; every download is audited',
  params: exportParams,
  response: z.undefined(),
});
