import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  createGroupWelcome,
  deleteGroupWelcome,
  GroupWelcomeSettings,
  listGroupWelcomes,
  retryGroupWelcome,
  updateGroupWelcome,
} from '@zhike/shared/contracts/group-welcome';
import { call } from '../../../../shared/api/call.ts';

export function useGroupWelcomes() {
  return useQuery({
    queryKey: ['group-welcomes'],
    queryFn: ({ signal }) => call<typeof listGroupWelcomes>('listGroupWelcomes', { signal }),
  });
}

export function useChangeGroupWelcomes() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['group-welcomes'] });
  return {
    create: useMutation({
      mutationFn: (body: GroupWelcomeSettings & { notify: boolean }) =>
        call<typeof createGroupWelcome>('createGroupWelcome', { body }),
      onSettled,
    }),
    update: useMutation({
      mutationFn: ({ welcomeId, ...body }: GroupWelcomeSettings & { welcomeId: string }) =>
        call<typeof updateGroupWelcome>('updateGroupWelcome', { params: { welcomeId }, body }),
      onSettled,
    }),
    retry: useMutation({
      mutationFn: (welcomeId: string) => call<typeof retryGroupWelcome>('retryGroupWelcome', { params: { welcomeId } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (welcomeId: string) =>
        call<typeof deleteGroupWelcome>('deleteGroupWelcome', { params: { welcomeId } }),
      onSettled,
    }),
  };
}
