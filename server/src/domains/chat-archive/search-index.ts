import { setImmediate } from 'node:timers/promises';
import { upsertGrowing } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { findCursor } from '../../platform/delivery/bulk-store.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { piecesOf, TokenNumbers } from './search-tokens.ts';
import { lastPosition, type StreamedMessage } from './stream.ts';

/** The cursor of whoever indexes, in `bulk_cursor`. */
export const CHAT_INDEXER = 'index-messages';
const BLOCK = 4_096;
/** Written before others get their turn: some milliseconds. */
const ROWS_A_TURN = 600;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUE_OF = new Map([...DIGITS].map((digit, value) => [digit, value]));

export const blockOf = (position: number) => Math.floor(position / BLOCK);
export const firstOf = (block: number) => block * BLOCK;

/** Pieces have one or two characters; these are longer, so that nobody can say them. */
export const conversationPiece = (conversationId: string) => `conversation:${conversationId}`;
/** The single chats of a member. */
export const memberPiece = (userId: string) => `member:${userId}`;

type Indexed = Pick<StreamedMessage, 'position' | 'conversationId' | 'userId' | 'sentAt' | 'text'>;

/** Each message once: in the transaction that moves the cursor past it. */
export async function addToIndex(tx: Tx, messages: readonly Indexed[], keys: DataKeys): Promise<void> {
  const numbers = TokenNumbers.of(keys);
  const blocks = new Map<number, { places: Map<string, string>; first: number; last: number }>();
  for (const { position, conversationId, userId, sentAt, text } of messages) {
    if (text === '') continue;
    const number = blockOf(position);
    const block = blocks.get(number) ?? { places: new Map(), first: sentAt, last: sentAt };
    blocks.set(number, block);
    block.first = Math.min(block.first, sentAt);
    block.last = Math.max(block.last, sentAt);
    const place = placeOf(position);
    const pieces = piecesOf(text).add(conversationPiece(conversationId));
    if (userId !== null) pieces.add(memberPiece(userId));
    for (const piece of pieces) block.places.set(piece, (block.places.get(piece) ?? '') + place);
  }
  const rows = [...blocks].flatMap(([block, { places }]) =>
    [...places].map(([piece, some]) => ({ token: numbers.current(piece), block, places: some })),
  );
  // In the order of the key: the pages of the index are then changed one after the other.
  rows.sort((a, b) => a.token - b.token || a.block - b.block);
  for (let start = 0; start < rows.length; start += ROWS_A_TURN) {
    const some = rows.slice(start, start + ROWS_A_TURN);
    await upsertGrowing(tx, 'chat_index', some, ['token', 'block'], { places: 'append' });
    // On SQLite all of this runs on the one thread that also answers requests.
    await setImmediate();
  }
  const times = [...blocks].map(([block, { first, last }]) => ({ block, first_sent_at: first, last_sent_at: last }));
  await upsertGrowing(tx, 'chat_index_block', times, ['block'], { first_sent_at: 'least', last_sent_at: 'greatest' });
}

/** Newest messages that cannot be found yet. */
export async function countUnindexed(tx: Tx): Promise<number> {
  return Math.max(0, (await lastPosition(tx)) - ((await findCursor(tx, CHAT_INDEXER)) ?? 0));
}

function placeOf(position: number): string {
  const rest = position % BLOCK;
  return DIGITS[rest >> 6]! + DIGITS[rest & 63]!;
}

export function positionsIn(block: number, places: string): Set<number> {
  const positions = new Set<number>();
  for (let at = 0; at + 1 < places.length; at += 2)
    positions.add(block * BLOCK + VALUE_OF.get(places[at]!)! * 64 + VALUE_OF.get(places[at + 1]!)!);
  return positions;
}
