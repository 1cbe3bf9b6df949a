import { textOf } from '@zhike/shared/chat-content';
import type { QualityMessage } from '@zhike/shared/contracts/quality';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import type { SenderKind } from '../chat-archive/entity.ts';
import { saidWithConsentSql } from '../chat-archive/scope.ts';
import { readContent } from '../chat-archive/sealed-content.ts';
import { memberCards } from '../corp/store.ts';
import type { QualityHitRow } from './entity.ts';

const BEFORE = 10;
const AFTER = 10;

interface MessageRow {
  position: number | string;
  sender_kind: SenderKind;
  sender_id: string;
  customer_id: string | null;
  sent_at: number | string;
  type: string;
  content: string;
  is_encrypted: number | string;
  revoked_at: number | string | null;
}

/** What was said around a hit, read from the archive whenever somebody looks; null: the customer has refused the archive. */
export async function messagesAround(
  tx: Tx,
  hit: Pick<QualityHitRow, 'conversationId' | 'position'>,
  keys: DataKeys,
): Promise<QualityMessage[] | null> {
  const { conversationId, position } = hit;
  if (conversationId === null || position === null) return [];
  const [conversation] = await select<{ consent: string }>(tx, 'SELECT consent FROM chat_conversation WHERE id = ?', [
    conversationId,
  ]);
  if (conversation?.consent === 'refused') return null;
  const [place] = await select<{ sent_at: number | string }>(
    tx,
    'SELECT sent_at FROM chat_message WHERE position = ?',
    [position],
  );
  if (!place) return [];
  const sentAt = Number(place.sent_at);
  const side = (beyond: '<' | '>', direction: 'ASC' | 'DESC', limit: number) =>
    select<MessageRow>(
      tx,
      `SELECT position, sender_kind, sender_id, customer_id, sent_at, type, content, is_encrypted, revoked_at FROM chat_message said
       WHERE ${saidWithConsentSql('said')} AND conversation_id = ? AND sent_at ${beyond}= ? AND (sent_at ${beyond} ? OR position ${beyond}= ?)
       ORDER BY sent_at ${direction}, position ${direction} LIMIT ${limit}`,
      [conversationId, sentAt, sentAt, position],
    );
  // The hit itself is in both.
  const before = (await side('<', 'DESC', BEFORE + 1)).toReversed();
  const after = (await side('>', 'ASC', AFTER + 1)).slice(1);
  const rows = [...before, ...after];
  const members = await memberCards(
    tx,
    rows.flatMap((row) => (row.sender_kind === 'member' ? [row.sender_id] : [])),
  );
  const customers = await namesOf(tx, [...new Set(rows.flatMap(({ customer_id: id }) => id ?? []))]);
  return rows.map((row) => ({
    position: Number(row.position),
    sender: { kind: row.sender_kind, name: nameOf(row, members, customers) },
    sentAt: Number(row.sent_at),
    type: row.type,
    text: textOf(readContent(row, keys)),
    isRevoked: row.revoked_at !== null,
    isHit: Number(row.position) === position,
  }));
}

function nameOf(row: MessageRow, members: Map<string, { name: string }>, customers: Map<string, string>): string {
  if (row.sender_kind === 'member') return members.get(row.sender_id)?.name ?? row.sender_id;
  if (row.sender_kind === 'robot') return '机器人';
  return (row.customer_id && customers.get(row.customer_id)) || '外部联系人';
}

export async function namesOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map();
  const rows = await select<{ id: string; name: string }>(
    tx,
    `SELECT id, name FROM customer WHERE id ${inList(customerIds)}`,
    [...customerIds],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
