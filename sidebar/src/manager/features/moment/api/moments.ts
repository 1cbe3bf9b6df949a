import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type {
  cancelMoment,
  createMoment,
  getMoment,
  listMomentReactions,
  listMomentReps,
  listMoments,
} from '@zhike/shared/contracts/moment';
import { call } from '../../../../shared/api/call.ts';

export type MomentFields = EndpointRequest<typeof createMoment>['body'];

const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};

/** Newest first. */
export function useMoments() {
  return useInfiniteQuery({
    queryKey: ['moments'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMoments>('listMoments', { signal, query: { cursor: pageParam, limit: 20 } }),
    ...paging,
  });
}

export function useMoment(momentId: string) {
  return useQuery({
    queryKey: ['moment', momentId],
    queryFn: ({ signal }) => call<typeof getMoment>('getMoment', { signal, params: { momentId } }),
  });
}

export function useMomentReps(momentId: string) {
  return useInfiniteQuery({
    queryKey: ['moment-reps', momentId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMomentReps>('listMomentReps', {
        signal,
        params: { momentId },
        query: { cursor: pageParam, limit: 50 },
      }),
    ...paging,
  });
}

export function useMomentReactions(momentId: string) {
  return useInfiniteQuery({
    queryKey: ['moment-reactions', momentId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMomentReactions>('listMomentReactions', {
        signal,
        params: { momentId },
        query: { cursor: pageParam, limit: 50 },
      }),
    ...paging,
  });
}

export function useChangeMoments() {
  const client = useQueryClient();
  const onSettled = async () => {
    await client.invalidateQueries({ queryKey: ['moments'] });
    await client.invalidateQueries({ queryKey: ['moment'] });
  };
  return {
    create: useMutation({
      mutationFn: (body: MomentFields) => call<typeof createMoment>('createMoment', { body }),
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: (momentId: string) => call<typeof cancelMoment>('cancelMoment', { params: { momentId } }),
      onSettled,
    }),
  };
}
