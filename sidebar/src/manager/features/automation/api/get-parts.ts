import { useQuery } from '@tanstack/react-query';
import type { getRuleParts } from '@zhike/shared/contracts/automation';
import { call } from '../../../../shared/api/call.ts';

export function useRuleParts() {
  return useQuery({
    queryKey: ['automation-parts'],
    queryFn: ({ signal }) => call<typeof getRuleParts>('getRuleParts', { signal }),
  });
}
