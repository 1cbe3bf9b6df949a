import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { deleteChannel, pauseChannel, resumeChannel } from '@zhike/shared/contracts/channel';
import { call } from '../../../../shared/api/call.ts';

/** Pauses, resumes or deletes a channel code, and reads the lists anew. */
export function useChangeChannel(channelId: string) {
  const client = useQueryClient();
  const refresh = async () => {
    await Promise.all(
      ['channels', 'channel', 'channel-groups'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  };
  const params = { channelId };
  return {
    pause: useMutation({
      mutationFn: (standInUserId: string | null) =>
        call<typeof pauseChannel>('pauseChannel', { params, body: { standInUserId } }),
      onSuccess: refresh,
    }),
    resume: useMutation({
      mutationFn: () => call<typeof resumeChannel>('resumeChannel', { params }),
      onSuccess: refresh,
    }),
    remove: useMutation({
      mutationFn: () => call<typeof deleteChannel>('deleteChannel', { params }),
      onSuccess: async () => {
        client.removeQueries({ queryKey: ['channel', channelId] });
        await client.invalidateQueries({ queryKey: ['channels'] });
        await client.invalidateQueries({ queryKey: ['channel-groups'] });
      },
    }),
  };
}
