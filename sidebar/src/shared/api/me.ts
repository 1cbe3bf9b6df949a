import { useQuery } from '@tanstack/react-query';
import type { getMe, MeView } from '@zhike/shared/contracts/session';
import { setBusinessTime } from '../clock/business-clock.ts';
import { setTimeZone } from '../format/zone.ts';
import { call, setCsrfToken } from './call.ts';

/** Who is signed in. Everything else waits for it: it brings the token that changes need, and the time. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }): Promise<MeView> => {
      const me = await call<typeof getMe>('getMe', { signal });
      setCsrfToken(me.csrfToken);
      setTimeZone(me.timeZone);
      setBusinessTime(me.now);
      return me;
    },
    staleTime: 5 * 60_000,
  });
}
