import { useQuery } from '@tanstack/react-query';
import { whereOpened } from '../../shared/wecom/client.ts';
import { SdkError } from '../../shared/wecom/sdk-error.ts';

/** Where the page was opened. Asked again when it comes back into sight: some clients keep one page for all chats. */
export function useOpened() {
  return useQuery({
    queryKey: ['opened'],
    queryFn: whereOpened,
    staleTime: 2_000,
    // A client that refuses or stays silent would do so again; the person has a button.
    retry: (failures, error) => !(error instanceof SdkError) && failures < 2,
    refetchOnWindowFocus: true,
    // The client answers without a network.
    networkMode: 'always',
  });
}
