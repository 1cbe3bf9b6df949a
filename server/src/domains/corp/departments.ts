import type { Tx } from '../../platform/database/tx.ts';
import { DepartmentNotFound } from './errors.ts';
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
  if (things.every(({ departmentIds }) => departmentIds === null)) return () => true;
  const open = await departmentsOpenTo(tx, viewer);
  return ({ departmentIds }) =>
    departmentIds === null || open === null || departmentIds.some((departmentId) => open.includes(departmentId));
}

/** The departments for whom something may be that the viewer uses: her own, those she sees, and all above them. null: everything. */
export async function departmentsOpenTo(tx: Tx, viewer: MemberViewer): Promise<number[] | null> {
  if (viewer.role === 'admin') return null;
  const own = (await departmentsOf(tx, [viewer.userId])).get(viewer.userId) ?? [];
  const managed = viewer.scope.kind === 'departments' ? viewer.scope.departmentIds : [];
  const parentOf = new Map((await listDepartments(tx)).map(({ id, parentId }) => [id, parentId]));
  const open = new Set<number>();
  for (const start of [...own.map((row) => row.departmentId), ...managed])
    for (let id: number | null | undefined = start; id && !open.has(id); id = parentOf.get(id)) open.add(id);
  return [...open];
}

/** Nothing may be for departments that are not there: nobody would ever see it. */
export async function requireDepartments(tx: Tx, departmentIds: readonly number[]): Promise<void> {
  if (departmentIds.length === 0) return;
  const known = new Set((await listDepartments(tx)).map(({ id }) => id));
  const unknown = departmentIds.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new DepartmentNotFound({ departmentIds: unknown });
}
