import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  FlagColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  PrimaryKey,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** A group of corp tags (doc 92117), by WeCom's id. */
@Entity('tag_group')
export class TagGroupRow {
  @PrimaryKey('id') id!: string;
  @TextColumn('name', 100) name!: string;
  /** WeCom's `order`, 0 … 2³²−1; larger comes first. */
  @BigIntColumn('sort') sort!: number;
  /** Our own limit: who sees the group. Null: everybody. */
  @JsonColumn('department_ids', { nullable: true }) departmentIds!: number[] | null;
  /** Every app may edit only what it created. */
  @FlagColumn('created_by_us') createdByUs!: boolean;
  @TimeColumn('created_at') createdAt!: number;
  /** Kept when deleted in WeCom: history names it. */
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
  /** When WeCom last took a change of ours, business time: a reading begun before that says nothing about the row. */
  @TimeColumn('settled_at', { nullable: true }) settledAt!: number | null;
}

@Entity('tag')
@Index('tag_of_group', ['groupId', 'sort'])
export class TagRow {
  @PrimaryKey('id') id!: string;
  @KeyColumn('group_id') groupId!: string;
  @TextColumn('name', 100) name!: string;
  @BigIntColumn('sort') sort!: number;
  @FlagColumn('created_by_us') createdByUs!: boolean;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
  /** As of a group. */
  @TimeColumn('settled_at', { nullable: true }) settledAt!: number | null;
}

/**
 * Tags that we asked WeCom to create, committed before the call: a call whose outcome is unknown
 * is looked up by these names instead of being repeated.
 */
@Entity('tag_draft')
@Index('tag_draft_open', ['status', 'createdAt'])
export class TagDraftRow {
  @PrimaryId() id!: string;
  /** Null: a new group, or one that has this name already. */
  @KeyColumn('group_id', 64, { nullable: true }) groupId!: string | null;
  @TextColumn('group_name', 100, { nullable: true }) groupName!: string | null;
  @JsonColumn('tag_names') tagNames!: string[];
  @JsonColumn('department_ids', { nullable: true }) departmentIds!: number[] | null;
  @KeyColumn('status', 16) status!: 'open' | 'done' | 'failed';
  @KeyColumn('by_user_id') byUserId!: string;
  @TimeColumn('created_at') createdAt!: number;
}
