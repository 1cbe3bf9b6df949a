import { useQuery } from '@tanstack/react-query';
import type { suggestNext } from '@zhike/shared/contracts/script';
import { call } from '../../../../shared/api/call.ts';

/** What top reps send next; in a group nobody is learnt from. */
export function useNextSends(customerId: string | undefined) {
  return useQuery({
    queryKey: ['next-sends', customerId],
    queryFn: ({ signal }) =>
      call<typeof suggestNext>('suggestNext', { params: { customerId: customerId ?? '' }, signal }),
    enabled: customerId !== undefined,
    select: ({ items }) => items,
  });
}
