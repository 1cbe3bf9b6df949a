import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryKey,
  PrimaryNumber,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** A category of scripts, on one of two levels. */
@Entity('script_category')
@Index('script_category_below', ['ownerUserId', 'parentId', 'sort'])
export class ScriptCategoryRow {
  @PrimaryId() id!: string;
  @IdColumn('parent_id', { nullable: true }) parentId!: string | null;
  /** null: the company's. */
  @KeyColumn('owner_user_id', 64, { nullable: true }) ownerUserId!: string | null;
  @TextColumn('name', 40) name!: string;
  @IntColumn('sort') sort!: number;
  @TimeColumn('created_at') createdAt!: number;
}

/** What to say. Removed ones stay for what was sent of them. */
@Entity('script')
@Index('script_of_owner', ['ownerUserId', 'deletedAt', 'categoryId'])
@Index('script_in_category', ['categoryId', 'deletedAt', 'sort'])
export class ScriptRow {
  @PrimaryId() id!: string;
  @IdColumn('category_id') categoryId!: string;
  /** null: the company's. */
  @KeyColumn('owner_user_id', 64, { nullable: true }) ownerUserId!: string | null;
  @TextColumn('title', 80) title!: string;
  @LongTextColumn('text') text!: string;
  /** Title, keywords and words with their pinyin, folded, for searching. */
  @TextColumn('search_text', 4000) searchText!: string;
  @JsonColumn('material_ids') materialIds!: string[];
  @JsonColumn('keywords') keywords!: string[];
  /** null: for everybody. The same stands in `script_department`, to be asked by SQL. */
  @JsonColumn('department_ids', { nullable: true }) departmentIds!: number[] | null;
  /** Among those of its category. */
  @IntColumn('sort') sort!: number;
  @IntColumn('version') version!: number;
  /** Times sent, all in all. */
  @IntColumn('sent') sent!: number;
  @KeyColumn('created_by', 64) createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('updated_at') updatedAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}

/** For whom a limited script is. */
@Entity('script_department')
export class ScriptDepartmentRow {
  @PrimaryId('script_id') scriptId!: string;
  @PrimaryNumber('department_id') departmentId!: number;
}

@Entity('script_favourite')
export class ScriptFavouriteRow {
  @PrimaryKey('user_id', 64) userId!: string;
  @PrimaryId('script_id') scriptId!: string;
  @TimeColumn('created_at') createdAt!: number;
}

export type StepKind = 'material' | 'script';

/**
 * One thing that was sent, and what the same member had sent the same customer before it. Made from `content_send`, one row each, so that
 * counting it twice counts it once.
 */
@Entity('content_step')
@Index('content_step_by_time', ['at', 'userId', 'customerId'])
@Index('content_step_of_item', ['itemId', 'at', 'userId'])
@Index('content_step_to', ['customerId', 'userId', 'at'])
export class ContentStepRow {
  @PrimaryId('send_id') sendId!: string;
  @KeyColumn('user_id', 64) userId!: string;
  /** null: into a group. */
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @KeyColumn('item_kind', 8) itemKind!: StepKind;
  @IdColumn('item_id') itemId!: string;
  /** What came before it within three days; null: nothing did. */
  @IdColumn('after_item_id', { nullable: true }) afterItemId!: string | null;
  /** When it was prepared: business time, ms, and its day. */
  @TimeColumn('at') at!: number;
  @KeyColumn('day', 10) day!: string;
}

/** What top reps sent after what, counted every night. */
@Entity('next_send')
@Index('next_send_after', ['afterItemId', 'times'])
export class NextSendRow {
  @PrimaryId('after_item_id') afterItemId!: string;
  @PrimaryId('item_id') itemId!: string;
  @PrimaryKey('user_id', 64) userId!: string;
  @KeyColumn('item_kind', 8) itemKind!: StepKind;
  @IntColumn('times') times!: number;
}
