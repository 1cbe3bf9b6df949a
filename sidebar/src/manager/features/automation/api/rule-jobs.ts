import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  applyTrial,
  cancelRuleJob,
  getRuleJob,
  listRuleJobs,
  listTrialMatches,
  previewUndo,
  startTrial,
  undoRule,
} from '@zhike/shared/contracts/automation-job';
import type { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import { call } from '../../../../shared/api/call.ts';

/** Progress comes by itself; this often it is asked for in case a piece of news was lost. */
const WATCH_MS = 5_000;

export function useRuleJob(jobId: string | null) {
  return useQuery({
    queryKey: ['automation-job', jobId],
    queryFn: ({ signal }) => call<typeof getRuleJob>('getRuleJob', { signal, params: { jobId: jobId! } }),
    enabled: jobId !== null,
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH_MS : false),
  });
}

/** The latest work on a rule that the viewer may see. */
export function useRuleJobs(ruleId: string) {
  return useQuery({
    queryKey: ['automation-jobs', ruleId],
    queryFn: ({ signal }) =>
      call<typeof listRuleJobs>('listRuleJobs', { signal, params: { ruleId }, query: { limit: 10 } }),
  });
}

/** Of a dry run that has ended: read once, for every look at what was said is written down. */
export function useTrialMatches(jobId: string) {
  return useInfiniteQuery({
    queryKey: ['automation-matches', jobId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listTrialMatches>('listTrialMatches', {
        signal,
        params: { jobId },
        query: { cursor: pageParam, limit: 20 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: Infinity,
  });
}

export function useUndoPreview(ruleId: string, version: number) {
  return useQuery({
    queryKey: ['automation-undo', ruleId, version],
    queryFn: ({ signal }) =>
      call<typeof previewUndo>('previewUndo', { signal, params: { ruleId }, query: { version } }),
    gcTime: 0,
  });
}

export function useChangeRuleJobs() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['automation-jobs'] });
  return {
    start: useMutation({
      mutationFn: (body: { ruleId: string; definition: RuleDefinition; from: number; to: number }) =>
        call<typeof startTrial>('startTrial', { body }),
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: (jobId: string) => call<typeof cancelRuleJob>('cancelRuleJob', { params: { jobId } }),
      onSettled: async () => {
        await client.invalidateQueries({ queryKey: ['automation-job'] });
        await onSettled();
      },
    }),
    apply: useMutation({
      mutationFn: (jobId: string) => call<typeof applyTrial>('applyTrial', { params: { jobId } }),
      onSettled,
    }),
    undo: useMutation({
      mutationFn: ({ ruleId, version }: { ruleId: string; version: number }) =>
        call<typeof undoRule>('undoRule', { params: { ruleId }, body: { version } }),
      onSettled,
    }),
  };
}
