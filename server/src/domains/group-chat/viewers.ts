import { execute, inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { GroupChat } from '../../wecom/api/group-chat.ts';

interface Listed {
  chatId: string;
  createdAt: number;
  group: GroupChat;
  /** Whoever has left, though the list may call her its owner still. */
  leavers: ReadonlySet<string>;
}

/** Owner, administrators and every member of the company in the group see it; brought in step with what WeCom lists. */
export async function saveViewers(tx: Tx, { chatId, createdAt, group, leavers }: Listed): Promise<void> {
  const wanted = new Set(
    [
      group.ownerUserId,
      ...group.adminUserIds,
      ...group.members.filter((member) => member.kind === 'member').map((member) => member.id),
    ].filter((userId) => userId !== '' && !leavers.has(userId)),
  );
  const rows = await select<{ user_id: string }>(tx, 'SELECT user_id FROM group_viewer WHERE chat_id = ?', [chatId]);
  const stored = new Set(rows.map((row) => row.user_id));
  const gone = [...stored].filter((userId) => !wanted.has(userId));
  const come = [...wanted].filter((userId) => !stored.has(userId));
  await dropViewers(tx, chatId, gone);
  await insertRows(
    tx,
    'group_viewer',
    come.map((user_id) => ({ chat_id: chatId, user_id, created_at: createdAt })),
  );
}

export async function dropViewers(tx: Tx, chatId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await execute(tx, `DELETE FROM group_viewer WHERE chat_id = ? AND user_id ${inList(userIds)}`, [chatId, ...userIds]);
}
