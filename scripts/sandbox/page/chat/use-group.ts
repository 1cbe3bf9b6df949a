import { useCallback } from 'react';
import type { LiveEvent } from '../../src/control/live-event.ts';
import type { ChatContent } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { useResource } from '../api/use-resource.ts';
import { useToasts } from '../ui/toast.tsx';

const isAbout = (event: LiveEvent, chatId: string): boolean =>
  (event.kind === 'group' || event.kind === 'group-chat') && event.chatId === chatId;

/** A group, what is said in it, and a way to say something as one of its people. */
export function useGroup(chatId: string, selfId: string) {
  const toasts = useToasts();
  const group = useResource(
    'GET /control/groups/:chatId',
    { params: { chatId } },
    (event) => event.kind === 'group' && event.chatId === chatId,
  );
  // Notices come with what caused them.
  const messages = useResource(
    'GET /control/groups/:chatId/messages',
    { params: { chatId }, query: { limit: '200' } },
    (event) => isAbout(event, chatId),
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
      control('POST /control/groups/:chatId/messages', { params: { chatId }, body: { from: selfId, ...body } }),
    );
  return {
    group,
    messages,
    send: (text: string) => say({ text }),
    sendContent: (content: ChatContent) => say({ content }),
    recall: (id: string) =>
      void attempt(() =>
        control('POST /control/groups/:chatId/messages/:id/recall', { params: { chatId, id }, body: { by: selfId } }),
      ),
  };
}

/** The groups of one person, the latest talk first. */
export function useGroups(person: string, search = '') {
  return useResource(
    'GET /control/groups',
    person ? { query: { person, search, limit: '50' } } : null,
    (event) => event.kind === 'group' || event.kind === 'group-chat',
  );
}
