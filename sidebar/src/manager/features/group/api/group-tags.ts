import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { changeGroupTags } from '@zhike/shared/contracts/group-chat';
import type {
  addGroupTags,
  createGroupTagGroup,
  deleteGroupTag,
  deleteGroupTagGroup,
  listGroupTagGroups,
  renameGroupTag,
  renameGroupTagGroup,
} from '@zhike/shared/contracts/group-tag';
import { call } from '../../../../shared/api/call.ts';

export function useGroupTags() {
  return useQuery({
    queryKey: ['group-tag-groups'],
    queryFn: ({ signal }) => call<typeof listGroupTagGroups>('listGroupTagGroups', { signal }),
  });
}

/** Changes of the library; groups show their tags anew. */
export function useChangeGroupTags() {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(['group-tag-groups', 'groups', 'group'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  return {
    create: useMutation({
      mutationFn: (body: { name: string; tagNames: string[] }) =>
        call<typeof createGroupTagGroup>('createGroupTagGroup', { body }),
      onSettled,
    }),
    renameGroup: useMutation({
      mutationFn: ({ groupId, name }: { groupId: string; name: string }) =>
        call<typeof renameGroupTagGroup>('renameGroupTagGroup', { params: { groupId }, body: { name } }),
      onSettled,
    }),
    removeGroup: useMutation({
      mutationFn: (groupId: string) => call<typeof deleteGroupTagGroup>('deleteGroupTagGroup', { params: { groupId } }),
      onSettled,
    }),
    add: useMutation({
      mutationFn: ({ groupId, names }: { groupId: string; names: string[] }) =>
        call<typeof addGroupTags>('addGroupTags', { params: { groupId }, body: { names } }),
      onSettled,
    }),
    rename: useMutation({
      mutationFn: ({ tagId, name }: { tagId: string; name: string }) =>
        call<typeof renameGroupTag>('renameGroupTag', { params: { tagId }, body: { name } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (tagId: string) => call<typeof deleteGroupTag>('deleteGroupTag', { params: { tagId } }),
      onSettled,
    }),
  };
}

/** Puts tags on one group. */
export function useTagGroup(chatId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { add: string[]; remove: string[] }) =>
      call<typeof changeGroupTags>('changeGroupTags', { params: { chatId }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['group', chatId] }),
  });
}
