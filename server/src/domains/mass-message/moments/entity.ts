import { Entity, Index } from 'typeorm';
import type { MomentMedia } from '@zhike/shared/contracts/moment';
import {
  FlagColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryKey,
  PrimaryNumber,
  TimeColumn,
} from '../../../platform/database/columns.ts';

/** `calling`: committed before WeCom is asked; `job`: WeCom makes it; `unknown`: nobody can say any more whether it did. */
export type MomentState = 'waiting' | 'calling' | 'job' | 'running' | 'ended' | 'cancelled' | 'failed' | 'unknown';

export interface LeftOut {
  userIds: string[];
  departmentIds: number[];
  tagIds: string[];
}

@Entity('moment')
@Index('moment_of_creator', ['createdBy', 'id'])
@Index('moment_by_wecom_id', ['wecomId'], { unique: true })
@Index('moment_poll', ['nextPollAt', 'id'])
@Index('moment_called', ['calledAt'])
export class MomentRow {
  @PrimaryId() id!: string;
  @LongTextColumn('text') text!: string;
  @JsonColumn('media') media!: MomentMedia;
  @JsonColumn('user_ids') userIds!: string[];
  @JsonColumn('department_ids') departmentIds!: number[];
  @JsonColumn('tag_ids') tagIds!: string[];
  @KeyColumn('state', 12) state!: MomentState;
  @KeyColumn('problem', 64, { nullable: true }) problem!: string | null;
  @KeyColumn('job_id', 64, { nullable: true }) jobId!: string | null;
  @KeyColumn('wecom_id', 64, { nullable: true }) wecomId!: string | null;
  /** Business time. */
  @TimeColumn('called_at', { nullable: true }) calledAt!: number | null;
  @IntColumn('polls') polls!: number;
  @TimeColumn('next_poll_at', { nullable: true }) nextPollAt!: number | null;
  @TimeColumn('read_at', { nullable: true }) readAt!: number | null;
  /** What of it WeCom could not use; null: nothing, or not told. */
  @JsonColumn('left_out', { nullable: true }) leftOut!: LeftOut | null;
  @KeyColumn('created_by', 64) createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
}

/** One publisher's copy. */
@Entity('moment_rep')
export class MomentRepRow {
  @PrimaryId('moment_id') momentId!: string;
  @PrimaryKey('user_id', 64) userId!: string;
  @FlagColumn('is_published') isPublished!: boolean;
  @IntColumn('reached') reached!: number;
  @IntColumn('likes') likes!: number;
  @IntColumn('comments') comments!: number;
  /** When WeCom was last asked for it. */
  @TimeColumn('read_at', { default: 0 }) readAt!: number;
}

/** A like or comment of a customer. */
@Entity('moment_reaction')
@Index('moment_reaction_newest', ['momentId', 'at', 'customerId'])
@Index('moment_reaction_of_customer', ['customerId', 'at'])
export class MomentReactionRow {
  @PrimaryId('moment_id') momentId!: string;
  @PrimaryKey('user_id', 64) userId!: string;
  @PrimaryKey('kind', 8) kind!: 'like' | 'comment';
  @IdColumn('customer_id') customerId!: string;
  @PrimaryKey('external_user_id', 64) externalUserId!: string;
  @PrimaryNumber('at') at!: number;
}
