import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ChannelSettingsInput, createChannel, updateChannel } from '@zhike/shared/contracts/channel';
import { call } from '../../../../shared/api/call.ts';

/** Makes a channel code, or replaces the settings of one. */
export function useSaveChannel(channelId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, seenUpdatedAt }: { body: ChannelSettingsInput; seenUpdatedAt?: number }) =>
      channelId === undefined
        ? call<typeof createChannel>('createChannel', { body })
        : call<typeof updateChannel>('updateChannel', { params: { channelId }, query: { seenUpdatedAt }, body }),
    onSuccess: (channel) => {
      client.setQueryData(['channel', channel.id], channel);
      void client.invalidateQueries({ queryKey: ['channels'] });
      void client.invalidateQueries({ queryKey: ['channel-groups'] });
    },
  });
}
