import { Entity } from 'typeorm';
import { IntColumn, KeyColumn, PrimaryId, TimeColumn } from '../../platform/database/columns.ts';

/** The last time that customers under way were moved to a newer version of an SOP. */
@Entity('sop_move')
export class SopMoveRow {
  @PrimaryId('sop_id') sopId!: string;
  /** Where they are moved to. */
  @TimeColumn('version') version!: number;
  @KeyColumn('status', 10) status!: 'running' | 'done' | 'failed';
  @IntColumn('total_count') totalCount!: number;
  @IntColumn('moved_count') movedCount!: number;
  @KeyColumn('started_by', 64) startedBy!: string;
  /** Business time. */
  @TimeColumn('started_at') startedAt!: number;
  @TimeColumn('finished_at', { nullable: true }) finishedAt!: number | null;
}
