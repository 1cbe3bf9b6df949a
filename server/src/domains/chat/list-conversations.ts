import type { ChatConsent, ChatKind } from '@zhike/shared/contracts/chat';
import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { ChatConversationRow } from '../chat-archive/entity.ts';
import { ChatNotFound } from '../chat-archive/errors.ts';
import { chatScopeSql } from '../chat-archive/scope.ts';
import type { DataScope, MemberViewer } from '../corp/viewer.ts';
import { queryTokens } from '../customer/search-tokens.ts';

export interface ConversationFilter {
  kind?: ChatKind;
  name?: string;
  userId?: string;
  customerId?: string;
  chatId?: string;
  consent?: ChatConsent;
}

/** A way to walk conversations, the last one first. */
interface Walk {
  from: string;
  conditions: [sql: string, ...values: SqlValue[]][];
}

const ALL = 'chat_conversation c';
const OF_GROUPS_SEEN = "group_viewer v JOIN chat_conversation c ON c.chat_id = v.chat_id AND c.kind = 'group'";

/** The last one first. A rep's are walked along her own chats and her groups, whoever else talks; the scope is AND-ed last all the same. */
export async function listConversations(
  tx: Tx,
  filter: ConversationFilter,
  scope: DataScope,
  page: { cursor?: string; limit: number },
): Promise<{ conversations: ChatConversationRow[]; nextCursor: string | null }> {
  const walks: Walk[] =
    scope.kind === 'self' && !filter.customerId && !filter.chatId
      ? [
          { from: ALL, conditions: [["c.kind = 'single' AND c.user_id = ?", scope.userId]] },
          { from: OF_GROUPS_SEEN, conditions: [['v.user_id = ?', scope.userId]] },
        ]
      : [{ from: ALL, conditions: [] }];
  const shared = conditionsOf(filter);
  if (page.cursor) {
    const [at, id] = decodeCursor(page.cursor, ['number', 'string']);
    shared.push(['c.last_message_at <= ? AND (c.last_message_at < ? OR c.id < ?)', at, at, id]);
  }
  const visible = chatScopeSql(scope, 'c');
  if (visible) shared.push([visible.sql, ...visible.values]);
  const found: { id: string; at: number }[] = [];
  for (const walk of walks) {
    const conditions = [...walk.conditions, ...shared];
    const rows = await select<{ id: string; at: number | string }>(
      tx,
      `SELECT c.id, c.last_message_at AS at FROM ${walk.from}
       WHERE ${['1 = 1', ...conditions.map(([sql]) => sql)].join(' AND ')}
       ORDER BY c.last_message_at DESC, c.id DESC LIMIT ${page.limit + 1}`,
      conditions.flatMap(([, ...values]) => values),
    );
    found.push(...rows.map((row) => ({ id: row.id, at: Number(row.at) })));
  }
  found.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    conversations: await findConversations(
      tx,
      shown.map(({ id }) => id),
    ),
    nextCursor: found.length > page.limit && last ? encodeCursor([last.at, last.id]) : null,
  };
}

function conditionsOf({ kind, name, userId, customerId, chatId, consent }: ConversationFilter): Walk['conditions'] {
  const conditions: Walk['conditions'] = [];
  if (kind) conditions.push(['c.kind = ?', kind]);
  if (userId) conditions.push(['c.user_id = ?', userId]);
  if (customerId) conditions.push(['c.customer_id = ?', customerId]);
  if (chatId) conditions.push(['c.chat_id = ?', chatId]);
  if (consent) conditions.push(['c.consent = ?', consent]);
  if (name) {
    const tokens = queryTokens(name);
    const named = tokens.map(
      () =>
        '(SELECT 1 FROM customer_search_token t WHERE t.customer_id = c.customer_id AND t.token = ? LIMIT 1) IS NOT NULL',
    );
    const pattern = `%${name.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
    const ofGroup =
      "(SELECT 1 FROM group_chat n WHERE n.chat_id = c.chat_id AND LOWER(n.name) LIKE ? ESCAPE '!' LIMIT 1) IS NOT NULL";
    conditions.push([`(${['1 = 1', ...named].join(' AND ')} OR ${ofGroup})`, ...tokens, pattern]);
  }
  return conditions;
}

/** In the order of the ids. */
export async function findConversations(tx: Tx, ids: readonly string[]): Promise<ChatConversationRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .createQueryBuilder(ChatConversationRow, 'c')
    .where('c.id IN (:...ids)', { ids: [...ids] })
    .getMany();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The conversation, when there is one and the viewer may see it. */
export async function getVisibleConversation(
  tx: Tx,
  viewer: Pick<MemberViewer, 'scope'>,
  conversationId: string,
): Promise<ChatConversationRow> {
  const conversation = await findVisibleConversation(tx, viewer, conversationId);
  if (!conversation) throw new ChatNotFound({ conversationId });
  return conversation;
}

export async function findVisibleConversation(
  tx: Tx,
  viewer: Pick<MemberViewer, 'scope'>,
  conversationId: string,
): Promise<ChatConversationRow | null> {
  const scope = chatScopeSql(viewer.scope, 'c');
  const [row] = await select<{ id: string }>(
    tx,
    `SELECT c.id FROM chat_conversation c WHERE c.id = ?${scope ? ` AND ${scope.sql}` : ''}`,
    [conversationId, ...(scope?.values ?? [])],
  );
  const [conversation] = row ? await findConversations(tx, [row.id]) : [];
  return conversation ?? null;
}
