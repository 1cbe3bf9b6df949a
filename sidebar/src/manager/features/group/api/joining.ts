import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { GroupJoinSubject } from '@zhike/shared/contracts/group-chat';
import type {
  getGroupLeavingAlert,
  GroupLeavingAlert,
  listGroupJoinMarks,
  listGroupJoinRules,
  saveGroupLeavingAlert,
} from '@zhike/shared/contracts/group-joining';
import { call } from '../../../../shared/api/call.ts';

/** Everything set for codes, or for groups. */
export function useAllJoinRules(kind: GroupJoinSubject['kind']) {
  return useInfiniteQuery({
    queryKey: ['group-join-rules', 'all', kind],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listGroupJoinRules>('listGroupJoinRules', { signal, query: { kind, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Marks of codes through which somebody has joined. */
export function useJoinMarks() {
  return useQuery({
    queryKey: ['group-join-marks'],
    queryFn: ({ signal }) => call<typeof listGroupJoinMarks>('listGroupJoinMarks', { signal }),
  });
}

const ALERT = ['group-leaving-alert'];

export function useLeavingAlert() {
  return useQuery({
    queryKey: ALERT,
    queryFn: ({ signal }) => call<typeof getGroupLeavingAlert>('getGroupLeavingAlert', { signal }),
  });
}

export function useSaveLeavingAlert() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GroupLeavingAlert) => call<typeof saveGroupLeavingAlert>('saveGroupLeavingAlert', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ALERT }),
  });
}
