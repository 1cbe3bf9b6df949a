import type { Database } from '../../platform/database/database.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { News, NewsSource } from '../../platform/http/news-feed.ts';
import { newId } from '../../platform/id.ts';

/** Of more messages within one look than these it is only told that much was said: a backlog is being pulled. */
const MOST = 500;
const BACKLOG_MS = 10_000;

/**
 * In which chats something new was said. Messages are too many for events of their own; their positions grow in the order in which they
 * are committed, so the last one says all.
 */
export class ChatNews implements NewsSource {
  private told: number | null = null;
  private backlogToldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly db: Pick<Database, 'read'>) {}

  async look(isHeard: boolean): Promise<readonly News[]> {
    const [row] = await select<{ newest: number | string | null }>(
      this.db.read,
      'SELECT MAX(position) AS newest FROM chat_message',
    );
    const newest = Number(row?.newest ?? 0);
    const since = this.told ?? newest;
    if (isHeard && newest - since > MOST) return this.tellOfBacklog(newest);
    const rows =
      isHeard && newest > since
        ? await select<{ conversation_id: string }>(
            this.db.read,
            'SELECT DISTINCT conversation_id FROM chat_message WHERE position > ? AND position <= ?',
            [since, newest],
          )
        : [];
    this.told = newest;
    return rows.map((message) => said(message.conversation_id));
  }

  /** Every open page reads anew at that: not each second for as long as it lasts. What was held back is told by the next look that may. */
  private tellOfBacklog(newest: number): readonly News[] {
    const now = performance.now();
    if (now - this.backlogToldAt < BACKLOG_MS) return [];
    this.backlogToldAt = now;
    this.told = newest;
    return [said(null)];
  }
}

function said(conversationId: string | null): News {
  const news = { id: newId(), type: 'chat.said', customerId: null, memberUserId: null };
  return conversationId === null ? news : { ...news, conversationId };
}

export interface ChatSeer {
  conversationId: string;
  userId: string;
  departmentId: number | null;
}

/** Everybody who may read these chats but those who see all: to match many viewers at once with what `chatScopeSql` would answer each. */
export async function chatSeersOf(tx: Tx, conversationIds: readonly string[]): Promise<ChatSeer[]> {
  if (conversationIds.length === 0) return [];
  const rows = await select<{ id: string; user_id: string; department_id: number | null }>(
    tx,
    `SELECT c.id, c.user_id, d.department_id FROM chat_conversation c LEFT JOIN member_department d ON d.user_id = c.user_id
       WHERE c.kind = 'single' AND c.id ${inList(conversationIds)}
     UNION ALL
     SELECT c.id, v.user_id, d.department_id FROM chat_conversation c JOIN group_viewer v ON v.chat_id = c.chat_id
       LEFT JOIN member_department d ON d.user_id = v.user_id WHERE c.kind = 'group' AND c.id ${inList(conversationIds)}`,
    [...conversationIds, ...conversationIds],
  );
  return rows.map((row) => ({ conversationId: row.id, userId: row.user_id, departmentId: row.department_id }));
}
