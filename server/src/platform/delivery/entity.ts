import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  BytesColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryKey,
  TimeColumn,
} from '../database/columns.ts';
import type { Lane } from './scenario.ts';

/** A callback as it came: the decrypted bytes, encrypted at rest, once per digest. */
@Entity('inbox')
@Index('inbox_digest', ['receiver', 'digest'], { unique: true })
@Index('inbox_waiting', ['status', 'lane', 'id'])
export class InboxRow {
  @PrimaryId() id!: string;
  @KeyColumn('receiver', 16) receiver!: string;
  /** SHA-256 of the decrypted message, base64url. */
  @KeyColumn('digest', 43) digest!: string;
  /** 0 urgent, 1 normal: a number, because the claim orders by it. */
  @IntColumn('lane') lane!: number;
  @KeyColumn('status', 16) status!: 'waiting' | 'done' | 'not_understood' | 'dismissed';
  @BytesColumn('body') body!: Buffer;
  @IntColumn('duplicates', { default: 0 }) duplicates!: number;
  /** Machine time, ms. */
  @TimeColumn('received_at') receivedAt!: number;
  @KeyColumn('problem', 200, { nullable: true }) problem!: string | null;
}

@Entity('event')
@Index('event_by_customer', ['customerId', 'occurredAt', 'id', 'type'])
@Index('event_of_type', ['type', 'occurredAt'])
export class EventRow {
  @PrimaryId() id!: string;
  @KeyColumn('type', 64) type!: string;
  @IntColumn('version') version!: number;
  @TimeColumn('occurred_at') occurredAt!: number;
  @TimeColumn('recorded_at') recordedAt!: number;
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @KeyColumn('member_user_id', 64, { nullable: true }) memberUserId!: string | null;
  @KeyColumn('chat_id', 64, { nullable: true }) chatId!: string | null;
  @IdColumn('cause_event_id', { nullable: true }) causeEventId!: string | null;
  @IntColumn('depth') depth!: number;
  @JsonColumn('payload') payload!: object;
}

@Entity('event_subject')
@Index('event_subject_of', ['kind', 'subjectId', 'eventId'])
export class EventSubjectRow {
  @PrimaryId('event_id') eventId!: string;
  @PrimaryKey('kind', 16) kind!: string;
  @PrimaryKey('subject_id', 64) subjectId!: string;
}

export type RunStatus = 'waiting' | 'running' | 'done' | 'skipped' | 'gave_up' | 'dismissed';

/** One scenario handling one event. */
@Entity('scenario_run')
@Index('scenario_run_once', ['eventId', 'scenario'], { unique: true })
@Index('scenario_run_due', ['status', 'lane', 'nextAttemptAt'])
export class RunRow {
  @PrimaryId() id!: string;
  @IdColumn('event_id') eventId!: string;
  @KeyColumn('scenario', 64) scenario!: string;
  @KeyColumn('lane', 8) lane!: Lane;
  @KeyColumn('status', 16) status!: RunStatus;
  @IntColumn('attempts', { default: 0 }) attempts!: number;
  @TimeColumn('next_attempt_at') nextAttemptAt!: number;
  @TimeColumn('lease_until', { nullable: true }) leaseUntil!: number | null;
  @IdColumn('lease_owner', { nullable: true }) leaseOwner!: string | null;
  /** Why it was skipped, or the last error. */
  @LongTextColumn('note', { nullable: true }) note!: string | null;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('finished_at', { nullable: true }) finishedAt!: number | null;
}

export type CommandStatus = 'waiting' | 'sending' | 'done' | 'gave_up' | 'dismissed';

@Entity('outbox_command')
@Index('outbox_command_due', ['status', 'lane', 'nextAttemptAt'])
@Index('outbox_command_serial', ['serialKey', 'status'])
export class CommandRow {
  @PrimaryId() id!: string;
  @KeyColumn('name', 64) name!: string;
  @KeyColumn('lane', 8) lane!: Lane;
  @JsonColumn('input') input!: object;
  @KeyColumn('serial_key', 160, { nullable: true }) serialKey!: string | null;
  @KeyColumn('status', 16) status!: CommandStatus;
  @IntColumn('attempts', { default: 0 }) attempts!: number;
  @TimeColumn('next_attempt_at') nextAttemptAt!: number;
  @TimeColumn('expires_at', { nullable: true }) expiresAt!: number | null;
  @TimeColumn('lease_until', { nullable: true }) leaseUntil!: number | null;
  @IdColumn('lease_owner', { nullable: true }) leaseOwner!: string | null;
  @LongTextColumn('note', { nullable: true }) note!: string | null;
  @IdColumn('cause_event_id', { nullable: true }) causeEventId!: string | null;
  /** Of the event that caused it: a chain through the outside is bounded like any other. */
  @IntColumn('depth', { default: 0 }) depth!: number;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('finished_at', { nullable: true }) finishedAt!: number | null;
}

/** A name held by one process until a moment: the scheduler's seat, a token fetch, a sync. */
@Entity('lease')
export class LeaseRow {
  @PrimaryKey('name', 100) name!: string;
  @IdColumn('owner') owner!: string;
  @TimeColumn('until') until!: number;
}

/** The last slot each schedule fired for, so that a tick fires once among all processes. */
@Entity('schedule_slot')
export class ScheduleSlotRow {
  @PrimaryKey('name', 64) name!: string;
  @TimeColumn('slot') slot!: number;
}

/** Facts about this installation that must not change by accident: demo or real, last corp. */
@Entity('installation')
export class InstallationRow {
  @PrimaryKey('name', 64) name!: string;
  @LongTextColumn('value') value!: string;
}

/** How far each bulk consumer has come. */
@Entity('bulk_cursor')
export class BulkCursorRow {
  @PrimaryKey('name', 64) name!: string;
  @BigIntColumn('position') position!: number;
  /** Machine time, ms. */
  @TimeColumn('moved_at') movedAt!: number;
}

/** A row that a consumer could not handle even alone: passed over so that the rest is not held up, and listed for a person. */
@Entity('bulk_failure')
@Index('bulk_failure_open', ['status', 'id'])
export class BulkFailureRow {
  @PrimaryId() id!: string;
  @KeyColumn('consumer', 64) consumer!: string;
  @BigIntColumn('position') position!: number;
  @KeyColumn('status', 16) status!: 'gave_up' | 'waiting' | 'done' | 'dismissed';
  @LongTextColumn('note', { nullable: true }) note!: string | null;
  @TimeColumn('created_at') createdAt!: number;
}
