import { Entity } from 'typeorm';
import { LongTextColumn, PrimaryNumber, TimeColumn } from '../../platform/database/columns.ts';

/** Which of 4096 messages, by their positions, hold a piece of text or belong to a conversation. */
@Entity({ name: 'chat_index', withoutRowid: true })
export class ChatIndexRow {
  /** 48 bits of a keyed hash. */
  @PrimaryNumber('token') token!: number;
  /** Position / 4096. */
  @PrimaryNumber('block') block!: number;
  /** The rest of each position, two characters of base64url each; in any order. */
  @LongTextColumn('places') places!: string;
}

/** From when to when the messages of a block were sent. */
@Entity('chat_index_block')
export class ChatIndexBlockRow {
  @PrimaryNumber('block') block!: number;
  @TimeColumn('first_sent_at') firstSentAt!: number;
  @TimeColumn('last_sent_at') lastSentAt!: number;
}
