import { Entity, Index, PrimaryColumn } from 'typeorm';
import {
  BigIntColumn,
  FlagColumn,
  IdColumn,
  IntColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryKey,
  TextColumn,
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
@Index('chat_conversation_consent_due', ['consentCheckAt'])
@Index('chat_conversation_by_time', ['lastMessageAt', 'id'])
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
  /** Of a group of members only, as WeCom tells it. */
  @TextColumn('room_name', 255, { nullable: true }) roomName!: string | null;
  @KeyColumn('consent', 8) consent!: ArchiveConsent;
  @TimeColumn('consent_at', { nullable: true }) consentAt!: number | null;
  /** When WeCom is asked next who agreed (of an internal room: its name), business time; null: nothing to ask. */
  @TimeColumn('consent_check_at', { nullable: true, default: 0 }) consentCheckAt!: number | null;
  @TimeColumn('last_message_at') lastMessageAt!: number;
  @BigIntColumn('last_position') lastPosition!: number;
}

/** A decrypted message. `position` is the order in which messages came into our books: what all consumers walk along. */
@Entity('chat_message')
@Index('chat_message_once', ['msgId'], { unique: true })
@Index('chat_message_of_conversation', ['conversationId', 'sentAt', 'position'])
@Index('chat_message_of_customer', ['customerId', 'sentAt', 'position'])
@Index('chat_message_by_time', ['sentAt', 'position'])
@Index('chat_message_of_sender', ['senderId', 'customerId', 'position'])
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

/** A robot that has said something, with the name WeCom tells once asked; null: not told (yet). */
@Entity('chat_robot')
export class ChatRobotRow {
  @PrimaryKey('robot_id', 64) robotId!: string;
  @TextColumn('name', 128, { nullable: true }) name!: string | null;
}

/** How far the archive has been pulled, and the last position given. One row. */
@Entity('archive_cursor')
export class ArchiveCursorRow {
  @PrimaryKey('name', 16) name!: string;
  /** 64 bit, 20 digits with leading zeros. */
  @KeyColumn('seq', 20) seq!: string;
  @BigIntColumn('position') position!: number;
  /** WeCom said that there is something; machine time. */
  @TimeColumn('wanted_at') wantedAt!: number;
  /** When nothing more was there, within half a minute; machine time. */
  @TimeColumn('drained_at') drainedAt!: number;
  /** The first time it was said since nothing more was there; machine time. */
  @TimeColumn('wanted_since', { default: 0 }) wantedSince!: number;
  /** Admins know that the archive is late; machine time, 0 while it is not. */
  @TimeColumn('alerted_at', { default: 0 }) alertedAt!: number;
}

/** Types of messages that this program has no shape for: kept as they came, and listed. */
@Entity('archive_unknown_type')
export class ArchiveUnknownTypeRow {
  @PrimaryKey('type', 32) type!: string;
  @IntColumn('count') count!: number;
  /** Business time, as the messages'. */
  @TimeColumn('last_at') lastAt!: number;
}

/** A message as it came, closed: deleted when its message is stored, kept while it cannot be opened. */
@Entity('archive_envelope')
@Index('archive_envelope_open', ['status', 'seq'])
@Index('archive_envelope_due', ['status', 'nextAttemptAt'])
@Index('archive_envelope_of_message', ['msgId'])
@Index('archive_envelope_without_key', ['problem', 'keyVersion', 'seq'])
export class ArchiveEnvelopeRow {
  /** 20 digits with leading zeros: ordered as text on both engines. */
  @PrimaryKey('seq', 20) seq!: string;
  @KeyColumn('msg_id', 128) msgId!: string;
  @IntColumn('key_version') keyVersion!: number;
  @LongTextColumn('random_key') randomKey!: string;
  @LongTextColumn('message') message!: string;
  /** `ignored`: a person has seen that it stays closed. */
  @KeyColumn('status', 8) status!: 'waiting' | 'failed' | 'ignored';
  /** An error code. */
  @KeyColumn('problem', 64, { nullable: true }) problem!: string | null;
  @LongTextColumn('note', { nullable: true }) note!: string | null;
  @IntColumn('attempts') attempts!: number;
  /** Machine time; of a failed one. */
  @TimeColumn('next_attempt_at') nextAttemptAt!: number;
  /** Taken back before it could be opened. */
  @TimeColumn('revoked_at', { nullable: true }) revokedAt!: number | null;
  /** Machine time. */
  @TimeColumn('received_at') receivedAt!: number;
}

