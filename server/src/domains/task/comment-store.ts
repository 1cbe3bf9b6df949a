import type { TaskCommentView } from '@zhike/shared/contracts/task-team';
import { insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import { memberCards } from '../corp/store.ts';

const SHOWN = 200;

/** Returns its id, or null when it was said before about this task under the same key. */
export async function insertComment(
  tx: Tx,
  comment: { taskId: string; userId: string; text: string; idempotencyKey?: string; now: number },
): Promise<string | null> {
  const { taskId, userId, text, now } = comment;
  const idempotencyKey = comment.idempotencyKey ? `${userId}:${taskId}:${comment.idempotencyKey}` : null;
  const id = newId();
  const row = { id, task_id: taskId, user_id: userId, text, idempotency_key: idempotencyKey, created_at: now };
  const inserted = await insertRows(tx, 'task_comment', [row], { ignoreDuplicates: idempotencyKey !== null });
  return inserted > 0 ? id : null;
}

/** The newest ones, oldest of them first. */
export async function listComments(
  tx: Tx,
  taskId: string,
): Promise<{ comments: TaskCommentView[]; hasOlder: boolean }> {
  const rows = await select<{ id: string; user_id: string; text: string; created_at: number | string }>(
    tx,
    `SELECT id, user_id, text, created_at FROM task_comment WHERE task_id = ? ORDER BY id DESC LIMIT ${SHOWN + 1}`,
    [taskId],
  );
  const shown = rows.slice(0, SHOWN).reverse();
  const members = await memberCards(
    tx,
    shown.map((row) => row.user_id),
  );
  return {
    comments: shown.map((row) => ({
      id: row.id,
      author: members.get(row.user_id) ?? { userId: row.user_id, name: row.user_id, avatar: null },
      text: row.text,
      createdAt: Number(row.created_at),
    })),
    hasOlder: rows.length > SHOWN,
  };
}
