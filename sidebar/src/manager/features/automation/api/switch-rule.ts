import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { switchRule } from '@zhike/shared/contracts/automation';
import { call } from '../../../../shared/api/call.ts';

export function useSwitchRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ ruleId, isOn }: { ruleId: string; isOn: boolean }) =>
      call<typeof switchRule>('switchRule', { params: { ruleId }, body: { isOn } }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['automation-rules'] });
      await client.invalidateQueries({ queryKey: ['automation-rule'] });
    },
  });
}
