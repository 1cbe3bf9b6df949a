import * as contracts from '@zhike/shared/contracts/chat';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import { countUnindexed } from '../chat-archive/search-index.ts';
import { findConversations } from './list-conversations.ts';
import { loadMarker, searchMarks } from './marks.ts';
import { presentConversations, presentMessages } from './present.ts';
import { searchMessages } from './search-messages.ts';

/** That somebody searched, and which chats it showed, is written down before they are shown; what for is not: it may be a name or a number. */
export function chatSearchRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, keys, config } = deps;

  member.handle(contracts.searchChatMessages, async ({ viewer, body: { cursor, limit, ...filter } }) => {
    const { text, ...within } = filter;
    const behind = await countUnindexed(db.read);
    const { messages, nextCursor } = await searchMessages(
      db.read,
      filter,
      { scope: viewer.scope, keys },
      { cursor, limit },
    );
    const conversationIds = [...new Set(messages.map(({ conversationId }) => conversationId))];
    await db.transaction((tx) =>
      audit(tx, viewer, {
        action: 'chat.search',
        subject: { kind: 'chat', id: filter.conversationId ?? 'all' },
        after: { ...within, isNextPage: cursor !== undefined, conversationIds },
      }),
    );
    const rows = await findConversations(db.read, conversationIds);
    const conversations = new Map(rows.map((row) => [row.id, row]));
    const marksOf = await loadMarker(db.read, viewer, config.timeZone);
    const views = new Map((await presentConversations(db.read, rows, keys)).map((view) => [view.id, view]));
    const shown = await presentMessages(db.read, messages, (message) => [
      ...marksOf(message, conversations.get(message.conversationId)!),
      ...searchMarks(message, text),
    ]);
    const items = shown.map((message, index) => ({
      conversation: views.get(messages[index]!.conversationId)!,
      message,
    }));
    return { items, nextCursor, behind };
  });
}
