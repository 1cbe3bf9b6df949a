import type { Tx } from '../../platform/database/tx.ts';
import { withSubDepartments } from './roles.ts';
import { departmentsOf, listDepartments } from './store.ts';
import type { MemberViewer } from './viewer.ts';

/** Something that is for some departments, and all below them; null: for everybody. */
export interface Limited {
  departmentIds: readonly number[] | null;
}

/**
 * Which of these things a viewer may use: an admin all; others what is unlimited, or limited to a department she is in or whose customers
 * she sees. Reads who the viewer is only when one of them is limited.
 */
export async function openTo(
  tx: Tx,
  viewer: MemberViewer,
  things: readonly Limited[],
): Promise<(thing: Limited) => boolean> {
  if (viewer.role === 'admin' || things.every(({ departmentIds }) => departmentIds === null)) return () => true;
  const own = (await departmentsOf(tx, [viewer.userId])).get(viewer.userId) ?? [];
  const managed = viewer.scope.kind === 'departments' ? viewer.scope.departmentIds : [];
  const mine = new Set([...own.map((row) => row.departmentId), ...managed]);
  const departments = await listDepartments(tx);
  return ({ departmentIds }) =>
    departmentIds === null || withSubDepartments(departmentIds, departments).some((id) => mine.has(id));
}
