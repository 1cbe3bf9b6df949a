import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RoleName, setMemberRole } from '@zhike/shared/contracts/corp';
import { call } from '../../../../shared/api/call.ts';

/** Appoints a role; null falls back to what WeCom says. */
export function useSetMemberRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ userId, ...body }: { userId: string; role: RoleName | null; departmentIds: number[] | null }) =>
      call<typeof setMemberRole>('setMemberRole', { params: { userId }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['members'] }),
  });
}
