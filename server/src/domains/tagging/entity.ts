import { Entity, Index } from 'typeorm';
import { IntColumn, JsonColumn, KeyColumn, PrimaryId, TimeColumn } from '../../platform/database/columns.ts';
import type { CustomerFilter } from '../customer/list-filter.ts';

/** One bulk marking. Its customers are rows of `tag_job_customer`, taken off as they are marked. */
@Entity('tag_job')
@Index('tag_job_of_starter', ['startedByUserId', 'id'])
@Index('tag_job_open', ['status', 'id'])
export class TagJobRow {
  @PrimaryId() id!: string;
  @JsonColumn('add_tag_ids') addTagIds!: string[];
  @JsonColumn('remove_tag_ids') removeTagIds!: string[];
  /** Whom to mark, where no customers were named; forgotten when all of them are found, since it may hold a name. */
  @JsonColumn('by_filter', { nullable: true }) byFilter!: CustomerFilter | null;
  /** Cursor of the next customers to collect. */
  @KeyColumn('collected_to', 512, { nullable: true }) collectedTo!: string | null;
  @KeyColumn('status', 16) status!: 'collecting' | 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  @IntColumn('total_count') totalCount!: number;
  @IntColumn('done_count', { default: 0 }) doneCount!: number;
  @IntColumn('skipped_count', { default: 0 }) skippedCount!: number;
  @KeyColumn('started_by_user_id') startedByUserId!: string;
  /** Business time. */
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('finished_at', { nullable: true }) finishedAt!: number | null;
}

/** A customer still to be marked; deleted in the transaction that marks her. */
@Entity('tag_job_customer')
export class TagJobCustomerRow {
  @PrimaryId('job_id') jobId!: string;
  @PrimaryId('customer_id') customerId!: string;
}
