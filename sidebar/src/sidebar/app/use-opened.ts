import { useQuery } from '@tanstack/react-query';
import { whereOpened } from '../../shared/wecom/client.ts';

/** Where the page was opened. Asked again when it comes back into sight: some clients keep one page for all chats. */
export function useOpened() {
  return useQuery({
    queryKey: ['opened'],
    queryFn: whereOpened,
    staleTime: 2_000,
    retry: 1,
    refetchOnWindowFocus: true,
    // The client answers without a network.
    networkMode: 'always',
  });
}
