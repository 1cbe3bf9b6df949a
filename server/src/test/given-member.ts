import { MemberDepartmentRow, MemberRow } from '../domains/corp/entity.ts';
import type { TestServer } from './start-test-server.ts';

let counter = 0;

/** A member in our mirror: active, with customer contact, in department 1; whatever `fields` say otherwise. */
export async function givenMember(
  server: Pick<TestServer, 'db' | 'clock'>,
  fields: Partial<MemberRow> & { departmentId?: number; isLeader?: boolean } = {},
): Promise<MemberRow> {
  counter += 1;
  const { departmentId = 1, isLeader = false, ...own } = fields;
  const userId = own.userId ?? `member${counter}`;
  const name = own.name ?? `成员${counter}`;
  const member: MemberRow = {
    userId,
    name,
    alias: null,
    avatar: null,
    position: null,
    mainDepartment: departmentId,
    status: 'active',
    isFollowUser: true,
    subscribed: true,
    role: null,
    managedDepartmentIds: null,
    sortName: userId,
    searchText: `${name} ${userId}`,
    checkedAt: server.clock.now(),
    createdAt: server.clock.now(),
    goneAt: null,
    ...own,
  };
  await server.db.transaction(async (tx) => {
    await tx.delete(MemberDepartmentRow, { userId });
    await tx.delete(MemberRow, { userId });
    await tx.insert(MemberRow, member);
    await tx.insert(MemberDepartmentRow, { userId, departmentId, isLeader });
  });
  return member;
}
