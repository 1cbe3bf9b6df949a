import type { Tx } from '../../../platform/database/tx.ts';
import { membersOutOfScope } from '../../corp/member-scope.ts';
import { listDepartments } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { MomentPublisherOutOfScope } from './errors.ts';

export interface Publishers {
  userIds: string[];
  departmentIds: number[];
}

/**
 * Whom a viewer asks to publish: of her people alone, and nobody named is everybody of them. Throws MomentPublisherOutOfScope for others.
 */
export async function publishersInScope(tx: Tx, viewer: MemberViewer, asked: Publishers): Promise<Publishers> {
  const { scope } = viewer;
  if (scope.kind === 'all') return asked;
  const { userIds, departmentIds } = asked;
  const own = new Set(scope.kind === 'departments' ? scope.departmentIds : []);
  const strangers = {
    userIds: await membersOutOfScope(tx, viewer.scope, userIds),
    departmentIds: departmentIds.filter((id) => !own.has(id)),
  };
  if (strangers.userIds.length + strangers.departmentIds.length > 0) throw new MomentPublisherOutOfScope(strangers);
  if (userIds.length + departmentIds.length > 0) return asked;
  if (scope.kind === 'self') return { userIds: [scope.userId], departmentIds: [] };
  // WeCom takes a department with all below it. Nobody named would be the whole company to it.
  const parents = new Map((await listDepartments(tx)).map(({ id, parentId }) => [id, parentId]));
  const tops = [...own].filter((id) => !own.has(parents.get(id) ?? 0));
  if (tops.length === 0) throw new MomentPublisherOutOfScope(strangers);
  return { userIds: [], departmentIds: tops };
}
