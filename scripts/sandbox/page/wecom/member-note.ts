import type { DepartmentView, MemberView } from '../../src/control/views.ts';

/** Department, position and anything unusual of a member, in one line. */
export function memberNote(member: MemberView, departments: DepartmentView[]): string {
  const department = departments.find((candidate) => candidate.id === member.mainDepartment)?.name ?? '';
  const unusual =
    member.status === 5
      ? '已离职'
      : member.status === 2
        ? '已停用'
        : member.status === 4
          ? '未激活'
          : member.visible
            ? ''
            : '不在可见范围';
  return [department, member.position, unusual].filter(Boolean).join(' · ');
}
