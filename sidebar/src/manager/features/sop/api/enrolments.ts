import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SopDraft, tryDefinition } from '@zhike/shared/contracts/sop';
import type {
  EnrolmentView,
  listComingSteps,
  searchEnrolments,
  stopEnrolment,
} from '@zhike/shared/contracts/sop-enrolment';
import { call } from '../../../../shared/api/call.ts';

/** Customers in an SOP, newest first; without a status: all that ever were. */
export function useEnrolments(sopId: string, status: EnrolmentView['status'] | undefined) {
  return useInfiniteQuery({
    queryKey: ['sop-enrolments', sopId, status ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchEnrolments>('searchEnrolments', {
        signal,
        params: { sopId },
        body: { status, cursor: pageParam, limit: 30 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useStopEnrolment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (enrolmentId: string) => call<typeof stopEnrolment>('stopEnrolment', { params: { enrolmentId } }),
    onSettled: () =>
      Promise.all(
        [['sop-enrolments'], ['sop'], ['sops'], ['sop-coming']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** What will be done for whom on a day, by time. */
export function useComingSteps(day: string, sopId: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['sop-coming', day, sopId ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listComingSteps>('listComingSteps', { signal, query: { day, sopId, cursor: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** When each step of a draft would be due: of a customer, or of anybody who starts at a moment. Nothing is written. */
export function useSopPlan(draft: SopDraft | null, whom: { customerId: string } | { startsAt: number }) {
  return useQuery({
    queryKey: ['sop-plan', draft, whom],
    queryFn: ({ signal }) => call<typeof tryDefinition>('tryDefinition', { signal, body: { draft: draft!, ...whom } }),
    enabled: draft !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
