import { useQuery } from '@tanstack/react-query';
import type { getRuleParts } from '@zhike/shared/contracts/automation';
import type { listCustomFields } from '@zhike/shared/contracts/custom-field';
import { call } from '../../../../shared/api/call.ts';
import type { RuleParts } from '../rule-parts.ts';

export function useRuleParts() {
  return useQuery({
    queryKey: ['automation-parts'],
    queryFn: async ({ signal }): Promise<RuleParts> => {
      const [parts, { items: fields }] = await Promise.all([
        call<typeof getRuleParts>('getRuleParts', { signal }),
        call<typeof listCustomFields>('listCustomFields', { signal }),
      ]);
      return { ...parts, fields };
    },
  });
}
