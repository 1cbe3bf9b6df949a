import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';
import type { CustomFieldKind, FieldOption } from '@zhike/shared/contracts/custom-field';
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

/** A custom field (自定义字段). One out of use stays for what customers have, and for filters and rules that name it. */
@Entity('custom_field')
@Index('custom_field_name', ['name', 'retiredKey'], { unique: true })
export class CustomFieldRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 40) name!: string;
  @KeyColumn('kind', 16) kind!: CustomFieldKind;
  @TextColumn('unit', 16, { nullable: true }) unit!: string | null;
  /** Retired ones last. */
  @JsonColumn('options') options!: FieldOption[];
  /** Null: for everybody. */
  @JsonColumn('department_ids', { nullable: true }) departmentIds!: number[] | null;
  @IntColumn('sort') sort!: number;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('retired_at', { nullable: true }) retiredAt!: number | null;
  /** The field's id once it is out of use: names of those in use are unique. */
  @IdColumn('retired_key', { default: '' }) retiredKey!: string;
}
