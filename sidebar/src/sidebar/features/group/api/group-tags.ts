import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { changeGroupTags, GroupTagRef, GroupView } from '@zhike/shared/contracts/group-chat';
import type { listGroupTagGroups } from '@zhike/shared/contracts/group-tag';
import { phraseOf } from '../../../../shared/api/api-error.ts';
import { call } from '../../../../shared/api/call.ts';
import { notify } from '../../../components/notice.tsx';

export function useGroupTags() {
  return useQuery({
    queryKey: ['group-tag-groups'],
    queryFn: ({ signal }) => call<typeof listGroupTagGroups>('listGroupTagGroups', { signal }),
  });
}

/** Puts one tag on or takes it off: at once on the page, then at the server. */
export function useChangeGroupTag(chatId: string) {
  const client = useQueryClient();
  const key = ['group', chatId];
  const show = (change: (tags: GroupTagRef[]) => GroupTagRef[]) =>
    client.setQueryData<GroupView>(key, (group) => group && { ...group, tags: change(group.tags) });
  const change = useMutation({
    mutationFn: ({ tag, on }: { tag: GroupTagRef; on: boolean }) =>
      call<typeof changeGroupTags>('changeGroupTags', {
        params: { chatId },
        body: on ? { add: [tag.tagId] } : { remove: [tag.tagId] },
      }),
    onMutate: ({ tag, on }) => show((tags) => (on ? [...tags, tag] : tags.filter(({ tagId }) => tagId !== tag.tagId))),
    onError: (error) => {
      notify(phraseOf(error), { tone: 'problem' });
      void client.invalidateQueries({ queryKey: key });
    },
  });
  return change.mutate;
}
