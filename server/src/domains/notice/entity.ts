import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryKey,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** One thing a member should learn of through an app message. Several may go out as one message. */
@Entity('notice')
@Index('notice_of_member', ['userId', 'status', 'id'])
@Index('notice_paced', ['userId', 'sentAt'])
@Index('notice_stuck', ['status', 'createdAt'])
export class NoticeRow {
  @PrimaryId() id!: string;
  @KeyColumn('user_id', 64) userId!: string;
  @KeyColumn('kind', 32) kind!: string;
  /** Notices with the same key are merged when there are too many. */
  @KeyColumn('merge_key', 100) mergeKey!: string;
  /** Whom or what it is about, for the merged text. */
  @TextColumn('name', 64) name!: string;
  @TextColumn('title', 128) title!: string;
  @LongTextColumn('text') text!: string;
  @LongTextColumn('link') link!: string;
  @KeyColumn('status', 8) status!: 'waiting' | 'sent' | 'failed';
  /** Machine time, ms: the pace that WeCom allows is real time. */
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('sent_at', { nullable: true }) sentAt!: number | null;
  /** The notice whose message carried this one too. */
  @IdColumn('merged_into', { nullable: true }) mergedInto!: string | null;
}

/** When the next delivery to a member is due, once the pace held one back. */
@Entity('notice_pace')
export class NoticePaceRow {
  @PrimaryKey('user_id', 64) userId!: string;
  @TimeColumn('wake_at') wakeAt!: number;
}
