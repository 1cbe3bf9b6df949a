import { Entity, Index } from 'typeorm';
import type { CustomerFilter as AskedFilter } from '@zhike/shared/contracts/customer-list';
import type { MassOutcome, MassOverQuota, MassQuota, MassStatus } from '@zhike/shared/contracts/mass-message';
import {
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  PrimaryKey,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';
import type { CustomerFilter } from '../customer/list-filter.ts';

/** What a material was when the sending began: what is changed or retired meanwhile goes out as it was approved. */
export type FrozenAttachment =
  | { kind: 'image' | 'video' | 'file'; assetId: string }
  | { kind: 'link'; materialId: string; title: string; description: string }
  | { kind: 'miniprogram'; title: string; appId: string; page: string; coverAssetId: string };

/** One mass message. Whom it goes to stands in `mass_message_customer`, what WeCom was asked in `mass_message_slice`. */
@Entity('mass_message')
@Index('mass_message_of_creator', ['createdBy', 'id'])
@Index('mass_message_due', ['status', 'startAt'])
@Index('mass_message_of_origin', ['originId', 'id'])
export class MassMessageRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 40) name!: string;
  @JsonColumn('texts') texts!: string[];
  @JsonColumn('material_ids') materialIds!: string[];
  @JsonColumn('attachments', { nullable: true }) attachments!: FrozenAttachment[] | null;
  /** As it was asked, for the editor; both forgotten when all are collected, since a filter may hold a name. */
  @JsonColumn('asked_filter', { nullable: true }) askedFilter!: AskedFilter | null;
  @JsonColumn('by_filter', { nullable: true }) byFilter!: CustomerFilter | null;
  /** Said when it began, without what was searched for. */
  @TextColumn('sentence', 1000) sentence!: string;
  @IdColumn('segment_id', { nullable: true }) segmentId!: string | null;
  @KeyColumn('status', 12) status!: MassStatus;
  /** Cursor of the next customers to collect. */
  @KeyColumn('collected_to', 512, { nullable: true }) collectedTo!: string | null;
  @IntColumn('customer_count') customerCount!: number;
  @IntColumn('unreachable_count') unreachableCount!: number;
  /** Left out because they can get no more. */
  @IntColumn('skipped_count', { default: 0 }) skippedCount!: number;
  /** Business time. */
  @TimeColumn('start_at', { nullable: true }) startAt!: number | null;
  @TimeColumn('started_at', { nullable: true }) startedAt!: number | null;
  @TimeColumn('ended_at', { nullable: true }) endedAt!: number | null;
  @KeyColumn('problem', 64, { nullable: true }) problem!: string | null;
  /** What it comes from, where nobody wrote it: a step of an SOP, by its version. */
  @KeyColumn('origin_kind', 8, { nullable: true }) originKind!: 'sop' | null;
  @IdColumn('origin_id', { nullable: true }) originId!: string | null;
  @KeyColumn('origin_part', 64, { nullable: true }) originPart!: string | null;
  @IntColumn('version') version!: number;
  @KeyColumn('created_by', 64) createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
}

/** `calling`: committed before WeCom is asked; whoever finds it so looks up what came of the call. */
export type SliceStatus = 'filling' | 'waiting' | 'calling' | 'created' | 'confirmed' | 'cancelled' | 'failed';

/** What one call of add_msg_template asks for: one rep, one text, at most 10,000 customers. */
@Entity('mass_message_slice')
@Index('mass_slice_of_message', ['massMessageId', 'status', 'id'])
@Index('mass_slice_of_rep', ['massMessageId', 'userId', 'variant', 'id'])
@Index('mass_slice_by_msgid', ['msgId'], { unique: true })
@Index('mass_slice_poll', ['nextPollAt', 'id'])
export class MassSliceRow {
  @PrimaryId() id!: string;
  @IdColumn('mass_message_id') massMessageId!: string;
  @KeyColumn('user_id', 64) userId!: string;
  @IntColumn('variant') variant!: number;
  @KeyColumn('status', 12) status!: SliceStatus;
  @KeyColumn('msg_id', 64, { nullable: true }) msgId!: string | null;
  @KeyColumn('problem', 64, { nullable: true }) problem!: string | null;
  /** Keys of the tracked links in it, by material. */
  @JsonColumn('link_keys', { nullable: true }) linkKeys!: Record<string, string> | null;
  @IntColumn('customer_count') customerCount!: number;
  @IntColumn('sent_count') sentCount!: number;
  @IntColumn('not_friend_count') notFriendCount!: number;
  @IntColumn('over_quota_count') overQuotaCount!: number;
  @IntColumn('refused_count') refusedCount!: number;
  @IntColumn('unknown_count') unknownCount!: number;
  /** Business time of the call: WeCom's listing is asked around it. */
  @TimeColumn('called_at', { nullable: true }) calledAt!: number | null;
  @TimeColumn('created_at', { nullable: true }) createdAt!: number | null;
  @TimeColumn('confirmed_at', { nullable: true }) confirmedAt!: number | null;
  /** How often results were asked for, and when next, business time; null: no more. */
  @IntColumn('polls') polls!: number;
  @TimeColumn('next_poll_at', { nullable: true }) nextPollAt!: number | null;
  /** When reps were reminded, the last three. */
  @JsonColumn('reminded_at') remindedAt!: number[];
}

/** One customer of a mass message, written down when it begins. */
@Entity('mass_message_customer')
@Index('mass_customer_of_slice', ['sliceId', 'externalUserId'])
@Index('mass_customer_by_outcome', ['massMessageId', 'outcome', 'customerId'])
@Index('mass_customer_received', ['customerId', 'settledAt'])
export class MassCustomerRow {
  @PrimaryId('mass_message_id') massMessageId!: string;
  @PrimaryId('customer_id') customerId!: string;
  @IdColumn('slice_id', { nullable: true }) sliceId!: string | null;
  @KeyColumn('user_id', 64, { nullable: true }) userId!: string | null;
  @KeyColumn('external_user_id', 64, { nullable: true }) externalUserId!: string | null;
  @IntColumn('variant') variant!: number;
  @KeyColumn('outcome', 12) outcome!: MassOutcome;
  /** When she got it, was found to be over the limit or was left out; business time. */
  @TimeColumn('settled_at', { nullable: true }) settledAt!: number | null;
}

/** What was set about mass messages; one row. */
@Entity('mass_setting')
export class MassSettingRow {
  @PrimaryKey('name', 16) name!: string;
  @KeyColumn('quota', 8) quota!: MassQuota;
  /** What is done with customers who can get no more. */
  @KeyColumn('over_quota', 8, { default: 'skip' }) over!: MassOverQuota;
}
