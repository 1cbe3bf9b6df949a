import { Entity, Index } from 'typeorm';
import type { VisitorKnownBy } from '@zhike/shared/contracts/touch';
import {
  BigIntColumn,
  IdColumn,
  IntColumn,
  KeyColumn,
  PrimaryId,
  PrimaryKey,
  PrimaryNumber,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** A short key that leads a visitor to what was shared, and tells us through whom she came. */
@Entity('touch_link')
@Index('touch_link_of_visitor', ['visitorId', 'subjectId', 'userId'])
@Index('touch_link_of_send', ['sendId'])
@Index('touch_link_of_customer', ['customerId'])
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
  /** The browser that first opened a link sent to one customer: it counts as hers. Every other one came through her. */
  @IdColumn('holder_visitor_id', { nullable: true }) holderVisitorId!: string | null;
  /** When the member was last told of somebody unknown on this link. */
  @TimeColumn('told_at', { nullable: true }) toldAt!: number | null;
  @TimeColumn('created_at') createdAt!: number;
}

/** A browser that opened something. The person behind it may become known later. */
@Entity('visitor')
@Index('visitor_token', ['tokenHash'], { unique: true })
@Index('visitor_union', ['unionId'])
@Index('visitor_of_customer', ['customerId'])
export class VisitorRow {
  @PrimaryId() id!: string;
  @KeyColumn('token_hash', 43) tokenHash!: string;
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @KeyColumn('known_by', 8) knownBy!: VisitorKnownBy;
  @KeyColumn('union_id', 128, { nullable: true }) unionId!: string | null;
  @KeyColumn('oa_open_id', 128, { nullable: true }) oaOpenId!: string | null;
  @TimeColumn('created_at') createdAt!: number;
}

/** One opening of one shared thing by one browser, as far as its beats have told. */
@Entity('visit')
@Index('visit_id', ['id'], { unique: true })
@Index('visit_of_visitor', ['visitorId', 'subjectId'])
@Index('visit_of_customer', ['customerId', 'startedAt', 'id'])
@Index('visit_of_subject', ['subjectId', 'startedAt', 'id'])
@Index('visit_of_subject_by_whom', ['subjectId', 'customerId'])
@Index('visit_of_member', ['userId', 'startedAt', 'id'])
@Index('visit_all', ['startedAt', 'id'])
@Index('visit_seen', ['lastSeenAt'])
@Index('visit_through', ['linkKey', 'visitorId'])
export class VisitRow {
  /** Digest of the browser's token and the page's own word for the visit: nobody else can go on with it. */
  @PrimaryKey('visit_key', 43) visitKey!: string;
  @IdColumn('id') id!: string;
  @IdColumn('visitor_id') visitorId!: string;
  /** The link she came through; of somebody who reads on through her own link, the one before it. */
  @KeyColumn('link_key', 10) linkKey!: string;
  @KeyColumn('subject_kind', 16) subjectKind!: 'material';
  @IdColumn('subject_id') subjectId!: string;
  /** Whose share it was. */
  @KeyColumn('user_id', 64) userId!: string;
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  /** Who passed it on to her: a browser, or the customer whom the link was for. */
  @IdColumn('via_visitor_id', { nullable: true }) viaVisitorId!: string | null;
  @IdColumn('via_customer_id', { nullable: true }) viaCustomerId!: string | null;
  @KeyColumn('own_key', 10) ownKey!: string;
  @IntColumn('nth') nth!: number;
  /** Pages of the brochure at that time. */
  @IntColumn('pages', { nullable: true }) pages!: number | null;
  /** Business day of its beginning. */
  @KeyColumn('day', 10) day!: string;
  @TimeColumn('started_at') startedAt!: number;
  @TimeColumn('last_seen_at') lastSeenAt!: number;
  @IntColumn('seconds') seconds!: number;
  @IntColumn('percent') percent!: number;
  /** `seq × 1024 + page`: the greatest is the page of the latest beat, in whatever order they came. */
  @BigIntColumn('place') place!: number;
  @IntColumn('last_seq') lastSeq!: number;
  /** The latest beat that said she leaves; 0: none. */
  @IntColumn('left_seq') leftSeq!: number;
  /** What was recorded of it; null until then. */
  @IdColumn('opened_event_id', { nullable: true }) openedEventId!: string | null;
  @IdColumn('finished_event_id', { nullable: true }) finishedEventId!: string | null;
}

/** Seconds on one page of one visit. */
@Entity('visit_page')
export class VisitPageRow {
  @PrimaryKey('visit_key', 43) visitKey!: string;
  @PrimaryNumber('page') page!: number;
  @IntColumn('seconds') seconds!: number;
}
