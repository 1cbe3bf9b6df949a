import { Entity } from 'typeorm';
import { PrimaryKey, TimeColumn } from '../../platform/database/columns.ts';

/** When somebody looked at a chat last, as far as it was written down. */
@Entity('chat_look')
export class ChatLookRow {
  @PrimaryKey('user_id', 64) userId!: string;
  @PrimaryKey('conversation_id', 26) conversationId!: string;
  /** Business time. */
  @TimeColumn('looked_at') lookedAt!: number;
}
