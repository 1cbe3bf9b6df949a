import { writeToFriend } from '../acts/write-to-friend.ts';
import { readChatContent } from './chat-content.ts';
import { findCustomer } from './find.ts';
import { routes } from './handler.ts';
import { newestOrAfter } from './paging.ts';
import type { FriendChatView } from './views.ts';

export const phoneRoutes = routes({
  'GET /control/customers/:externalUserId/friend-chats': {
    handle({ sandbox, params }) {
      const { externalUserId } = findCustomer(sandbox, params.externalUserId ?? '');
      const items: FriendChatView[] = [];
      for (const [otherId, messages] of sandbox.world.friendChats.chatsOf(externalUserId)) {
        const lastMessage = messages.last();
        const other = sandbox.world.customers.get(otherId);
        if (lastMessage && other)
          items.push({ externalUserId: otherId, name: other.name, avatar: sandbox.avatarOf(otherId), lastMessage });
      }
      return { items: items.sort((a, b) => b.lastMessage.seq - a.lastMessage.seq) };
    },
  },
  'GET /control/customers/:externalUserId/friend-chats/:otherId/messages': {
    handle({ sandbox, params }) {
      const { externalUserId } = findCustomer(sandbox, params.externalUserId ?? '');
      const other = findCustomer(sandbox, params.otherId ?? '').externalUserId;
      return { items: newestOrAfter(sandbox.world.friendChats.chat(externalUserId, other), { limit: '200' }) };
    },
  },
  'POST /control/customers/:externalUserId/friend-chats/:otherId/messages': {
    shape: { text: 'text?', content: 'object?' },
    handle({ sandbox, params, body }) {
      const from = findCustomer(sandbox, params.externalUserId ?? '');
      const to = findCustomer(sandbox, params.otherId ?? '');
      const content = readChatContent(body.text === undefined ? body.content : { kind: 'text', text: body.text });
      return writeToFriend(sandbox, from, to, content);
    },
  },
});
