import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  IntColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** A request to take messages of a conversation out, and what became of it. Kept for good: only its file is deleted. */
@Entity('chat_export')
@Index('chat_export_of_member', ['askedBy', 'id'])
@Index('chat_export_by_state', ['state', 'expiresAt'])
export class ChatExportRow {
  @PrimaryId() id!: string;
  @IdColumn('conversation_id') conversationId!: string;
  @TimeColumn('from_at') fromAt!: number;
  /** Excluded. */
  @TimeColumn('to_at') toAt!: number;
  @TextColumn('reason', 200) reason!: string;
  @KeyColumn('state', 8) state!: 'waiting' | 'refused' | 'approved' | 'ready' | 'failed' | 'expired';
  @KeyColumn('asked_by', 64) askedBy!: string;
  /** Business time, as all of these. */
  @TimeColumn('asked_at') askedAt!: number;
  @KeyColumn('decided_by', 64, { nullable: true }) decidedBy!: string | null;
  @TimeColumn('decided_at', { nullable: true }) decidedAt!: number | null;
  /** What the decider wrote; of a failed one, why it failed. */
  @TextColumn('note', 200, { nullable: true }) note!: string | null;
  @IntColumn('messages', { nullable: true }) messages!: number | null;
  @TimeColumn('expires_at', { nullable: true }) expiresAt!: number | null;
  /** JSON: external_userids of those who refused when it was written, whose messages are not in it. */
  @LongTextColumn('left_out', { nullable: true }) leftOut!: string | null;
  /** The key its file is sealed with, itself encrypted; null for a file that lies open. */
  @LongTextColumn('file_key', { nullable: true }) fileKey!: string | null;
}
