import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { changeCustomerTags } from '@zhike/shared/contracts/customer-changes';
import { phraseOf } from '../../../../shared/api/api-error.ts';
import { call } from '../../../../shared/api/call.ts';
import { patchProfile, refreshCustomer } from '../../../cache/profile.ts';
import { notify } from '../../../components/notice.tsx';
import type { TagChange } from '../overlay-changes.ts';

const mutationKey = (customerId: string) => ['change-tags', customerId];

/** Puts one tag on or takes it off; taps in a row are sent one after the other. */
export function useChangeTag(customerId: string) {
  const client = useQueryClient();
  const change = useMutation({
    mutationKey: mutationKey(customerId),
    scope: { id: `tags.${customerId}` },
    mutationFn: ({ tag, on }: TagChange) =>
      call<typeof changeCustomerTags>('changeCustomerTags', {
        params: { customerId },
        body: on ? { add: [tag.tagId], remove: [] } : { add: [], remove: [tag.tagId] },
      }),
    onSuccess: ({ tags }) => {
      patchProfile(client, customerId, () => ({ tags }));
      refreshCustomer(client, customerId);
    },
    onError: (error, failed) =>
      notify(`「${failed.tag.name}」没有${failed.on ? '打上' : '移除'}:${phraseOf(error)}`, {
        tone: 'problem',
        action: { label: '重试', run: () => change.mutate(failed) },
      }),
  });
  return change.mutate;
}

/** Changes on their way to the server; the screen shows them as done. */
export function usePendingTagChanges(customerId: string): TagChange[] {
  return useMutationState({
    filters: { mutationKey: mutationKey(customerId), status: 'pending' },
    select: (mutation) => mutation.state.variables as TagChange,
  });
}