/** What one external contact said to archiving one conversation. */
@Entity('chat_consent')
export class ChatConsentRow {
  @PrimaryId('conversation_id') conversationId!: string;
  @PrimaryKey('external_user_id') externalUserId!: string;
  @KeyColumn('status', 8) status!: 'agreed' | 'refused';
  @TimeColumn('changed_at') changedAt!: number;
}

export type ChatMediaStatus = 'waiting' | 'stored' | 'gave_up';

/** A file of an archived chat: queued when its message is stored, gone at WeCom five days after. */
@Entity('chat_media')
@Index('chat_media_once', ['digest'], { unique: true })
@Index('chat_media_due', ['status', 'nextAttemptAt'])
@Index('chat_media_urgent', ['status', 'expiresAt', 'nextAttemptAt'])
@Index('chat_media_failed', ['status', 'isDismissed', 'id'])
export class ChatMediaRow {
  @PrimaryId() id!: string;
  /** SHA-256 of WeCom's file id, base64url: that one is too long for a key. */
  @KeyColumn('digest', 43) digest!: string;
  @LongTextColumn('file_id') fileId!: string;
  @IdColumn('conversation_id') conversationId!: string;
  @KeyColumn('kind', 16) kind!: string;
  /** '' where it is sealed. */
  @TextColumn('name', 255) name!: string;
  @LongTextColumn('sealed_name', { nullable: true }) sealedName!: string | null;
  @BigIntColumn('size', { nullable: true }) size!: number | null;
  @KeyColumn('md5', 32, { nullable: true }) md5!: string | null;
  @KeyColumn('status', 16) status!: ChatMediaStatus;
  @IntColumn('attempts') attempts!: number;
  /** Machine time; while somebody is at it, when others may take it over. */
  @TimeColumn('next_attempt_at') nextAttemptAt!: number;
  /** Business time, as the message's. */
  @TimeColumn('expires_at') expiresAt!: number;
  @BigIntColumn('stored_size', { nullable: true }) storedSize!: number | null;
  /** Size and md5 are what the message said. */
  @FlagColumn('is_verified') isVerified!: boolean;
  /** Of a waiting one that was tried: why it failed; of one given up: why. Error codes. */
  @LongTextColumn('note', { nullable: true }) note!: string | null;
  /** Which store holds it: the setting may change. */
  @KeyColumn('store', 8, { nullable: true }) store!: 'folder' | 's3' | null;
  @KeyColumn('store_key', 128, { nullable: true }) storeKey!: string | null;
  /** Under which key whoever is at it will put it. Each try has its own: it tells whose the row is, and what a dead one may have left. */
  @KeyColumn('try_key', 128, { nullable: true }) tryKey!: string | null;
  /** Keys of earlier tries under which something may lie still, with spaces between. */
  @LongTextColumn('left_keys', { nullable: true }) leftKeys!: string | null;
  /** By its content. */
  @KeyColumn('mime', 64, { nullable: true }) mime!: string | null;
  /** The key it is sealed with, itself encrypted; null for a file that lies open. */
  @LongTextColumn('file_key', { nullable: true }) fileKey!: string | null;
  /** Of the bytes that were not what the message said; coming twice, they are what WeCom has. */
  @KeyColumn('seen_md5', 32, { nullable: true }) seenMd5!: string | null;
  /** Given up, and nobody needs to look again. */
  @FlagColumn('is_dismissed', { default: 0 }) isDismissed!: boolean;
}

/** In which conversations a file was sent, and by whom: forwarded, it is the same file. */
@Entity('chat_media_use')
export class ChatMediaUseRow {
  @PrimaryKey('digest', 43) digest!: string;
  @PrimaryId('conversation_id') conversationId!: string;
  /** '' where nobody wrote it down. */
  @PrimaryKey('sender_id', 64, { default: '' }) senderId!: string;
}
