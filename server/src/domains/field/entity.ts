import { Entity } from 'typeorm';
import {
  FlagColumn,
  IntColumn,
  KeyColumn,
  PrimaryId,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';
import type { StageColor } from '@zhike/shared/contracts/field';

/** A customer stage (客户阶段). Removed ones stay for the history of those who passed them. */
@Entity('stage')
export class StageRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 40) name!: string;
  @KeyColumn('color', 16) color!: StageColor;
  @IntColumn('sort') sort!: number;
  @FlagColumn('is_default', { default: false }) isDefault!: boolean;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}
