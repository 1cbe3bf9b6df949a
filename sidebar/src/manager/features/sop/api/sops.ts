import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  createSop,
  deleteSop,
  getSop,
  listSops,
  moveToNewestVersion,
  SopDraft,
  SopView,
  switchSop,
  updateSop,
} from '@zhike/shared/contracts/sop';
import { call } from '../../../../shared/api/call.ts';

/** Those in use first. */
export function useSops(q?: string) {
  return useInfiniteQuery({
    queryKey: ['sops', q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listSops>('listSops', { signal, body: { q, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What the server has at this moment. */
export const readSop = (sopId: string, signal?: AbortSignal): Promise<SopView> =>
  call<typeof getSop>('getSop', { signal, params: { sopId } });

export function useSop(sopId: string) {
  return useQuery({ queryKey: ['sop', sopId], queryFn: ({ signal }) => readSop(sopId, signal) });
}

/** Saves a new SOP, or a new version of one that is there. */
export function useSaveSop(sopId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, version }: { draft: SopDraft; version?: number }): Promise<SopView> =>
      sopId
        ? call<typeof updateSop>('updateSop', { params: { sopId }, body: { ...draft, version: version ?? 1 } })
        : call<typeof createSop>('createSop', { body: draft }),
    onSuccess: (saved) => client.setQueryData(['sop', saved.id], saved),
    onSettled: () => client.invalidateQueries({ queryKey: ['sops'] }),
  });
}

/** What is done with an SOP as a whole. */
export function useChangeSop(sopId: string) {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(
      [['sops'], ['sop', sopId], ['sop-enrolments'], ['sop-coming']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const params = { sopId };
  return {
    switchTo: async (isOn: boolean) => {
      await call<typeof switchSop>('switchSop', { params, body: { isOn } });
      await refresh();
    },
    moveToNewest: async () => {
      await call<typeof moveToNewestVersion>('moveToNewestVersion', { params });
      await refresh();
    },
    remove: async () => {
      await call<typeof deleteSop>('deleteSop', { params });
      await client.invalidateQueries({ queryKey: ['sops'] });
    },
  };
}
