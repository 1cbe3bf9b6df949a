import { Entity, Index } from 'typeorm';
import type { Filter } from '@zhike/shared/contracts/filter';
import {
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  TextColumn,
  TimeColumn,
} from '../../../platform/database/columns.ts';

/** Many customers who begin an SOP by one order, newest customers first. */
@Entity('sop_enrol_job')
@Index('sop_enrol_job_of_sop', ['sopId', 'id'])
export class SopEnrolJobRow {
  @PrimaryId() id!: string;
  @IdColumn('sop_id') sopId!: string;
  /** null: all whom the starter may see. */
  @JsonColumn('filter', { nullable: true }) filter!: Filter | null;
  @TextColumn('sentence', 1000) sentence!: string;
  /** Cursor of the next customers. */
  @KeyColumn('looked_to', 512, { nullable: true }) lookedTo!: string | null;
  @KeyColumn('status', 12) status!: 'running' | 'done' | 'cancelled' | 'failed';
  @KeyColumn('problem', 64, { nullable: true }) problem!: string | null;
  @IntColumn('expected_count') expectedCount!: number;
  @IntColumn('looked_count') lookedCount!: number;
  @IntColumn('enrolled_count') enrolledCount!: number;
  @IntColumn('already_count') alreadyCount!: number;
  @IntColumn('no_start_count') noStartCount!: number;
  @IntColumn('no_step_count') noStepCount!: number;
  @IntColumn('nobody_count') nobodyCount!: number;
  @KeyColumn('started_by', 64) startedBy!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('finished_at', { nullable: true }) finishedAt!: number | null;
}
