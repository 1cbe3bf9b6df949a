import { execute, inList } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { GroupChatChange } from '../../wecom/events.ts';
import { type GroupChatRow, GroupMemberRow, type LeftHow } from './entity.ts';
import { letGo } from './let-go.ts';
import { findGroupChatForUpdate, recountMembers } from './store.ts';
import { dropViewers } from './viewers.ts';

/** WeCom's numbers: 0 by themselves, 1 removed by owner or administrator. */
const HOW: Record<number, LeftHow> = { 0: 'self', 1: 'removed' };

/**
 * A callback names who left, and it alone says how. Whoever has come back since then is left alone. Returns true when our books now
 * have the announced version without any reading: they had its predecessor, and the list was complete (the rule of doc 92130).
 */
export async function applyLeaving(
  tx: Tx,
  { chatId, memberIds, isComplete, quitScene, lastVersion, currentVersion }: GroupChatChange,
  { occurredAt, timeZone }: { occurredAt: number; timeZone: string },
): Promise<boolean> {
  const group = await findGroupChatForUpdate(tx, chatId);
  if (!group || memberIds.length === 0) return false;
  const rows = await tx
    .createQueryBuilder(GroupMemberRow, 'm')
    .where('m.chatId = :chatId AND m.memberId IN (:...memberIds)', { chatId, memberIds })
    .getMany();
  const how = quitScene === null ? null : (HOW[quitScene] ?? null);
  // The callback's time has seconds only.
  const members = rows.filter((row) => row.joinedAt < occurredAt + 1_000);
  const leaving = members.filter((row) => row.leftAt === null);
  await letGo(tx, leaving, { chatId, at: occurredAt, how, timeZone, viaSync: false });
  // A reading was faster and could not know how.
  const told = members.filter((row) => row.leftAt !== null && row.leftHow === null).map((row) => row.memberId);
  if (told.length > 0 && how !== null)
    await execute(
      tx,
      `UPDATE group_member SET left_how = ?, left_at = ? WHERE chat_id = ? AND member_id ${inList(told)}`,
      [how, occurredAt, chatId, ...told],
    );
  if (leaving.length > 0) await recountMembers(tx, chatId);
  await endRights(tx, group, colleagues(members));
  const isWhole = isComplete && leaving.length === memberIds.length;
  if (!isWhole || currentVersion === null || lastVersion === null || group.memberVersion !== lastVersion) return false;
  await execute(tx, 'UPDATE group_chat SET member_version = ? WHERE chat_id = ?', [currentVersion, chatId]);
  return true;
}

const colleagues = (members: readonly GroupMemberRow[]) =>
  members.filter((member) => member.kind === 'member').map((member) => member.memberId);

/** Whoever is out of a group sees nothing more of it from that moment, without any reading. */
async function endRights(tx: Tx, { chatId, adminUserIds }: GroupChatRow, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await dropViewers(tx, chatId, userIds);
  const admins = adminUserIds.filter((userId) => !userIds.includes(userId));
  if (admins.length < adminUserIds.length)
    await execute(tx, 'UPDATE group_chat SET admin_user_ids = ? WHERE chat_id = ?', [JSON.stringify(admins), chatId]);
}
