import { useCallback, useState } from 'react';
import type { ChatContent } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { useLiveEvents } from '../api/live.tsx';
import { useResource } from '../api/use-resource.ts';
import { useToasts } from '../ui/toast.tsx';

/** The messages and the relation of one member and one customer, and a way to write for one of them. */
export function useChat(userId: string, externalUserId: string, self: 'member' | 'customer') {
  const toasts = useToasts();
  const chat = useResource(
    'GET /control/chats/:userId/:externalUserId/messages',
    userId && externalUserId ? { params: { userId, externalUserId }, query: { limit: '200' } } : null,
    (event) =>
      (event.kind === 'chat' || event.kind === 'relation') &&
      event.userId === userId &&
      event.externalUserId === externalUserId,
  );
  const attempt = useCallback(
    async (work: () => Promise<unknown>) => {
      try {
        await work();
        return true;
      } catch (error) {
        toasts.failed(error);
        return false;
      }
    },
    [toasts],
  );
  const say = (body: { text: string } | { content: ChatContent }) =>
    attempt(() =>
      control('POST /control/chats/:userId/:externalUserId/messages', {
        params: { userId, externalUserId },
        body: { from: self, ...body },
      }),
    );
  return {
    ...chat,
    send: (text: string) => say({ text }),
    sendContent: (content: ChatContent) => say({ content }),
    recall: (id: string) =>
      attempt(() =>
        control('POST /control/chats/:userId/:externalUserId/messages/:id/recall', {
          params: { userId, externalUserId, id },
          body: { by: self },
        }),
      ),
  };
}

/** Conversations with news since they were last looked at: `userId/externalUserId` → count. */
export function useUnreadChats(
  side: 'member' | 'customer',
  isOpen: (userId: string, externalUserId: string) => boolean,
) {
  const [unread, setUnread] = useState<Record<string, number>>({});
  useLiveEvents((events) => {
    const news = events.flatMap((event) =>
      event.kind === 'chat' && event.message.from !== side && !isOpen(event.userId, event.externalUserId)
        ? [`${event.userId}/${event.externalUserId}`]
        : [],
    );
    if (news.length === 0) return;
    setUnread((current) => {
      const next = { ...current };
      for (const key of news) next[key] = (next[key] ?? 0) + 1;
      return next;
    });
  });
  const markRead = useCallback(
    (userId: string, externalUserId: string) =>
      setUnread((current) => {
        const { [`${userId}/${externalUserId}`]: _seen, ...rest } = current;
        return rest;
      }),
    [],
  );
  return { unread, markRead };
}
