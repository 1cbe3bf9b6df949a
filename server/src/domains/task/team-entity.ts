import type { TaskSettings } from '@zhike/shared/contracts/task-settings';
import { Entity, Index, PrimaryColumn } from 'typeorm';
import {
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryKey,
  PrimaryNumber,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** What somebody said about a task. */
@Entity('task_comment')
@Index('task_comment_of', ['taskId', 'id'])
@Index('task_comment_once', ['idempotencyKey'], { unique: true })
export class TaskCommentRow {
  @PrimaryId() id!: string;
  @IdColumn('task_id') taskId!: string;
  @KeyColumn('user_id') userId!: string;
  @LongTextColumn('text') text!: string;
  /** `userId:taskId:key of the client`. */
  @KeyColumn('idempotency_key', 160, { nullable: true }) idempotencyKey!: string | null;
  @TimeColumn('created_at') createdAt!: number;
}

/** One row, id 1. */
@Entity('task_settings')
@Index('task_settings_digest', ['digestAt'])
export class TaskSettingsRow {
  @PrimaryColumn({ name: 'id', type: 'int' }) id!: number;
  /** Null: as we ship it. */
  @JsonColumn('settings', { nullable: true }) settings!: TaskSettings | null;
  @IntColumn('version') version!: number;
  /** When the next digest is due; 0: not reckoned yet. */
  @TimeColumn('digest_at') digestAt!: number;
  @TimeColumn('changed_at', { nullable: true }) changedAt!: number | null;
}

/** Who got the digest of which moment: nobody gets it twice. */
@Entity('task_digest')
@Index('task_digest_slot', ['slot'])
export class TaskDigestRow {
  @PrimaryKey('user_id', 64) userId!: string;
  /** The moment it was due. */
  @PrimaryNumber('slot') slot!: number;
  @TimeColumn('sent_at') sentAt!: number;
}
