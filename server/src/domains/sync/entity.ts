import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  PrimaryKey,
  TimeColumn,
} from '../../platform/database/columns.ts';

export interface SyncCounts {
  read: number;
  added: number;
  changed: number;
  removed: number;
}

/** One reading of members, tags, customers or groups as a whole. */
@Entity('sync_job')
@Index('sync_job_open', ['status', 'id'])
@Index('sync_job_finished', ['finishedAt'])
export class SyncJobRow {
  @PrimaryId() id!: string;
  @KeyColumn('kind', 16) kind!: 'members' | 'tags' | 'customers' | 'groups';
  @KeyColumn('origin', 16) origin!: 'first' | 'nightly' | 'manual';
  @KeyColumn('status', 16) status!: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Where to go on after a crash; written with the rows that the page brought. Shape per kind. */
  @JsonColumn('resume_at', { nullable: true }) resumeAt!: object | null;
  @IntColumn('done_count', { default: 0 }) doneCount!: number;
  @IntColumn('total_count', { nullable: true }) totalCount!: number | null;
  @JsonColumn('counts') counts!: SyncCounts;
  /** Error code of the last failure. */
  @KeyColumn('problem', 64, { nullable: true }) problem!: string | null;
  @KeyColumn('started_by_user_id', 64, { nullable: true }) startedByUserId!: string | null;
  /** Business time, all three. */
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('started_at', { nullable: true }) startedAt!: number | null;
  @TimeColumn('finished_at', { nullable: true }) finishedAt!: number | null;
}

/**
 * What the last reading showed of each relation: an unchanged one costs nothing the next time, and one that the
 * reading under way has not shown (`jobId` is older) is gone.
 */
@Entity('sync_relation')
export class SyncRelationRow {
  @PrimaryKey('user_id') userId!: string;
  @PrimaryKey('external_user_id') externalUserId!: string;
  @KeyColumn('digest', 43) digest!: string;
  @IdColumn('job_id') jobId!: string;
}

/** One row, locked by whoever opens, begins or ends a job: two processes cannot begin two at once. */
@Entity('sync_seat')
export class SyncSeatRow {
  @PrimaryKey('id', 8) id!: string;
}
