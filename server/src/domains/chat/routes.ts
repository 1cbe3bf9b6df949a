import * as contracts from '@zhike/shared/contracts/chat';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { ChatNotConsented } from '../chat-archive/errors.ts';
import { noteLook } from '../chat-archive/note-look.ts';
import { type ChatPlace, readChat } from '../chat-archive/read-chat.ts';
import { isShown } from '../chat-archive/scope.ts';
import { getVisibleConversation, listConversations } from './list-conversations.ts';
import { loadMarker } from './marks.ts';
import { presentConversations, presentMessages } from './present.ts';

export function chatRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, keys, clock, config } = deps;

  member.handle(contracts.searchChats, async ({ viewer, body: { cursor, limit, ...filter } }) => {
    const { conversations, nextCursor } = await listConversations(db.read, filter, viewer.scope, { cursor, limit });
    return { items: await presentConversations(db.read, conversations, keys), nextCursor };
  });

  member.handle(contracts.getChat, async ({ viewer, params }) => {
    const conversation = await getVisibleConversation(db.read, viewer, params.conversationId);
    const [view] = await presentConversations(db.read, [conversation], keys);
    return view!;
  });

  member.handle(contracts.getChatMessages, async ({ viewer, params, query: { limit, ...query } }) => {
    const conversation = await getVisibleConversation(db.read, viewer, params.conversationId);
    if (!isShown(conversation)) throw new ChatNotConsented({ consent: conversation.consent });
    await noteLook(db, viewer, conversation.id, clock.now());
    const { messages, ...more } = await readChat(db.read, conversation.id, placeOf(query), { keys, limit });
    const marksOf = await loadMarker(db.read, viewer, config.timeZone);
    return { items: await presentMessages(db.read, messages, (message) => marksOf(message, conversation)), ...more };
  });
}

function placeOf({
  around,
  at,
  before,
  after,
}: {
  around?: number;
  at?: number;
  before?: number;
  after?: number;
}): ChatPlace {
  if (around !== undefined) return { kind: 'around', position: around };
  if (at !== undefined) return { kind: 'at', moment: at };
  if (before !== undefined) return { kind: 'before', position: before };
  if (after !== undefined) return { kind: 'after', position: after };
  return { kind: 'end' };
}
