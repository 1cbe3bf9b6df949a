import { Entity, Index } from 'typeorm';
import { IdColumn, KeyColumn, PrimaryKey, TimeColumn } from '../../platform/database/columns.ts';

/** A short key that leads a visitor to what was shared, and tells us through whom she came. */
@Entity('touch_link')
@Index('touch_link_of_visitor', ['visitorId', 'subjectId', 'userId'])
@Index('touch_link_of_send', ['sendId'])
export class TouchLinkRow {
  @PrimaryKey('link_key', 10) linkKey!: string;
  /** What it leads to: `material` and its id; coupons and campaigns later. */
  @KeyColumn('subject_kind', 16) subjectKind!: 'material';
  @IdColumn('subject_id') subjectId!: string;
  /** The member who hears of visits. */
  @KeyColumn('user_id', 64) userId!: string;
  /** Whom it was sent to. */
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @KeyColumn('chat_id', 64, { nullable: true }) chatId!: string | null;
  @IdColumn('send_id', { nullable: true }) sendId!: string | null;
  /** Minted for an earlier visitor, and the link she came through: whoever opens it was led here by her. */
  @IdColumn('visitor_id', { nullable: true }) visitorId!: string | null;
  @KeyColumn('parent_key', 10, { nullable: true }) parentKey!: string | null;
  @TimeColumn('created_at') createdAt!: number;
}
