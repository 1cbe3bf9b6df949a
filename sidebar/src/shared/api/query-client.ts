import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

/** Server data lives here. What the server refused is not asked again; a lost connection is. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => !(error instanceof ApiError && error.status < 500) && failures < 3,
        refetchOnWindowFocus: true,
      },
      // A change is tried at once, also offline: whoever made it learns now that it was not saved.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
