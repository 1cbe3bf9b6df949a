import type { Tx } from '../../platform/database/tx.ts';
import { listMemberIdsIn } from './store.ts';
import type { MemberViewer } from './viewer.ts';

/** With more colleagues than this in sight, most of what there is is in sight too, and walking all of it finds it sooner. */
const FEW = 50;

/** The members whose work a viewer sees, where they are few; null: many, or everybody. */
export async function fewMembersOf(
  tx: Tx,
  { userId, scope }: Pick<MemberViewer, 'userId' | 'scope'>,
): Promise<string[] | null> {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'self') return [...new Set([userId, scope.userId])];
  const userIds = [...new Set([userId, ...(await listMemberIdsIn(tx, scope.departmentIds))])];
  return userIds.length <= FEW ? userIds : null;
}
