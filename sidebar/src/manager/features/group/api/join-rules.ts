import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  GroupJoinRules,
  GroupJoinSubject,
  getGroupJoinRules,
  saveGroupJoinRules,
} from '@zhike/shared/contracts/group-chat';
import { call } from '../../../../shared/api/call.ts';

const keyOf = ({ kind, subject }: GroupJoinSubject) => ['group-join-rules', kind, subject];

export function useJoinRules(subject: GroupJoinSubject) {
  return useQuery({
    queryKey: keyOf(subject),
    queryFn: ({ signal }) => call<typeof getGroupJoinRules>('getGroupJoinRules', { params: subject, signal }),
  });
}

export function useSaveJoinRules(subject: GroupJoinSubject) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GroupJoinRules) =>
      call<typeof saveGroupJoinRules>('saveGroupJoinRules', { params: subject, body }),
    onSuccess: (rules) => {
      client.setQueryData(keyOf(subject), rules);
      return client.invalidateQueries({ queryKey: ['group-join-rules', 'all'] });
    },
  });
}
