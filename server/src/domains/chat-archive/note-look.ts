import { execute, insertRows, select } from '../../platform/database/sql.ts';
import type { Database } from '../../platform/database/database.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';

/** Leafing through a chat is one look. */
const ONE_LOOK_MS = 10 * 60_000;

/** Writes down that somebody looks at a conversation, before anything of it or a file in it is shown; within ten minutes once. */
export async function noteLook(db: Database, viewer: MemberViewer, conversationId: string, now: number): Promise<void> {
  const key = [viewer.userId, conversationId];
  const recent = await select(
    db.read,
    'SELECT 1 AS one FROM chat_look WHERE user_id = ? AND conversation_id = ? AND looked_at > ? AND looked_at <= ?',
    [...key, now - ONE_LOOK_MS, now + ONE_LOOK_MS],
  );
  if (recent.length > 0) return;
  await db.transaction(async (tx) => {
    // Of two requests at once the second waits for the first one's row and finds it fresh, maybe later than its own moment.
    const first = await insertRows(
      tx,
      'chat_look',
      [{ user_id: viewer.userId, conversation_id: conversationId, looked_at: now }],
      { ignoreDuplicates: true },
    );
    const isNew =
      first > 0 ||
      (await execute(
        tx,
        'UPDATE chat_look SET looked_at = ? WHERE user_id = ? AND conversation_id = ? AND (looked_at <= ? OR looked_at > ?)',
        [now, ...key, now - ONE_LOOK_MS, now + ONE_LOOK_MS],
      )) > 0;
    if (isNew) await audit(tx, viewer, { action: 'chat.look', subject: { kind: 'chat', id: conversationId } });
  });
}
