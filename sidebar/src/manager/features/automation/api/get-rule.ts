import { useQuery } from '@tanstack/react-query';
import type { getRule } from '@zhike/shared/contracts/automation';
import { call } from '../../../../shared/api/call.ts';

export function useRule(ruleId: string) {
  return useQuery({
    queryKey: ['automation-rule', ruleId],
    queryFn: ({ signal }) => call<typeof getRule>('getRule', { signal, params: { ruleId } }),
  });
}
