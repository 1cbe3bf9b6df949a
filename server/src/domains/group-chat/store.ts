import { findRow } from '../../platform/database/find-row.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { GroupChatRow, GroupMemberRow, GroupReadingRow } from './entity.ts';
import { GroupChatNotFound } from './errors.ts';
import type { GroupMemberJoined } from './events.ts';
import type { ReadingProblem } from './refusals.ts';

export async function findGroupChat(tx: Tx, chatId: string): Promise<GroupChatRow | null> {
  return findRow(tx, GroupChatRow, { chatId });
}

export async function getGroupChat(tx: Tx, chatId: string): Promise<GroupChatRow> {
  const group = await findGroupChat(tx, chatId);
  if (!group) throw new GroupChatNotFound({ chatId });
  return group;
}

/** Locked until commit: whoever writes members of a group holds its row. */
export async function findGroupChatForUpdate(tx: Tx, chatId: string): Promise<GroupChatRow | null> {
  return findRow(tx, GroupChatRow, { chatId }, { lock: true });
}

export async function findGroupMember(tx: Tx, chatId: string, memberId: string): Promise<GroupMemberRow | null> {
  return findRow(tx, GroupMemberRow, { chatId, memberId });
}

/** The event that told of somebody's joining, of the latest when there were several. */
export async function findJoining(
  tx: Tx,
  chatId: string,
  memberId: string,
): Promise<{ customerId: string | null; occurredAt: number; payload: GroupMemberJoined } | null> {
  const [row] = await select<{ customer_id: string | null; occurred_at: number | string; payload: string }>(
    tx,
    `SELECT e.customer_id, e.occurred_at, e.payload FROM group_member g JOIN event e ON e.id = g.joined_event_id
      WHERE g.chat_id = ? AND g.member_id = ?`,
    [chatId, memberId],
  );
  if (!row) return null;
  return { customerId: row.customer_id, occurredAt: Number(row.occurred_at), payload: JSON.parse(row.payload) };
}

/** Names by id; groups we do not know are absent. A group without a name is called so. */
export async function groupNames(tx: Tx, chatIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(chatIds)];
  if (ids.length === 0) return new Map();
  const rows = await select<{ chat_id: string; name: string }>(
    tx,
    `SELECT chat_id, name FROM group_chat WHERE chat_id ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [row.chat_id, nameOf(row)]));
}

export const nameOf = ({ name }: Pick<GroupChatRow, 'name'>) => name || '未命名的群';

/** Says why what our books have of a group may be old; of a group they do not have there is nothing to say it on. */
export async function noteProblem(tx: Tx, chatId: string, problem: ReadingProblem): Promise<void> {
  await execute(tx, 'UPDATE group_chat SET problem = ? WHERE chat_id = ? AND dismissed_at IS NULL', [problem, chatId]);
}

/** Counts the people in a group anew, from their rows. */
export async function recountMembers(tx: Tx, chatId: string): Promise<void> {
  const [row] = await select<Record<'members' | 'externals' | 'customers', number | string | null>>(
    tx,
    `SELECT COUNT(*) AS members, SUM(CASE WHEN kind = 'external' THEN 1 ELSE 0 END) AS externals,
       SUM(CASE WHEN customer_id IS NULL THEN 0 ELSE 1 END) AS customers FROM group_member WHERE chat_id = ? AND left_at IS NULL`,
    [chatId],
  );
  await execute(
    tx,
    'UPDATE group_chat SET member_count = ?, external_count = ?, customer_count = ? WHERE chat_id = ?',
    [Number(row?.members ?? 0), Number(row?.externals ?? 0), Number(row?.customers ?? 0), chatId],
  );
}

/** Outside people who left a group since then, however they left but removed. */
export async function countLeftSince(tx: Tx, chatId: string, since: number): Promise<number> {
  const [row] = await select<{ n: number | string }>(
    tx,
    `SELECT COUNT(*) AS n FROM group_member WHERE chat_id = ? AND left_at > ? AND kind = 'external' AND (left_how IS NULL OR left_how = 'self')`,
    [chatId, since],
  );
  return Number(row?.n ?? 0);
}

/** A change of it was announced and not read yet: a reading made now may be older than that. */
export async function isReadingPlanned(tx: Tx, chatId: string): Promise<boolean> {
  return (await findRow(tx, GroupReadingRow, { chatId })) !== null;
}
