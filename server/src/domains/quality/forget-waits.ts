import { execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

/** Of a relation that has ended. Its open questions stay unanswered, and lead to nothing. */
export async function forgetWaits(
  tx: Tx,
  { followUserId, userId, customerId }: { followUserId: string; userId: string; customerId: string | null },
): Promise<number> {
  const followUps = await execute(tx, 'DELETE FROM quality_follow_up WHERE follow_user_id = ?', [followUserId]);
  if (customerId === null) return followUps;
  const questions = await execute(
    tx,
    `UPDATE quality_waiting SET due_at = NULL WHERE due_at IS NOT NULL AND conversation_id IN
       (SELECT id FROM chat_conversation WHERE customer_id = ? AND user_id = ? AND kind = 'single')`,
    [customerId, userId],
  );
  return followUps + questions;
}
