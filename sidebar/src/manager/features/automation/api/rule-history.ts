import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { getRuleVersion, listRuleHits, listRuleVersions, readRuleHit } from '@zhike/shared/contracts/automation';
import { call } from '../../../../shared/api/call.ts';

/** Newest first. */
export function useRuleVersions(ruleId: string) {
  return useInfiniteQuery({
    queryKey: ['automation-versions', ruleId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listRuleVersions>('listRuleVersions', {
        signal,
        params: { ruleId },
        query: { cursor: pageParam, limit: 10 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Never changes. */
export function useRuleVersion(ruleId: string, version: number) {
  return useQuery({
    queryKey: ['automation-version', ruleId, version],
    queryFn: ({ signal }) =>
      call<typeof getRuleVersion>('getRuleVersion', { signal, params: { ruleId, version: String(version) } }),
  });
}

/** Newest first; of one version, or of all. */
export function useRuleHits(ruleId: string, version: number | null) {
  return useInfiniteQuery({
    queryKey: ['automation-hits', ruleId, version],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listRuleHits>('listRuleHits', {
        signal,
        params: { ruleId },
        query: { cursor: pageParam, limit: 20, ...(version === null ? {} : { version }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Asked for on purpose: that somebody looked is written down. */
export function useReadHit() {
  return useMutation({
    mutationFn: (hitId: string) => call<typeof readRuleHit>('readRuleHit', { params: { hitId } }),
  });
}
