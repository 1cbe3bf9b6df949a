import { findRow } from '../../platform/database/find-row.ts';
import type { Consultant } from '@zhike/shared/contracts/customer-app';
import type { Tx } from '../../platform/database/tx.ts';
import { ChannelRow } from '../channel/entity.ts';
import { TOP_DEPARTMENT_ID } from '../corp/corp-name.ts';
import { DepartmentRow, type MemberRow } from '../corp/entity.ts';
import { findMember } from '../corp/store.ts';
import { findCustomer, isLiveRelation, listRelations } from '../customer/store.ts';
import { decideConsultant, serviceHoursOf } from './rules.ts';

export interface FoundConsultant {
  userId: string;
  consultant: Consultant;
}

/** Who serves the customer; null when nobody who still works here does. */
export async function findConsultant(tx: Tx, customerId: string): Promise<FoundConsultant | null> {
  const customer = await findCustomer(tx, customerId);
  if (!customer) return null;
  const bonds = (await listRelations(tx, customerId)).filter(isLiveRelation);
  const members = await activeMembers(tx, [
    ...(customer.ownerUserId ? [customer.ownerUserId] : []),
    ...bonds.map((bond) => bond.userId),
  ]);
  const userId = decideConsultant(customer.ownerUserId, bonds, (candidate) => members.has(candidate));
  const member = userId ? members.get(userId) : undefined;
  if (!member) return null;
  const bond = bonds.find((one) => one.userId === member.userId);
  const channel = bond?.channelId ? await findRow(tx, ChannelRow, { id: bond.channelId }) : null;
  const department = await findDepartmentBelowTop(tx, member.mainDepartment);
  return {
    userId: member.userId,
    consultant: {
      name: member.name,
      avatarUrl: member.avatar || null,
      position: member.position || null,
      departmentName: department?.name ?? null,
      serviceHours: channel ? serviceHoursOf(channel.duty, member.userId) : [],
      addedAt: bond?.addedAt ?? null,
    },
  };
}

/** The top department is the corp, which is shown anyway. */
async function findDepartmentBelowTop(tx: Tx, departmentId: number | null): Promise<DepartmentRow | null> {
  if (departmentId === null || departmentId === TOP_DEPARTMENT_ID) return null;
  return findRow(tx, DepartmentRow, { id: departmentId });
}

async function activeMembers(tx: Tx, userIds: string[]): Promise<Map<string, MemberRow>> {
  const found = new Map<string, MemberRow>();
  for (const userId of new Set(userIds)) {
    const member = await findMember(tx, userId);
    if (member?.status === 'active') found.set(userId, member);
  }
  return found;
}
