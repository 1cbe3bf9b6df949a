import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { createChannelGroup, deleteChannelGroup, updateChannelGroup } from '@zhike/shared/contracts/channel-group';
import { call } from '../../../../shared/api/call.ts';

/** Makes, renames and deletes groups of channel codes. */
export function useChangeChannelGroups() {
  const client = useQueryClient();
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: ['channel-groups'] });
    await client.invalidateQueries({ queryKey: ['channels'] });
  };
  return {
    create: useMutation({
      mutationFn: (body: { name: string; sort: number }) =>
        call<typeof createChannelGroup>('createChannelGroup', { body }),
      onSuccess,
    }),
    update: useMutation({
      mutationFn: ({ groupId, ...body }: { groupId: string; name: string; sort: number }) =>
        call<typeof updateChannelGroup>('updateChannelGroup', { params: { groupId }, body }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (groupId: string) => call<typeof deleteChannelGroup>('deleteChannelGroup', { params: { groupId } }),
      onSuccess,
    }),
  };
}
