import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import type { GroupChat } from '../../wecom/api/group-chat.ts';
import { bringIn } from './bring-in.ts';
import type { GroupChangeKind, GroupChatRow } from './entity.ts';
import { groupChatMirrored } from './events.ts';
import { letGo } from './let-go.ts';
import { diffMembers } from './rules/member-diff.ts';
import { mayBeOlder } from './rules/reading-turn.ts';
import { linkUnknownMembers, readStoredMembers, updateFacts } from './stored-members.ts';
import { findGroupChatForUpdate, recountMembers } from './store.ts';
import { saveViewers } from './viewers.ts';

/** Whoever joined longer ago than this before a group was first read joined before we looked. */
const NEWS_MS = 3_600_000;

export interface GroupTruth {
  group: GroupChat;
  /** When the reading began, business time: a reading that began later knows more. */
  readAt: number;
  now: number;
  timeZone: string;
  /** It has the member version that was announced, or none was. */
  isSettled: boolean;
  /** Only the list of the full reading tells; without it the stored one stays. */
  status?: number;
  /** The full reading that brings it. */
  syncJobId?: string;
}

export interface MirrorCounts {
  added: number;
  changed: number;
  removed: number;
}

/** `heldBack`: how many it lists though their leaving is known; the rest of it is as old. */
export type Mirrored = MirrorCounts & { heldBack: number };

/**
 * Makes our books of one group those of WeCom, writing only what differs, and tells of who came and went. People of a group that the
 * full reading meets for the first time are no news: no event tells of them. Of a group met otherwise only the latest are.
 */
export async function saveGroupChat(tx: Tx, truth: GroupTruth): Promise<Mirrored | 'stale'> {
  const { readAt, now, syncJobId } = truth;
  const { chatId } = truth.group;
  let stored = await findGroupChatForUpdate(tx, chatId);
  const isNew = stored === null && (await insertGroup(tx, truth));
  stored ??= await findGroupChatForUpdate(tx, chatId);
  if (!stored || (!isNew && stored.syncedAt > readAt)) return 'stale';
  if (stored.dismissedAt !== null && mayBeOlder(readAt, stored.dismissedAt)) return 'stale';
  const members = await readStoredMembers(tx, truth.group);
  const diff = diffMembers(members, truth.group.members, truth);
  const group = withoutLeavers(truth.group, diff.heldBack, stored);
  const viaSync = syncJobId !== undefined;
  const fields = isNew ? [] : changedFields(stored, group, truth.status);
  await updateGroup(tx, stored, { ...truth, group }, fields);
  const moment = { chatId, now, timeZone: truth.timeZone, viaSync };
  const isNews = (joinedAt: number) => !isNew || (!viaSync && joinedAt > readAt - NEWS_MS);
  await bringIn(tx, diff.joined, members, { ...moment, isNews });
  await letGo(
    tx,
    diff.leftIds.map((memberId) => members.get(memberId)!),
    { ...moment, at: now, how: null },
  );
  await updateFacts(tx, chatId, diff.changed, members);
  const linked = await linkUnknownMembers(tx, moment);
  await saveViewers(tx, { chatId, createdAt: stored.createdAt, group, leavers: diff.heldBack });
  const moved = diff.joined.length + diff.leftIds.length;
  if (isNew || moved + linked > 0) await recountMembers(tx, chatId);
  await noteChanges(tx, stored, truth, isNew ? ['created'] : fields);
  if (isNew || moved > 0 || fields.length > 0) {
    const payload = { chatId, isNew, joined: diff.joined.length, left: diff.leftIds.length, fields };
    await recordEvent(tx, groupChatMirrored({ occurredAt: now, chatId, payload }));
  }
  return {
    added: diff.joined.length,
    changed: diff.changed.length + linked + (fields.length > 0 ? 1 : 0),
    removed: diff.leftIds.length,
    heldBack: diff.heldBack.size,
  };
}

/** As WeCom's list would be if it knew of the leavings that we know of; its version is not the one we have. */
function withoutLeavers(group: GroupChat, leavers: ReadonlySet<string>, stored: GroupChatRow): GroupChat {
  if (leavers.size === 0) return group;
  return {
    ...group,
    members: group.members.filter((member) => !leavers.has(member.id)),
    adminUserIds: group.adminUserIds.filter((userId) => !leavers.has(userId)),
    memberVersion: stored.memberVersion,
  };
}

async function noteChanges(
  tx: Tx,
  stored: GroupChatRow,
  { group, now }: GroupTruth,
  kinds: readonly GroupChangeKind[],
): Promise<void> {
  const rows = kinds.map((kind) => ({
    id: newId(),
    chat_id: group.chatId,
    kind,
    from_user_id: kind === 'owner' ? stored.ownerUserId : null,
    to_user_id: kind === 'owner' || kind === 'created' ? group.ownerUserId : null,
    at: kind === 'created' ? stored.createdAt : now,
  }));
  await insertRows(tx, 'group_change', rows);
}

/** False when another transaction was first. */
async function insertGroup(tx: Tx, { group, readAt, now, status = 0, syncJobId }: GroupTruth): Promise<boolean> {
  const row = {
    chat_id: group.chatId,
    ...columnsOf(group),
    status,
    member_version: group.memberVersion,
    member_count: 0,
    external_count: 0,
    customer_count: 0,
    created_at: group.createdAt ?? now,
    synced_at: readAt,
    sync_job_id: syncJobId ?? null,
  };
  return (await insertRows(tx, 'group_chat', [row], { ignoreDuplicates: true })) === 1;
}

async function updateGroup(tx: Tx, stored: GroupChatRow, truth: GroupTruth, fields: GroupChangeKind[]): Promise<void> {
  const { group, readAt, status = stored.status, syncJobId } = truth;
  // What WeCom answers for is not dismissed, whatever we believed.
  const columns = {
    ...(fields.length > 0 ? columnsOf(group) : {}),
    status,
    member_version: group.memberVersion,
    synced_at: readAt,
    problem: null,
    dismissed_at: null,
    ...(syncJobId ? { sync_job_id: syncJobId } : {}),
  };
  const names = Object.keys(columns) as (keyof typeof columns)[];
  await execute(tx, `UPDATE group_chat SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE chat_id = ?`, [
    ...names.map((name) => columns[name] ?? null),
    stored.chatId,
  ]);
}

function columnsOf(group: GroupChat) {
  return {
    name: cut(group.name, 255),
    notice: group.notice === null ? null : cut(group.notice, 2000),
    owner_user_id: group.ownerUserId,
    admin_user_ids: JSON.stringify([...group.adminUserIds].sort()),
  };
}

function changedFields(stored: GroupChatRow, group: GroupChat, status = stored.status): GroupChangeKind[] {
  const columns = columnsOf(group);
  return [
    ...(stored.name !== columns.name ? ['name' as const] : []),
    ...(stored.notice !== columns.notice ? ['notice' as const] : []),
    ...(stored.ownerUserId !== group.ownerUserId ? ['owner' as const] : []),
    ...(JSON.stringify(stored.adminUserIds) !== columns.admin_user_ids ? ['admins' as const] : []),
    ...(stored.status !== status ? ['status' as const] : []),
    ...(stored.dismissedAt !== null ? ['revived' as const] : []),
  ];
}

const cut = (text: string, length: number) => [...text].slice(0, length).join('');
