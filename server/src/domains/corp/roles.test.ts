import { describe, expect, test } from 'vitest';
import { decideRole, scopeOf, withSubDepartments } from './roles.ts';

const tree = [
  { id: 1, parentId: 0 },
  { id: 2, parentId: 1 },
  { id: 3, parentId: 2 },
  { id: 4, parentId: 1 },
];
const member = (fields: Partial<Parameters<typeof decideRole>[0]> = {}) => ({
  userId: 'zhangwei',
  role: null,
  managedDepartmentIds: null,
  departments: [{ departmentId: 3, isLeader: false }],
  ...fields,
});

describe('what a member may do', () => {
  test('a leader manages what she leads, without anybody appointing her', () => {
    const leader = member({
      departments: [
        { departmentId: 2, isLeader: true },
        { departmentId: 4, isLeader: false },
      ],
    });
    expect(decideRole(leader, [])).toEqual({ role: 'manager', origin: 'leader', managedDepartmentIds: [2] });
  });

  test('an appointment comes before leading: a leader can be made a rep', () => {
    const leader = member({ role: 'rep', departments: [{ departmentId: 2, isLeader: true }] });
    expect(decideRole(leader, [])).toMatchObject({ role: 'rep', origin: 'appointed' });
  });

  test('an appointed manager without chosen departments manages those she is in', () => {
    expect(decideRole(member({ role: 'manager' }), [])).toMatchObject({ managedDepartmentIds: [3] });
    expect(decideRole(member({ role: 'manager', managedDepartmentIds: [4] }), [])).toMatchObject({
      managedDepartmentIds: [4],
    });
  });

  test('the configured admins stay admins; user ids do not tell capitals from small letters', () => {
    expect(decideRole(member({ role: 'rep' }), ['ZhangWei'])).toMatchObject({ role: 'admin', origin: 'configuration' });
  });

  test('a scope takes in the departments below; everybody else sees her own', () => {
    expect(scopeOf('a', { role: 'manager', managedDepartmentIds: [2] }, tree)).toEqual({
      kind: 'departments',
      departmentIds: [2, 3],
    });
    expect(scopeOf('a', { role: 'manager', managedDepartmentIds: [] }, tree)).toEqual({ kind: 'self', userId: 'a' });
    expect(scopeOf('a', { role: 'rep', managedDepartmentIds: [2] }, tree)).toEqual({ kind: 'self', userId: 'a' });
    expect(scopeOf('a', { role: 'admin', managedDepartmentIds: [] }, tree)).toEqual({ kind: 'all' });
  });

  test('a loop of departments ends', () => {
    const loop = [
      { id: 5, parentId: 6 },
      { id: 6, parentId: 5 },
    ];
    expect(withSubDepartments([5], loop).sort()).toEqual([5, 6]);
  });
});
