import type { Filter } from '@zhike/shared/contracts/filter';
import type { SegmentVisibility } from '@zhike/shared/contracts/segment';
import { Entity, Index } from 'typeorm';
import {
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** A saved filter (人群). It keeps nobody: who is in it is asked each time. */
@Entity('segment')
@Index('segment_of_owner', ['ownerUserId', 'id'])
export class SegmentRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 30) name!: string;
  @TextColumn('description', 200) description!: string;
  @JsonColumn('filter') filter!: Filter;
  @KeyColumn('owner_user_id') ownerUserId!: string;
  @KeyColumn('visibility', 16) visibility!: SegmentVisibility;
  @IntColumn('version') version!: number;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('updated_at') updatedAt!: number;
}
