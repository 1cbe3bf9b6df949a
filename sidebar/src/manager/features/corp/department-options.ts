import type { DepartmentView } from '@zhike/shared/contracts/corp';

/** Departments as one list, each below its parent, with its depth. Parents come before children in the answer. */
export function departmentOptions(
  departments: readonly DepartmentView[],
): { id: number; name: string; depth: number }[] {
  const known = new Set(departments.map(({ id }) => id));
  const children = new Map<number | null, DepartmentView[]>();
  for (const one of departments) {
    const parent = one.parentId !== null && known.has(one.parentId) ? one.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const list: { id: number; name: string; depth: number }[] = [];
  const walk = (parent: number | null, depth: number) => {
    for (const { id, name } of children.get(parent) ?? []) {
      list.push({ id, name, depth });
      walk(id, depth + 1);
    }
  };
  walk(null, 0);
  return list;
}

/** Those of them that somebody may choose; without a limit all. */
export function departmentsWithin(
  departments: readonly DepartmentView[],
  within: readonly number[] | undefined,
): readonly DepartmentView[] {
  return within ? departments.filter(({ id }) => within.includes(id)) : departments;
}
