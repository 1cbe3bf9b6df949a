import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  createTagGroup,
  createTags,
  deleteTag,
  deleteTagGroup,
  orderTagGroups,
  orderTags,
  renameTag,
  updateTagGroup,
} from '@zhike/shared/contracts/tag';
import { call } from '../../../../shared/api/call.ts';

/** Every change of the tag library; WeCom is asked first, so the library is read anew afterwards. */
export function useChangeTags() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['tag-groups'] });
  return {
    createGroup: useMutation({
      mutationFn: (body: { name: string; tagNames: string[]; departmentIds: number[] | null }) =>
        call<typeof createTagGroup>('createTagGroup', { body }),
      onSettled,
    }),
    updateGroup: useMutation({
      mutationFn: ({ groupId, ...body }: { groupId: string; name?: string; departmentIds?: number[] | null }) =>
        call<typeof updateTagGroup>('updateTagGroup', { params: { groupId }, body }),
      onSettled,
    }),
    deleteGroup: useMutation({
      mutationFn: (groupId: string) => call<typeof deleteTagGroup>('deleteTagGroup', { params: { groupId } }),
      onSettled,
    }),
    orderGroups: useMutation({
      mutationFn: (groupIds: string[]) => call<typeof orderTagGroups>('orderTagGroups', { body: { groupIds } }),
      onSettled,
    }),
    createTags: useMutation({
      mutationFn: ({ groupId, names }: { groupId: string; names: string[] }) =>
        call<typeof createTags>('createTags', { params: { groupId }, body: { names } }),
      onSettled,
    }),
    orderTags: useMutation({
      mutationFn: ({ groupId, tagIds }: { groupId: string; tagIds: string[] }) =>
        call<typeof orderTags>('orderTags', { params: { groupId }, body: { tagIds } }),
      onSettled,
    }),
    renameTag: useMutation({
      mutationFn: ({ tagId, name }: { tagId: string; name: string }) =>
        call<typeof renameTag>('renameTag', { params: { tagId }, body: { name } }),
      onSettled,
    }),
    deleteTag: useMutation({
      mutationFn: (tagId: string) => call<typeof deleteTag>('deleteTag', { params: { tagId } }),
      onSettled,
    }),
  };
}
