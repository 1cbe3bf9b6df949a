import { type ChatContent, withoutBodies } from '@zhike/shared/chat-content';
import { inList, select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import type { SenderKind } from './entity.ts';
import { ChatMessageNotFound } from './errors.ts';
import { saidWithConsentSql } from './scope.ts';
import { readContent } from './sealed-content.ts';

/** A message as whoever may read the conversation sees it. */
export interface ChatMessage {
  position: number;
  conversationId: string;
  sender: { kind: SenderKind; id: string };
  /** In a group, the customer who said it. */
  customerId: string | null;
  /** Epoch ms. */
  sentAt: number;
  type: string;
  content: ChatContent;
  revokedAt: number | null;
}

/** Where to open a conversation: at its end, at a moment, around, before or after the message at a position. */
export type ChatPlace =
  | { kind: 'end' }
  | { kind: 'at'; moment: number }
  | { kind: 'around' | 'before' | 'after'; position: number };

export interface ChatPage {
  /** Oldest first. */
  messages: ChatMessage[];
  hasBefore: boolean;
  hasAfter: boolean;
}

/** Reads along (sent_at, position): two messages of one moment stand in the order of their arrival. What is said by who refuses now is left out; consent to the whole and scope are the caller's business. */
export async function readChat(
  tx: Tx,
  conversationId: string,
  place: ChatPlace,
  { keys, limit }: { keys: DataKeys; limit: number },
): Promise<ChatPage> {
  const side = (direction: 'back' | 'on', from: Anchor, count: number) =>
    readSide(tx, conversationId, { direction, from, limit: count + 1 }, keys);
  const backFrom = async (from: Anchor, hasAfter: boolean): Promise<ChatPage> => {
    const rows = await side('back', from, limit);
    return { messages: rows.slice(0, limit).reverse(), hasBefore: rows.length > limit, hasAfter };
  };
  const onFrom = async (from: Anchor, hasBefore: boolean): Promise<ChatPage> => {
    const rows = await side('on', from, limit);
    return { messages: rows.slice(0, limit), hasBefore, hasAfter: rows.length > limit };
  };
  switch (place.kind) {
    case 'end':
      return backFrom(END, false);
    case 'before':
      return backFrom(await anchorOf(tx, conversationId, place.position), true);
    case 'after':
      return onFrom(await anchorOf(tx, conversationId, place.position), true);
    case 'at': {
      const moment = { sentAt: place.moment, position: -1 };
      const earlier = await side('back', moment, 0);
      const page = await onFrom(moment, earlier.length > 0);
      // Nothing was said since: the last that was.
      return page.messages.length > 0 ? page : backFrom(END, false);
    }
    case 'around': {
      const anchor = await anchorOf(tx, conversationId, place.position);
      const half = Math.floor((limit - 1) / 2);
      const before = await side('back', anchor, half);
      // With the message itself.
      const after = await side('on', { ...anchor, position: anchor.position - 1 }, limit - half);
      return {
        messages: [...before.slice(0, half).reverse(), ...after.slice(0, limit - half)],
        hasBefore: before.length > half,
        hasAfter: after.length > limit - half,
      };
    }
  }
}

/** Messages by their positions, in no order; unknown ones are absent, and what is said by who refuses now. */
export async function findMessages(tx: Tx, positions: readonly number[], keys: DataKeys): Promise<ChatMessage[]> {
  if (positions.length === 0) return [];
  const rows = await select<MessageRow>(
    tx,
    `${SELECT} WHERE position ${inList(positions)} AND ${saidWithConsentSql('said')}`,
    [...positions],
  );
  return rows.map((row) => toMessage(row, keys));
}

/** Beyond a place in the order of a conversation. */
interface Anchor {
  sentAt: number;
  position: number;
}
const END: Anchor = { sentAt: Number.MAX_SAFE_INTEGER, position: Number.MAX_SAFE_INTEGER };

async function anchorOf(tx: Tx, conversationId: string, position: number): Promise<Anchor> {
  const [row] = await select<{ sent_at: number | string }>(
    tx,
    'SELECT sent_at FROM chat_message WHERE position = ? AND conversation_id = ?',
    [position, conversationId],
  );
  if (!row) throw new ChatMessageNotFound({ position });
  return { sentAt: Number(row.sent_at), position };
}

async function readSide(
  tx: Tx,
  conversationId: string,
  { direction, from, limit }: { direction: 'back' | 'on'; from: Anchor; limit: number },
  keys: DataKeys,
): Promise<ChatMessage[]> {
  const [beyond, order] = direction === 'back' ? ['<', 'DESC'] : ['>', 'ASC'];
  const values: SqlValue[] = [conversationId, from.sentAt, from.sentAt, from.position];
  const rows = await select<MessageRow>(
    tx,
    `${SELECT} WHERE ${saidWithConsentSql('said')} AND conversation_id = ? AND sent_at ${beyond}= ? AND (sent_at ${beyond} ? OR position ${beyond} ?)
     ORDER BY sent_at ${order}, position ${order} LIMIT ${limit}`,
    values,
  );
  return rows.map((row) => toMessage(row, keys));
}

const SELECT = `SELECT position, conversation_id, sender_kind, sender_id, customer_id, sent_at, type, content, is_encrypted, revoked_at
  FROM chat_message said`;

interface MessageRow {
  position: number | string;
  conversation_id: string;
  sender_kind: SenderKind;
  sender_id: string;
  customer_id: string | null;
  sent_at: number | string;
  type: string;
  content: string;
  is_encrypted: number | string;
  revoked_at: number | string | null;
}

function toMessage(row: MessageRow, keys: DataKeys): ChatMessage {
  return {
    position: Number(row.position),
    conversationId: row.conversation_id,
    sender: { kind: row.sender_kind, id: row.sender_id },
    customerId: row.customer_id,
    sentAt: Number(row.sent_at),
    type: row.type,
    content: withoutBodies(readContent(row, keys)),
    revokedAt: row.revoked_at === null ? null : Number(row.revoked_at),
  };
}
