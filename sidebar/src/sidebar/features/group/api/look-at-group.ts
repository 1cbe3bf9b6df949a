import { useMutation } from '@tanstack/react-query';
import type { lookAtGroup } from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

/** Says that the viewer has seen who is there. Not said is no harm: then the same people are new the next time. */
export function useLookAtGroup(chatId: string) {
  return useMutation({ mutationFn: () => call<typeof lookAtGroup>('lookAtGroup', { params: { chatId } }) });
}
