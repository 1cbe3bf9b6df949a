import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import { GroupMemberRow } from './entity.ts';
import { letGo } from './let-go.ts';

/** Taken in pieces of a few statements each; a group holds some hundreds. */
const PIECE = 200;

interface Dismissal {
  chatId: string;
  /** When, business time. */
  at: number;
  timeZone: string;
  viaSync: boolean;
}

/**
 * The group is no more: its row and its members' rows stay, everybody in it has left it by that. False when it was known to be
 * dismissed, or was never known.
 */
export async function dismissGroup(tx: Tx, { chatId, at, timeZone, viaSync }: Dismissal): Promise<boolean> {
  await execute(tx, 'DELETE FROM group_reading WHERE chat_id = ?', [chatId]);
  const dismissed = await execute(
    tx,
    'UPDATE group_chat SET dismissed_at = ?, problem = NULL, member_count = 0, external_count = 0, customer_count = 0 WHERE chat_id = ? AND dismissed_at IS NULL',
    [at, chatId],
  );
  if (dismissed === 0) return false;
  const change = { id: newId(), chat_id: chatId, kind: 'dismissed', from_user_id: null, to_user_id: null, at };
  await insertRows(tx, 'group_change', [change]);
  for (;;) {
    const members = await tx
      .createQueryBuilder(GroupMemberRow, 'm')
      .where('m.chatId = :chatId AND m.leftAt IS NULL', { chatId })
      .orderBy('m.joinedAt')
      .addOrderBy('m.memberId')
      .limit(PIECE)
      .getMany();
    await letGo(tx, members, { chatId, at, how: 'ended', timeZone, viaSync });
    if (members.length < PIECE) return true;
  }
}
