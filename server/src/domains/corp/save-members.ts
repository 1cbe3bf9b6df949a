import { findRow } from '../../platform/database/find-row.ts';
import { execute, inList, insertRows, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { type NewEvent, recordEvents } from '../../platform/delivery/event.ts';
import type { Member } from '../../wecom/api/member.ts';
import { MemberRow, type StoredMemberStatus } from './entity.ts';
import { type LeaveReason, memberJoined, memberLeft, memberReturned } from './events.ts';
import { nameKeys } from './member-name.ts';
import { endSessionsOf } from './session-store.ts';
import { departmentsOf } from './store.ts';

export interface Moment {
  /** Business time, epoch ms. */
  now: number;
  /** Machine time, epoch ms. */
  machineNow: number;
}

const GONE: ReadonlySet<StoredMemberStatus> = new Set(['left', 'disabled', 'out_of_range']);

/**
 * Writes what WeCom says of these members. Whoever has left or was disabled since the last look loses her sessions,
 * and `member.left` tells everybody else. Costs a handful of statements for any number of members.
 */
export async function saveMembers(tx: Tx, members: readonly Member[], { now, machineNow }: Moment) {
  const unique = [...new Map(members.map((member) => [member.userId, member])).values()];
  const ids = unique.map((member) => member.userId);
  const counts = { read: unique.length, added: 0, changed: 0, removed: 0 };
  if (ids.length === 0) return counts;
  const stored = new Map(
    (await tx.createQueryBuilder(MemberRow, 'member').where('member.userId IN (:...ids)', { ids }).getMany()).map(
      (row) => [row.userId, row],
    ),
  );
  const storedDepartments = await departmentsOf(tx, ids);
  const events: NewEvent[] = [];
  const changed: Member[] = [];
  const moved: Member[] = [];
  for (const member of unique) {
    const before = stored.get(member.userId);
    if (!before) {
      counts.added += 1;
      changed.push(member);
      events.push(memberJoined({ occurredAt: now, memberUserId: member.userId, payload: { userId: member.userId } }));
    } else if (!isSame(before, member)) {
      counts.changed += 1;
      changed.push(member);
      events.push(...(await turnOf(tx, before, statusOf(member), now)));
    }
    if (departmentKey(storedDepartments.get(member.userId) ?? []) !== departmentKey(departmentRows(member)))
      moved.push(member);
  }
  await upsertRows(
    tx,
    'member',
    changed.map((member) => memberRow(member, stored.get(member.userId), { now, machineNow })),
    ['user_id'],
    ['name', 'alias', 'avatar', 'position', 'main_department', 'status', 'sort_name', 'search_text', 'gone_at'],
  );
  await markChecked(tx, ids, machineNow);
  await saveDepartmentsOf(tx, moved);
  await recordEvents(tx, events);
  return counts;
}

/** These have been looked at, whatever came of it. */
export async function markChecked(tx: Tx, userIds: readonly string[], machineNow: number): Promise<void> {
  if (userIds.length === 0) return;
  await execute(tx, `UPDATE member SET checked_at = ? WHERE user_id ${inList(userIds)}`, [machineNow, ...userIds]);
}

/** Nobody found her where she was: she left, or the app may not see her any more. */
export async function markMemberGone(
  tx: Tx,
  userId: string,
  reason: LeaveReason,
  { now, machineNow }: Moment,
): Promise<boolean> {
  const before = await findRow(tx, MemberRow, { userId });
  if (!before || before.status === reason) return false;
  await execute(tx, 'UPDATE member SET status = ?, gone_at = ?, checked_at = ?, is_follow_user = 0 WHERE user_id = ?', [
    reason,
    before.goneAt ?? now,
    machineNow,
    userId,
  ]);
  await recordEvents(tx, await turnOf(tx, before, reason, now));
  return true;
}

/** Who has the customer-contact function now. Returns how many gained or lost it. */
export async function saveFollowUsers(tx: Tx, userIds: readonly string[]): Promise<number> {
  const wanted = new Set(userIds);
  const rows = await tx.find(MemberRow, { select: { userId: true, isFollowUser: true } });
  const differ = rows.filter((row) => row.isFollowUser !== wanted.has(row.userId));
  for (const isFollowUser of [true, false]) {
    const ids = differ.filter((row) => wanted.has(row.userId) === isFollowUser).map((row) => row.userId);
    for (let start = 0; start < ids.length; start += 500) {
      const slice = ids.slice(start, start + 500);
      await execute(tx, `UPDATE member SET is_follow_user = ? WHERE user_id ${inList(slice)}`, [
        Number(isFollowUser),
        ...slice,
      ]);
    }
  }
  return differ.length;
}

/** Events of a change of status; ends the sessions of whoever is gone. */
async function turnOf(tx: Tx, before: MemberRow, status: StoredMemberStatus, now: number): Promise<NewEvent[]> {
  const { userId } = before;
  const about = { occurredAt: now, memberUserId: userId };
  if (isGone(status)) {
    await endSessionsOf(tx, userId);
    // Disabled first and deleted later is one leaving.
    return isGone(before.status) ? [] : [memberLeft({ ...about, payload: { userId, reason: status } })];
  }
  return isGone(before.status) ? [memberReturned({ ...about, payload: { userId } })] : [];
}

function isGone(status: StoredMemberStatus): status is LeaveReason {
  return GONE.has(status);
}

/** A reply without a status comes from a member who is in the list, so she is there. */
function statusOf(member: Member): StoredMemberStatus {
  return member.status === 'unknown' ? 'active' : member.status;
}

function isSame(before: MemberRow, member: Member): boolean {
  return (
    before.name === member.name &&
    before.alias === member.alias &&
    before.avatar === member.avatar &&
    before.position === member.position &&
    before.mainDepartment === member.mainDepartmentId &&
    before.status === statusOf(member)
  );
}

function memberRow(member: Member, before: MemberRow | undefined, { now, machineNow }: Moment) {
  const status = statusOf(member);
  const { sortName, searchText } = nameKeys(member);
  return {
    user_id: member.userId,
    name: member.name,
    alias: member.alias,
    avatar: member.avatar,
    position: member.position,
    main_department: member.mainDepartmentId,
    status,
    is_follow_user: 0,
    subscribed: null,
    role: null,
    managed_department_ids: null,
    sort_name: sortName,
    search_text: searchText,
    checked_at: machineNow,
    created_at: now,
    gone_at: isGone(status) ? (before?.goneAt ?? now) : null,
  };
}

function departmentRows(member: Member): { departmentId: number; isLeader: boolean }[] {
  return [...new Set(member.departmentIds)].map((departmentId) => ({
    departmentId,
    isLeader: member.leaderOf.includes(departmentId),
  }));
}

function departmentKey(rows: readonly { departmentId: number; isLeader: boolean }[]): string {
  return rows
    .map((row) => `${row.departmentId}${row.isLeader ? '*' : ''}`)
    .sort()
    .join();
}

async function saveDepartmentsOf(tx: Tx, members: readonly Member[]): Promise<void> {
  if (members.length === 0) return;
  const ids = members.map((member) => member.userId);
  await execute(tx, `DELETE FROM member_department WHERE user_id ${inList(ids)}`, ids);
  await insertRows(
    tx,
    'member_department',
    members.flatMap((member) =>
      departmentRows(member).map((row) => ({
        user_id: member.userId,
        department_id: row.departmentId,
        is_leader: Number(row.isLeader),
      })),
    ),
  );
}

/** Whether the app is in her WeCom, as callbacks say. */
export async function saveSubscribed(tx: Tx, userId: string, subscribed: boolean): Promise<void> {
  await execute(tx, 'UPDATE member SET subscribed = ? WHERE user_id = ?', [Number(subscribed), userId]);
}
