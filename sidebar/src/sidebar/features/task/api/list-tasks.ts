import { useInfiniteQuery } from '@tanstack/react-query';
import type { listGroupTasks } from '@zhike/shared/contracts/group-chat';
import type { listTasks } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

const PAGE = 20;

/** Tasks of one customer, about one group, or the viewer's own. Open ones by when they are due, closed ones newest first. */
export function useTasks({
  customerId,
  chatId,
  status,
}: {
  customerId?: string;
  chatId?: string;
  status: 'open' | 'closed';
}) {
  return useInfiniteQuery({
    queryKey: ['tasks', customerId ?? chatId ?? 'mine', status],
    queryFn: ({ pageParam, signal }) => {
      const page = { status, cursor: pageParam ?? undefined, limit: PAGE };
      return chatId
        ? call<typeof listGroupTasks>('listGroupTasks', { params: { chatId }, query: page, signal })
        : call<typeof listTasks>('listTasks', { query: { ...page, customerId }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
