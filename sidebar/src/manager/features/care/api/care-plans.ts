import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CareDraftInput,
  CarePlanView,
  createCarePlan,
  deleteCarePlan,
  getCarePlan,
  getCareStats,
  listCareDays,
  listCareOfDay,
  listCarePlans,
  listFestivals,
  switchCarePlan,
  updateCarePlan,
} from '@zhike/shared/contracts/care';
import { call } from '../../../../shared/api/call.ts';

/** Those in use first. */
export function useCarePlans() {
  return useQuery({
    queryKey: ['care-plans'],
    queryFn: ({ signal }) => call<typeof listCarePlans>('listCarePlans', { signal }),
  });
}

/** What the server has at this moment. */
export const readCarePlan = (planId: string, signal?: AbortSignal): Promise<CarePlanView> =>
  call<typeof getCarePlan>('getCarePlan', { signal, params: { planId } });

export function useCarePlan(planId: string) {
  return useQuery({ queryKey: ['care-plan', planId], queryFn: ({ signal }) => readCarePlan(planId, signal) });
}

export function useFestivals() {
  return useQuery({
    queryKey: ['care-festivals'],
    queryFn: ({ signal }) => call<typeof listFestivals>('listFestivals', { signal }),
    staleTime: 3_600_000,
  });
}

/** Saves a new plan, or changes one that is there. */
export function useSaveCarePlan(planId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, version }: { draft: CareDraftInput; version?: number }): Promise<CarePlanView> =>
      planId
        ? call<typeof updateCarePlan>('updateCarePlan', {
            params: { planId },
            body: { ...draft, version: version ?? 1 },
          })
        : call<typeof createCarePlan>('createCarePlan', { body: draft }),
    onSuccess: (saved) => client.setQueryData(['care-plan', saved.id], saved),
    onSettled: () =>
      Promise.all([['care-plans'], ['care-days']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** What is done with a plan as a whole. */
export function useChangeCarePlan(planId: string) {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(
      [['care-plans'], ['care-plan', planId], ['care-days'], ['care-stats', planId]].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const params = { planId };
  return {
    switchTo: async (isOn: boolean) => {
      await call<typeof switchCarePlan>('switchCarePlan', { params, body: { isOn } });
      await refresh();
    },
    remove: async () => {
      await call<typeof deleteCarePlan>('deleteCarePlan', { params });
      await Promise.all([['care-plans'], ['care-days']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  };
}

/** The next 30 days. */
export function useCareDays() {
  return useQuery({
    queryKey: ['care-days'],
    queryFn: ({ signal }) => call<typeof listCareDays>('listCareDays', { signal }),
  });
}

export function useCareOfDay(day: string, planId: string) {
  return useInfiniteQuery({
    queryKey: ['care-of-day', day, planId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listCareOfDay>('listCareOfDay', {
        signal,
        params: { day, planId },
        query: { cursor: pageParam, limit: 30 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useCareStats(planId: string, days: { from: string; to: string }) {
  return useQuery({
    queryKey: ['care-stats', planId, days],
    queryFn: ({ signal }) => call<typeof getCareStats>('getCareStats', { signal, params: { planId }, query: days }),
    placeholderData: keepPreviousData,
  });
}
