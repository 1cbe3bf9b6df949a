import { Entity, Index, PrimaryColumn } from 'typeorm';
import {
  BigIntColumn,
  FlagColumn,
  IdColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** `single`: a member and an external contact; `group`: a customer group; `internal`: members among themselves. */
export type ConversationKind = 'single' | 'group' | 'internal';
export type ArchiveConsent = 'unknown' | 'agreed' | 'refused';
export type SenderKind = 'member' | 'customer' | 'robot';

/** A chat as the archive tells of it. */
@Entity('chat_conversation')
@Index('chat_conversation_key', ['key'], { unique: true })
@Index('chat_conversation_of_member', ['userId', 'lastMessageAt'])
@Index('chat_conversation_of_customer', ['customerId', 'lastMessageAt'])
@Index('chat_conversation_of_group', ['chatId'])
@Index('chat_conversation_latest', ['kind', 'lastMessageAt'])
export class ChatConversationRow {
  @PrimaryId() id!: string;
  /** `single:USERID:EXTERNAL_USERID`, `group:CHATID`, `internal:` and either two userids in order or a room id. */
  @KeyColumn('conversation_key', 160) key!: string;
  @KeyColumn('kind', 8) kind!: ConversationKind;
  /** The member of a single chat. */
  @KeyColumn('user_id', 64, { nullable: true }) userId!: string | null;
  @KeyColumn('external_user_id', 64, { nullable: true }) externalUserId!: string | null;
  /** The customer of a single chat, once she is in our books. */
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @KeyColumn('chat_id', 64, { nullable: true }) chatId!: string | null;
  @KeyColumn('consent', 8) consent!: ArchiveConsent;
  @TimeColumn('consent_at', { nullable: true }) consentAt!: number | null;
  @TimeColumn('last_message_at') lastMessageAt!: number;
  @BigIntColumn('last_position') lastPosition!: number;
}

/** A decrypted message. `position` is the order in which messages came into our books: what all consumers walk along. */
@Entity('chat_message')
@Index('chat_message_once', ['msgId'], { unique: true })
@Index('chat_message_of_conversation', ['conversationId', 'sentAt', 'position'])
@Index('chat_message_of_customer', ['customerId', 'sentAt', 'position'])
@Index('chat_message_by_time', ['sentAt', 'position'])
export class ChatMessageRow {
  @PrimaryColumn({
    name: 'position',
    type: 'bigint',
    transformer: { from: (value: unknown) => Number(value), to: (value: unknown) => value },
  })
  position!: number;
  @KeyColumn('msg_id', 128) msgId!: string;
  @IdColumn('conversation_id') conversationId!: string;
  @KeyColumn('sender_kind', 8) senderKind!: SenderKind;
  /** userid, external_userid or robot id. */
  @KeyColumn('sender_id', 64) senderId!: string;
  /** Whom it concerns: the customer of a single chat, in a group the customer who said it; null while unknown. */
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @TimeColumn('sent_at') sentAt!: number;
  @KeyColumn('type', 32) type!: string;
  /** JSON of what was said, by type; ciphertext where the setting says so. */
  @LongTextColumn('content') content!: string;
  @FlagColumn('is_encrypted') isEncrypted!: boolean;
  @TimeColumn('revoked_at', { nullable: true }) revokedAt!: number | null;
}
