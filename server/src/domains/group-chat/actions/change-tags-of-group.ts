import type { Dependencies } from '../../../dependencies.ts';
import { execute, inList, insertRows, select } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { GroupTagsNotUsable } from '../errors.ts';
import { groupTagsChanged } from '../events.ts';

/** Puts group tags on a group and takes them off; what is so already stays. */
export async function changeTagsOfGroup(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  chatId: string,
  { add, remove }: { add: string[]; remove: string[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    if (add.length > 0) {
      const rows = await select<{ id: string }>(tx, `SELECT id FROM group_tag WHERE id ${inList(add)}`, add);
      const gone = add.filter((tagId) => !rows.some((row) => row.id === tagId));
      if (gone.length > 0) throw new GroupTagsNotUsable({ tagIds: gone });
    }
    const added = await insertRows(
      tx,
      'group_chat_tag',
      [...new Set(add)].map((tag_id) => ({ chat_id: chatId, tag_id, by_user_id: viewer.userId, added_at: now })),
      { ignoreDuplicates: true },
    );
    const removed =
      remove.length === 0
        ? 0
        : await execute(tx, `DELETE FROM group_chat_tag WHERE chat_id = ? AND tag_id ${inList(remove)}`, [
            chatId,
            ...remove,
          ]);
    if (added + removed === 0) return;
    await recordEvent(tx, groupTagsChanged({ occurredAt: now, chatId, payload: { chatId } }));
    await audit(tx, viewer, {
      action: 'group_chat.change_tags',
      subject: { kind: 'group_chat', id: chatId },
      after: { added: add, removed: remove },
    });
  });
}
