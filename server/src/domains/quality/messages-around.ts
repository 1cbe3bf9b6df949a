import { summaryOf, textOf } from '@zhike/shared/chat-content';
import type { QualityMessage } from '@zhike/shared/contracts/quality';
import { findRow } from '../../platform/database/find-row.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { ChatConversationRow, ChatMessageRow } from '../chat-archive/entity.ts';
import { type ChatMessage, readChat } from '../chat-archive/read-chat.ts';
import { robotNames } from '../chat-archive/robots.ts';
import { isShown } from '../chat-archive/scope.ts';
import { memberCards } from '../corp/store.ts';
import type { QualityHitRow } from './entity.ts';

/** Ten before it and ten after. */
const SHOWN = 21;

/** What was said around a hit, read from the archive whenever somebody looks; null: the customer has not agreed to the archive. */
export async function messagesAround(
  tx: Tx,
  { conversationId, position }: Pick<QualityHitRow, 'conversationId' | 'position'>,
  keys: DataKeys,
): Promise<QualityMessage[] | null> {
  if (conversationId === null || position === null) return [];
  const conversation = await findRow(tx, ChatConversationRow, { id: conversationId });
  if (conversation && !isShown(conversation)) return null;
  // Messages are kept as long as the law wants; hits longer.
  if (!conversation || !(await findRow(tx, ChatMessageRow, { position }))) return [];
  const { messages } = await readChat(tx, conversationId, { kind: 'around', position }, { keys, limit: SHOWN });
  const members = await memberCards(
    tx,
    messages.flatMap(({ sender }) => (sender.kind === 'member' ? [sender.id] : [])),
  );
  const robots = await robotNames(
    tx,
    messages.flatMap(({ sender }) => (sender.kind === 'robot' ? [sender.id] : [])),
  );
  const customers = await namesOf(tx, [...new Set(messages.flatMap(({ customerId }) => customerId ?? []))]);
  return messages.map((message) => ({
    position: message.position,
    sender: { kind: message.sender.kind, name: nameOf(message, members, customers, robots) },
    sentAt: message.sentAt,
    type: message.type,
    text: textOf(message.content) || summaryOf(message.content),
    isRevoked: message.revokedAt !== null,
    isHit: message.position === position,
  }));
}

function nameOf(
  { sender, customerId }: ChatMessage,
  members: Map<string, { name: string }>,
  customers: Map<string, string>,
  robots: Map<string, string>,
): string {
  if (sender.kind === 'member') return members.get(sender.id)?.name ?? sender.id;
  if (sender.kind === 'robot') return robots.get(sender.id) ?? '机器人';
  return (customerId && customers.get(customerId)) || '外部联系人';
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
