import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type {
  cancelMassMessage,
  compareMassTexts,
  createMassMessage,
  deleteMassMessage,
  getMassMessage,
  getMassQuota,
  listMassMessages,
  listMassReps,
  listMassResults,
  MassOutcome,
  QuotaSettings,
  remindMassMessage,
  setMassQuota,
  startMassMessage,
  updateMassMessage,
} from '@zhike/shared/contracts/mass-message';
import { call } from '../../../../shared/api/call.ts';

export type MassFields = EndpointRequest<typeof createMassMessage>['body'];

/** Newest first. */
export function useMassMessages() {
  return useInfiniteQuery({
    queryKey: ['mass-messages'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMassMessages>('listMassMessages', { signal, query: { cursor: pageParam, limit: 20 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useMassMessage(massMessageId: string | undefined) {
  return useQuery({
    queryKey: ['mass-message', massMessageId],
    queryFn: ({ signal }) =>
      call<typeof getMassMessage>('getMassMessage', { signal, params: { massMessageId: massMessageId! } }),
    enabled: massMessageId !== undefined,
  });
}

export function useMassReps(massMessageId: string) {
  return useInfiniteQuery({
    queryKey: ['mass-reps', massMessageId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMassReps>('listMassReps', {
        signal,
        params: { massMessageId },
        query: { cursor: pageParam, limit: 50 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useMassResults(massMessageId: string, outcome: MassOutcome | undefined) {
  return useInfiniteQuery({
    queryKey: ['mass-results', massMessageId, outcome],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listMassResults>('listMassResults', {
        signal,
        params: { massMessageId },
        body: { outcome, cursor: pageParam, limit: 50 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useTextComparison(massMessageId: string) {
  return useQuery({
    queryKey: ['mass-message', massMessageId, 'comparison'],
    queryFn: ({ signal }) => call<typeof compareMassTexts>('compareMassTexts', { signal, params: { massMessageId } }),
  });
}

export function useMassQuota() {
  return useQuery({
    queryKey: ['mass-quota'],
    queryFn: ({ signal }) => call<typeof getMassQuota>('getMassQuota', { signal }),
  });
}

export function useChangeMassMessages() {
  const client = useQueryClient();
  const onSettled = async () => {
    for (const key of ['mass-messages', 'mass-message', 'mass-reps', 'mass-results', 'mass-quota', 'mass-preview'])
      await client.invalidateQueries({ queryKey: [key] });
  };
  const on = (massMessageId: string) => ({ params: { massMessageId } });
  return {
    create: useMutation({
      mutationFn: (body: MassFields) => call<typeof createMassMessage>('createMassMessage', { body }),
      onSettled,
    }),
    update: useMutation({
      mutationFn: ({ massMessageId, ...body }: MassFields & { massMessageId: string; version: number }) =>
        call<typeof updateMassMessage>('updateMassMessage', { ...on(massMessageId), body }),
      onSettled,
    }),
    start: useMutation({
      mutationFn: ({ massMessageId, startAt }: { massMessageId: string; startAt: number | null }) =>
        call<typeof startMassMessage>('startMassMessage', { ...on(massMessageId), body: { startAt } }),
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: (massMessageId: string) => call<typeof cancelMassMessage>('cancelMassMessage', on(massMessageId)),
      onSettled,
    }),
    remind: useMutation({
      mutationFn: ({ massMessageId, userId }: { massMessageId: string; userId?: string }) =>
        call<typeof remindMassMessage>('remindMassMessage', { ...on(massMessageId), body: { userId } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (massMessageId: string) => call<typeof deleteMassMessage>('deleteMassMessage', on(massMessageId)),
      onSettled,
    }),
    setQuota: useMutation({
      mutationFn: (body: QuotaSettings) => call<typeof setMassQuota>('setMassQuota', { body }),
      onSettled,
    }),
  };
}
