import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { createRule, deleteRule, getRule, RuleView, updateRule } from '@zhike/shared/contracts/automation';
import type { RuleSettings } from '@zhike/shared/contracts/automation-rule';
import { call } from '../../../../shared/api/call.ts';

interface Saving {
  body: RuleSettings;
  seenVersion?: number;
  /** `own`: somebody's rule shall act on all whom the viewer sees. */
  reach: 'kept' | 'own';
}

/** Saves a new rule, or a new version of one that is there. */
export function useSaveRule(ruleId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, ...query }: Saving): Promise<RuleView> =>
      ruleId
        ? call<typeof updateRule>('updateRule', { params: { ruleId }, query, body })
        : call<typeof createRule>('createRule', { body }),
    onSuccess: (saved) => client.setQueryData(['automation-rule', saved.id], saved),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['automation-rules'] });
      await client.invalidateQueries({ queryKey: ['automation-versions'] });
    },
  });
}

/** What the server has at this moment. */
export function readRule(ruleId: string): Promise<RuleView> {
  return call<typeof getRule>('getRule', { params: { ruleId } });
}

export function useDeleteRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ruleId: string) => call<typeof deleteRule>('deleteRule', { params: { ruleId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['automation-rules'] }),
  });
}
