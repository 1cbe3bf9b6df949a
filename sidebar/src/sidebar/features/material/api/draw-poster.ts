import { useQuery } from '@tanstack/react-query';
import type { MaterialView } from '@zhike/shared/contracts/material';
import type { drawPoster } from '@zhike/shared/contracts/poster';
import { call } from '../../../../shared/api/call.ts';
import { type ChatTarget, targetKey, toServer } from '../../../sending/chat-target.ts';

/** The server gives up drawing one after 20 seconds, and says so. */
const TIMEOUT_MS = 40_000;

/** The poster as this customer or group gets it from the viewer. Asked for once: what went wrong is said, with a button. */
export function usePoster({ id, version }: Pick<MaterialView, 'id' | 'version'>, target: ChatTarget) {
  return useQuery({
    queryKey: ['poster', id, version, targetKey(target)],
    queryFn: ({ signal }) =>
      call<typeof drawPoster>('drawPoster', {
        params: { materialId: id },
        body: { to: toServer(target) },
        signal,
        timeoutMs: TIMEOUT_MS,
      }),
    retry: false,
    refetchOnWindowFocus: false,
  });
}
