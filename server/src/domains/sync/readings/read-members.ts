import { select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { Member } from '../../../wecom/api/member.ts';
import { markChecked, markMemberGone, saveFollowUsers, saveMembers } from '../../corp/save-members.ts';
import { saveDepartments } from '../../corp/store.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { readMember } from '../../corp/read-member.ts';
import type { Reading, ReadOutcome } from '../reading.ts';

export interface MembersPlace {
  step: 'departments' | 'members' | 'follow_users' | 'missing';
  /** The last department whose members are in. */
  departmentId: number;
  /** The last of those read alone because no department lists them; absent in places stored by an older version. */
  followUserId?: string;
  /** Whoever was looked at before this was not in any list, machine time. */
  beganAt: number;
}

const LANE = { lane: 'bulk' } as const;
const MEMBERS_PER_COMMIT = 200;
/** Members read one by one: few enough that a piece of work stays far below the lease of its command. */
const ALONE_AT_ONCE = 20;

export const membersStart = (machineNow: number): MembersPlace => ({
  step: 'departments',
  departmentId: 0,
  beganAt: machineNow,
});

/** Departments; their members; who may follow customers; and a look at everyone whom no list has shown. */
export async function readMembers(reading: Reading<MembersPlace>): Promise<ReadOutcome> {
  switch (reading.place.step) {
    case 'departments':
      await readDepartments(reading);
      return 'more';
    case 'members':
      await readOneDepartment(reading);
      return 'more';
    case 'follow_users':
      await readFollowUsers(reading);
      return 'more';
    case 'missing':
      return lookForMissing(reading);
  }
}

async function readDepartments(reading: Reading<MembersPlace>): Promise<void> {
  const departments = await reading.parts.wecom.department.list(undefined, LANE);
  const { now } = reading.moment;
  // People count members: departments are only the way to them.
  await reading.commit((tx) => saveDepartments(tx, departments, now).then(() => ({})), {
    place: { ...reading.place, step: 'members' },
    total: departments.length,
  });
}

async function readOneDepartment(reading: Reading<MembersPlace>): Promise<void> {
  const { db } = reading.parts;
  const [next] = await select<{ id: number }>(
    db.read,
    'SELECT id FROM department WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT 1',
    [reading.place.departmentId],
  );
  if (!next) {
    await reading.commit(async () => undefined, { place: { ...reading.place, step: 'follow_users' } });
    return;
  }
  const departmentId = Number(next.id);
  await commitMembers(reading, await listMembers(reading, departmentId));
  await reading.commit(async () => undefined, { place: { ...reading.place, departmentId }, done: 1 });
}

/** A department that vanished since the list was read has no members; anything else wrong stops the job for another try. */
async function listMembers({ parts: { wecom, log } }: Reading<MembersPlace>, departmentId: number): Promise<Member[]> {
  try {
    return await wecom.member.list(departmentId, {}, LANE);
  } catch (error) {
    if (!isWecomError(error) || error.fault !== 'permanent') throw error;
    log.warn({ departmentId, errcode: error.errcode }, 'department skipped by the sync');
    return [];
  }
}

/** A large department comes in several commits: none holds up the writer for long, and a repeat changes nothing. */
async function commitMembers(reading: Reading<MembersPlace>, members: readonly Member[]): Promise<void> {
  for (let start = 0; start < members.length; start += MEMBERS_PER_COMMIT) {
    const slice = members.slice(start, start + MEMBERS_PER_COMMIT);
    await reading.commit((tx) => saveMembers(tx, slice, reading.moment));
  }
}

/** The visible range may name members without their departments: whoever follows customers and is in no list is read alone. */
async function readFollowUsers(reading: Reading<MembersPlace>): Promise<void> {
  const { db, wecom } = reading.parts;
  const userIds = await wecom.externalContact.listFollowUserIds(LANE);
  const known = new Set(
    (await select<{ user_id: string }>(db.read, 'SELECT user_id FROM member')).map((row) => row.user_id),
  );
  const { followUserId = '' } = reading.place;
  const unknown = userIds.filter((one) => !known.has(one) && one > followUserId).sort();
  for (const userId of unknown.slice(0, ALONE_AT_ONCE)) {
    const found = await readMember(wecom, userId, LANE);
    if (found.status === 'found') await commitMembers(reading, [found.member]);
  }
  const last = unknown[ALONE_AT_ONCE - 1];
  if (last !== undefined) {
    await reading.commit(async () => undefined, { place: { ...reading.place, followUserId: last } });
    return;
  }
  await reading.commit((tx) => saveFollowUsers(tx, userIds).then(() => ({})), {
    place: { ...reading.place, step: 'missing' },
  });
}

async function lookForMissing(reading: Reading<MembersPlace>): Promise<ReadOutcome> {
  const { db, wecom } = reading.parts;
  const rows = await select<{ user_id: string }>(
    db.read,
    "SELECT user_id FROM member WHERE status IN ('active', 'not_activated', 'disabled') AND checked_at < ? ORDER BY status, checked_at LIMIT ?",
    [reading.place.beganAt, ALONE_AT_ONCE],
  );
  for (const { user_id: userId } of rows) {
    const found = await readMember(wecom, userId, LANE);
    await reading.commit((tx) => saveFound(tx, userId, found, reading.moment));
  }
  return rows.length < ALONE_AT_ONCE ? 'finished' : 'more';
}

async function saveFound(
  tx: Tx,
  userId: string,
  found: Awaited<ReturnType<typeof readMember>>,
  moment: { now: number; machineNow: number },
) {
  await markChecked(tx, [userId], moment.machineNow);
  if (found.status === 'found') return saveMembers(tx, [found.member], moment);
  return { removed: Number(await markMemberGone(tx, userId, found.status, moment)) };
}
