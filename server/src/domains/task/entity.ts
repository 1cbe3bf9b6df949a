import { Entity, Index } from 'typeorm';
import type { TaskAction, TaskKind, TaskStatus } from '@zhike/shared/contracts/task';
import {
  IdColumn,
  JsonColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

export type RemindStep = 'before' | 'due' | 'escalate';

/** Something one person must do. */
@Entity('task')
@Index('task_open', ['assigneeUserId', 'status', 'sortAt', 'id'])
@Index('task_closed', ['assigneeUserId', 'closedAt', 'id'])
@Index('task_of_customer', ['customerId', 'status', 'sortAt', 'id'])
@Index('task_closed_of_customer', ['customerId', 'closedAt', 'id'])
@Index('task_of_chat', ['chatId', 'status', 'sortAt', 'id'])
@Index('task_to_remind', ['remindAt'])
@Index('task_of_team', ['status', 'sortAt', 'id'])
@Index('task_closed_of_team', ['status', 'closedAt', 'id'])
@Index('task_once', ['dedupeKey'], { unique: true })
export class TaskRow {
  @PrimaryId() id!: string;
  @KeyColumn('kind', 32) kind!: TaskKind;
  @TextColumn('title', 120) title!: string;
  @TextColumn('reason', 255, { nullable: true }) reason!: string | null;
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  /** The customer group it is about. */
  @KeyColumn('chat_id', 64, { nullable: true }) chatId!: string | null;
  @KeyColumn('assignee_user_id') assigneeUserId!: string;
  @KeyColumn('status', 16) status!: TaskStatus;
  /** The deadline; stays when the task is put off. */
  @TimeColumn('due_at') dueAt!: number;
  @TimeColumn('snoozed_until', { nullable: true }) snoozedUntil!: number | null;
  /** The later of deadline and snooze: the order of the list. */
  @TimeColumn('sort_at') sortAt!: number;
  @IdColumn('source_event_id', { nullable: true }) sourceEventId!: string | null;
  /** At most one task was ever opened under this key. */
  @KeyColumn('dedupe_key', 160, { nullable: true }) dedupeKey!: string | null;
  /** The person who wrote it; null when it opened by itself. */
  @KeyColumn('created_by', 64, { nullable: true }) createdBy!: string | null;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('closed_at', { nullable: true }) closedAt!: number | null;
  @KeyColumn('closed_by', 64, { nullable: true }) closedBy!: string | null;
  @LongTextColumn('result', { nullable: true }) result!: string | null;
  /** What the rep does to finish it. */
  @JsonColumn('action', { nullable: true }) action!: TaskAction | null;
  /** When to look at it next, and why: to say that it is soon due, that it is due, or to whom it is overdue. Null: never again. */
  @TimeColumn('remind_at', { nullable: true }) remindAt!: number | null;
  @KeyColumn('remind_step', 8, { nullable: true }) remindStep!: RemindStep | null;
  /** When somebody above was told, once for ever. */
  @TimeColumn('escalated_at', { nullable: true }) escalatedAt!: number | null;
}

/** A note of work done with a customer (跟进记录). */
@Entity('follow_up')
@Index('follow_up_of_customer', ['customerId', 'createdAt', 'id'])
@Index('follow_up_once', ['idempotencyKey'], { unique: true })
export class FollowUpRow {
  @PrimaryId() id!: string;
  @IdColumn('customer_id') customerId!: string;
  @KeyColumn('user_id') userId!: string;
  @LongTextColumn('text') text!: string;
  @TimeColumn('next_at', { nullable: true }) nextAt!: number | null;
  @IdColumn('task_id', { nullable: true }) taskId!: string | null;
  /** `userId:key of the client`. */
  @KeyColumn('idempotency_key', 160, { nullable: true }) idempotencyKey!: string | null;
  @TimeColumn('created_at') createdAt!: number;
}
