import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type { cancelTagJob, listTagJobs, startTagJob } from '@zhike/shared/contracts/tag';
import { call } from '../../../../shared/api/call.ts';

/** Those named, or all whom a filter fits. */
export type MarkedCustomers = Pick<EndpointRequest<typeof startTagJob>['body'], 'customerIds' | 'filter'>;

const LOOK_EVERY_MS = 3_000;

/** The latest bulk markings; looked at again while one is under way. */
export function useTagJobs() {
  return useQuery({
    queryKey: ['tag-job'],
    queryFn: ({ signal }) => call<typeof listTagJobs>('listTagJobs', { signal, query: { limit: 5 } }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ finishedAt }) => finishedAt === null) ? LOOK_EVERY_MS : false,
  });
}

export function useChangeTagJobs() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['tag-job'] });
  return {
    start: useMutation({
      mutationFn: (body: MarkedCustomers & { addTagIds: string[]; removeTagIds: string[] }) =>
        call<typeof startTagJob>('startTagJob', { body }),
      onSuccess,
    }),
    cancel: useMutation({
      mutationFn: (jobId: string) => call<typeof cancelTagJob>('cancelTagJob', { params: { jobId } }),
      onSuccess,
    }),
  };
}
