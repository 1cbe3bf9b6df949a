import { useQuery } from '@tanstack/react-query';
import type { getMe, MeView } from '@zhike/shared/contracts/session';
import { call, setCsrfToken } from './call.ts';

/** Who is signed in. Everything else waits for it: it brings the token that changes need. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }): Promise<MeView> => {
      const me = await call<typeof getMe>('getMe', { signal });
      setCsrfToken(me.csrfToken);
      return me;
    },
    staleTime: 5 * 60_000,
  });
}
