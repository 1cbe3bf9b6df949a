import { ActError } from '../acts/act-error.ts';
import { recallInChat, writeInChat } from '../acts/chat.ts';
import { contentTypeOf } from '../api/media.ts';
import { mediaUrl, storeMedia } from '../api/media-store.ts';
import { markAppMessagesRead } from '../api/message.ts';
import { tellAppEvent, tellAppText } from '../callback/events.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Relation } from '../world/types.ts';
import { readChatContent } from './chat-content.ts';
import { findCustomer, findMember } from './find.ts';
import { routes } from './handler.ts';
import { matchesSearch, newestOrAfter, pageOf } from './paging.ts';
import { presentAppMessage, presentChatMessage, presentRelationOf } from './present.ts';
import type { ChatSummaryView } from './views.ts';

export const chatRoutes = routes({
  'GET /control/chats': {
    handle({ sandbox, query }) {
      const rows = summaries(sandbox, query.member, query.customer).filter((row) =>
        matchesSearch(query.search, row.customerName, row.remark, row.memberName),
      );
      rows.sort((a, b) => b.lastAt - a.lastAt);
      return pageOf(rows, query, (row) => row);
    },
  },
  'GET /control/chats/:userId/:externalUserId/messages': {
    handle({ sandbox, params, query }) {
      const { userId = '', externalUserId = '' } = params;
      const found = newestOrAfter(sandbox.world.chats.chat(userId, externalUserId)?.messages, query);
      return { items: found.map(presentChatMessage), relation: presentRelationOf(sandbox, userId, externalUserId) };
    },
  },
  'POST /control/chats/:userId/:externalUserId/messages': {
    shape: { from: 'text', text: 'text?', content: 'object?' },
    handle({ sandbox, params, body }) {
      if (body.from !== 'member' && body.from !== 'customer')
        throw new ActError('invalid', 'from 应为 member 或 customer', 'from');
      const member = findMember(sandbox, params.userId ?? '');
      const customer = findCustomer(sandbox, params.externalUserId ?? '');
      const content =
        body.text !== undefined ? readChatContent({ kind: 'text', text: body.text }) : readChatContent(body.content);
      return presentChatMessage(writeInChat(sandbox, member.userId, customer.externalUserId, body.from, content));
    },
  },
  'POST /control/chats/:userId/:externalUserId/messages/:id/recall': {
    shape: { by: 'text' },
    handle({ sandbox, params, body }) {
      if (body.by !== 'member' && body.by !== 'customer')
        throw new ActError('invalid', 'by 应为 member 或 customer', 'by');
      return presentChatMessage(recallInChat(sandbox, params.id ?? '', body.by));
    },
  },
  'POST /control/media': {
    shape: { type: 'text', filename: 'text', contentType: 'text?', base64: 'text' },
    handle({ sandbox, body }) {
      const { type, filename, contentType = '' } = body;
      if (type !== 'image' && type !== 'file') throw new ActError('invalid', 'type 应为 image 或 file', 'type');
      const bytes = Buffer.from(body.base64, 'base64');
      if (bytes.length === 0) throw new ActError('invalid', '文件是空的', 'base64');
      const media = storeMedia(sandbox, {
        kind: 'media',
        type,
        filename,
        contentType: contentTypeOf({ filename, contentType, bytes }),
        bytes,
      });
      return { url: mediaUrl(sandbox, media), size: bytes.length };
    },
  },
  'GET /control/members/:userId/app-messages': {
    handle({ sandbox, params, query }) {
      const member = findMember(sandbox, params.userId ?? '');
      return pageOf(sandbox.world.appMessages.byMember(member.userId).newestFirst(), query, (message) =>
        presentAppMessage(sandbox, message),
      );
    },
  },
  'POST /control/members/:userId/app-messages/read': {
    handle({ sandbox, params }) {
      markAppMessagesRead(sandbox, findMember(sandbox, params.userId ?? '').userId);
      return { ok: true };
    },
  },
  'POST /control/members/:userId/enter-app': {
    handle: ({ sandbox, params }) => ({
      callbacks: tellAppEvent(sandbox, 'enter_agent', findMember(sandbox, params.userId ?? '')),
    }),
  },
  'POST /control/members/:userId/write-to-app': {
    shape: { text: 'text' },
    handle: ({ sandbox, params, body }) => ({
      callbacks: tellAppText(sandbox, findMember(sandbox, params.userId ?? ''), body.text),
    }),
  },
});

/** Every friendship is a conversation, whether anything was written or not; so is a chat whose friendship has ended. */
function summaries(sandbox: Sandbox, memberId: string | undefined, customerId: string | undefined): ChatSummaryView[] {
  const { world } = sandbox;
  if (!memberId && !customerId) {
    return [...world.chats.chats()].map((chat) =>
      summary(sandbox, chat.userId, chat.externalUserId, world.relations.of(chat.userId, chat.externalUserId)),
    );
  }
  const relations = memberId ? world.relations.byMember(memberId) : world.relations.byCustomer(customerId ?? '');
  const rows: ChatSummaryView[] = [];
  for (const relation of relations) {
    if (customerId && relation.externalUserId !== customerId) continue;
    rows.push(summary(sandbox, relation.userId, relation.externalUserId, relation));
  }
  return rows;
}

function summary(
  sandbox: Sandbox,
  userId: string,
  externalUserId: string,
  relation: Relation | undefined,
): ChatSummaryView {
  const { world } = sandbox;
  const messages = world.chats.chat(userId, externalUserId)?.messages;
  const last = messages?.last();
  return {
    userId,
    memberName: world.member(userId)?.name ?? userId,
    memberAvatar: sandbox.avatarOf(userId),
    externalUserId,
    customerName: world.customers.get(externalUserId)?.name ?? externalUserId,
    customerAvatar: sandbox.avatarOf(externalUserId),
    remark: relation?.remark ?? '',
    relation: relation?.state ?? 'none',
    lastMessage: last ? presentChatMessage(last) : null,
    lastAt: last?.at ?? relation?.addedAt ?? 0,
    messageCount: messages?.length ?? 0,
  };
}
