import type { MessagePlace } from '@zhike/shared/contracts/common';
import { textOf } from '@zhike/shared/chat-content';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { readContent } from '../chat-archive/sealed-content.ts';
import { chatScopeSql, saidWithConsentSql } from '../chat-archive/scope.ts';
import type { DataScope } from '../corp/viewer.ts';
import type { CauseKind } from './entity.ts';

/** Messages, by position, of chats that the viewer may read and that agreed to it. */
function readableSql(scope: DataScope, positions: readonly number[]) {
  const mayRead = chatScopeSql(scope, 'c');
  return {
    sql: `FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id
     WHERE m.position ${inList(positions)} AND (c.kind = 'internal' OR c.consent = 'agreed') AND ${saidWithConsentSql('m')}
     ${mayRead ? `AND ${mayRead.sql}` : ''}`,
    values: [...positions, ...(mayRead?.values ?? [])],
  };
}

/** Where the viewer can read these messages in their chats; also those taken back, of which the chat keeps both facts. */
export async function placesOf(
  tx: Tx,
  scope: DataScope,
  positions: readonly number[],
): Promise<ReadonlyMap<number, MessagePlace>> {
  if (positions.length === 0) return new Map();
  const readable = readableSql(scope, positions);
  const rows = await select<{ position: number | string; conversation_id: string; chat_id: string | null }>(
    tx,
    `SELECT m.position, m.conversation_id, c.chat_id ${readable.sql}`,
    readable.values,
  );
  return new Map(
    rows.map(({ position, conversation_id: conversationId, chat_id: chatId }) => [
      Number(position),
      { conversationId, chatId, position: Number(position) },
    ]),
  );
}

interface MessageRow {
  position: number | string;
  content: string;
  is_encrypted: number | string;
}

/** The message that a cause names, if it names one; an absence begins with one or with an event. */
export function positionOf({ kind, ref }: { kind: CauseKind; ref: string }): number | null {
  return (kind === 'message' || kind === 'absence') && /^\d{1,16}$/.test(ref) ? Number(ref) : null;
}

/** What was said, by position: of chats that the viewer may read and that agreed to it, and that was not taken back. */
export async function textsOf(
  tx: Tx,
  scope: DataScope,
  positions: readonly number[],
  keys: DataKeys,
): Promise<ReadonlyMap<number, string>> {
  if (positions.length === 0) return new Map();
  const readable = readableSql(scope, positions);
  const rows = await select<MessageRow>(
    tx,
    `SELECT m.position, m.content, m.is_encrypted ${readable.sql} AND m.revoked_at IS NULL`,
    readable.values,
  );
  return new Map(rows.map((row) => [Number(row.position), textOf(readContent(row, keys))]));
}
