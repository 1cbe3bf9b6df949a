import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

/**
 * Server data lives here. What the server refused is not asked again; a lost connection is. Where the machine itself knows that there is no
 * network, whoever looks is told at once instead of being shown the shape of what may never come; once it is back, all is read anew.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) =>
          !(error instanceof ApiError && error.status < 500) && failures < 3 && navigator.onLine,
        networkMode: 'always',
        refetchOnReconnect: true,
        refetchOnWindowFocus: true,
      },
      // A change is tried at once, also offline: whoever made it learns now that it was not saved.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
