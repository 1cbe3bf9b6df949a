import { Entity, Index } from 'typeorm';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerStatus, OwnerReason, RelationStatus, TagOriginKind } from '@zhike/shared/contracts/customer';
import {
  BigIntColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryKey,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** A person in our books. `ownerUserId` is our decision and never told to WeCom. */
@Entity('customer')
@Index('customer_by_added', ['firstAddedAt', 'id'])
@Index('customer_by_owner', ['ownerUserId', 'firstAddedAt', 'id'])
@Index('customer_by_channel', ['firstChannelId', 'firstAddedAt', 'id'])
@Index('customer_by_stage', ['stageId', 'firstAddedAt', 'id'])
@Index('customer_by_status', ['status', 'firstAddedAt', 'id'])
@Index('customer_by_last_added', ['lastAddedAt', 'id'])
@Index('customer_by_lost', ['lostAt', 'id'])
export class CustomerRow {
  @PrimaryId() id!: string;
  /** 1 WeChat user, 2 WeCom user of another company (doc 92114). */
  @IntColumn('type') type!: number;
  @TextColumn('name', 128) name!: string;
  @TextColumn('avatar', 512, { nullable: true }) avatar!: string | null;
  @IntColumn('gender', { default: 0 }) gender!: number;
  @TextColumn('position', 128, { nullable: true }) position!: string | null;
  @TextColumn('corp_name', 128, { nullable: true }) corpName!: string | null;
  @TextColumn('corp_full_name', 255, { nullable: true }) corpFullName!: string | null;
  @KeyColumn('owner_user_id', 64, { nullable: true }) ownerUserId!: string | null;
  @JsonColumn('owner_reason', { nullable: true }) ownerReason!: OwnerReason | null;
  @IdColumn('stage_id', { nullable: true }) stageId!: string | null;
  @KeyColumn('status', 16) status!: CustomerStatus;
  /** The sort key of every list; copied to the list tables, see list-rows.ts. */
  @TimeColumn('first_added_at') firstAddedAt!: number;
  @TimeColumn('last_added_at') lastAddedAt!: number;
  @IdColumn('first_channel_id', { nullable: true }) firstChannelId!: string | null;
  @TimeColumn('lost_at', { nullable: true }) lostAt!: number | null;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('updated_at') updatedAt!: number;
}

export type IdentityKind = 'external_userid' | 'unionid' | 'weapp_openid' | 'oa_openid';

/** By what a person is known outside; merges re-point it. */
@Entity('customer_identity')
@Index('customer_identity_of', ['customerId'])
export class CustomerIdentityRow {
  @PrimaryKey('kind', 24) kind!: IdentityKind;
  @PrimaryKey('value', 128) value!: string;
  @IdColumn('customer_id') customerId!: string;
  @TimeColumn('created_at') createdAt!: number;
}

/** The bond of one member and one external contact. */
@Entity('follow_user')
@Index('follow_user_pair', ['userId', 'externalUserId'], { unique: true })
@Index('follow_user_of_customer', ['customerId', 'status'])
@Index('follow_user_of_external', ['externalUserId'])
@Index('follow_user_of_member', ['userId', 'status', 'addedAt', 'id'])
@Index('follow_user_of_channel', ['channelId', 'addedAt'])
export class FollowUserRow {
  @PrimaryId() id!: string;
  @KeyColumn('user_id') userId!: string;
  @KeyColumn('external_user_id') externalUserId!: string;
  @IdColumn('customer_id') customerId!: string;
  @KeyColumn('status', 24) status!: RelationStatus;
  @TextColumn('remark', 64, { nullable: true }) remark!: string | null;
  @TextColumn('description', 255, { nullable: true }) description!: string | null;
  @TextColumn('remark_corp_name', 128, { nullable: true }) remarkCorpName!: string | null;
  /** doc 92114. */
  @IntColumn('add_way') addWay!: number;
  /** Who caused the relation: member, customer or admin. */
  @KeyColumn('oper_user_id', 64, { nullable: true }) operUserId!: string | null;
  @KeyColumn('state', 64, { nullable: true }) state!: string | null;
  @IdColumn('channel_id', { nullable: true }) channelId!: string | null;
  /** Video account the customer came from (视频号); only with add_way 10. */
  @JsonColumn('wechat_channels', { nullable: true }) wechatChannels!: { nickname: string; source: number } | null;
  @TimeColumn('added_at') addedAt!: number;
  @TimeColumn('removed_at', { nullable: true }) removedAt!: number | null;
  @TimeColumn('archive_consent_at', { nullable: true }) archiveConsentAt!: number | null;
  /** What brought the relation into our books first. A callback that comes after the sync still counts as news. */
  @KeyColumn('told_by', 8) toldBy!: 'callback' | 'sync';
  /** `pending`: remark and description of ours that WeCom has not been told yet; a reading of WeCom must not undo them. */
  @KeyColumn('remark_in_wecom', 8, { default: 'done' }) remarkInWecom!: 'pending' | 'done' | 'failed';
  /** When WeCom took remark and description of ours, business time: a reading begun before that says nothing about them. */
  @TimeColumn('remark_settled_at', { nullable: true }) remarkSettledAt!: number | null;
  /** When WeCom's truth was last read, business time. */
  @TimeColumn('synced_at') syncedAt!: number;
}

/** A phone number a member noted down (remark_mobiles): encrypted, found again by its keyed hash. */
@Entity('customer_phone')
@Index('customer_phone_hash', ['phoneHash', 'customerId'])
@Index('customer_phone_of_relation', ['followUserId'])
@Index('customer_phone_of_customer', ['customerId'])
export class CustomerPhoneRow {
  @PrimaryId() id!: string;
  @IdColumn('customer_id') customerId!: string;
  @IdColumn('follow_user_id') followUserId!: string;
  @KeyColumn('phone_hash') phoneHash!: string;
  @LongTextColumn('phone_encrypted') phoneEncrypted!: string;
}

/**
 * Three that the customer carries, and two that are shown nowhere: `removing`, taken off here and WeCom not told yet; `removed`, WeCom
 * told, kept until a reading from after that, since an older one still has the tag.
 */
export type TagState = 'pending' | 'done' | 'failed' | 'removing' | 'removed';

/** A tag on one relation (in WeCom tags belong to member × customer), with where it came from. */
@Entity('customer_tag')
@Index('customer_tag_of_tag', ['tagId', 'customerId'])
export class CustomerTagRow {
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryKey('tag_id') tagId!: string;
  /** The member of the relation; empty for a customer whom nobody follows. */
  @PrimaryKey('user_id') userId!: string;
  @KeyColumn('origin_kind', 8) originKind!: TagOriginKind;
  /** Channel, rule or job. */
  @KeyColumn('origin_ref', 64, { nullable: true }) originRef!: string | null;
  /** The person who put it there, when a person did. */
  @KeyColumn('by_user_id', 64, { nullable: true }) byUserId!: string | null;
  @TimeColumn('added_at') addedAt!: number;
  @KeyColumn('in_wecom', 8) inWecom!: TagState;
  /** When WeCom said yes to putting on or taking off, business time: a reading begun before that says nothing about the tag. */
  @TimeColumn('settled_at', { nullable: true }) settledAt!: number | null;
}

/** Who filled in a custom field. */
export type FieldOriginKind = 'rep' | 'rule';

/** What a customer's custom field holds: one row, or one per option. */
@Entity('customer_field')
@Index('customer_field_by_option', ['fieldId', 'optionId', 'customerId'])
@Index('customer_field_by_number', ['fieldId', 'numberValue', 'customerId'])
@Index('customer_field_by_date', ['fieldId', 'dateValue', 'customerId'])
export class CustomerFieldRow {
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryId('field_id') fieldId!: string;
  /** Of choices; empty otherwise. */
  @PrimaryKey('option_id', 26, { default: '' }) optionId!: string;
  @TextColumn('text_value', 500, { nullable: true }) text!: string | null;
  /** In ten-thousandths. */
  @BigIntColumn('number_value', { nullable: true }) numberValue!: number | null;
  /** The calendar day, as the midnight that begins it in UTC: a birthday is no moment, and moves with no clock. */
  @TimeColumn('date_value', { nullable: true }) dateValue!: number | null;
  @KeyColumn('origin_kind', 8) originKind!: FieldOriginKind;
  /** The version of the rule. */
  @KeyColumn('origin_ref', 64, { nullable: true }) originRef!: string | null;
  @KeyColumn('by_user_id', 64, { nullable: true }) byUserId!: string | null;
  @TimeColumn('set_at') setAt!: number;
}

/** What a change of a custom field was: kept apart from its event, so that what people have written can be erased. */
@Entity('customer_field_change')
@Index('customer_field_change_of', ['customerId', 'fieldId', 'id'])
export class CustomerFieldChangeRow {
  @PrimaryId() id!: string;
  @IdColumn('customer_id') customerId!: string;
  @IdColumn('field_id') fieldId!: string;
  @JsonColumn('from_value', { nullable: true }) from!: FieldValue | null;
  @JsonColumn('to_value', { nullable: true }) to!: FieldValue | null;
  @TimeColumn('changed_at') changedAt!: number;
}

/**
 * The next three tables carry what lists filter and sort by, so that every page is one range read of an index.
 * Only list-rows.ts and search-tokens.ts write them.
 */
@Entity('customer_tag_index')
@Index('customer_tag_index_owner', ['tagId', 'ownerUserId', 'firstAddedAt', 'customerId'])
@Index('customer_tag_index_added', ['tagId', 'firstAddedAt', 'customerId'])
export class CustomerTagIndexRow {
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryKey('tag_id') tagId!: string;
  /** Empty when nobody owns the customer. */
  @KeyColumn('owner_user_id') ownerUserId!: string;
  @TimeColumn('first_added_at') firstAddedAt!: number;
}

/** Who may see a customer by own right: the owner and every active follow user. */
@Entity('customer_viewer')
@Index('customer_viewer_added', ['userId', 'firstAddedAt', 'customerId'])
export class CustomerViewerRow {
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryKey('user_id') userId!: string;
  @TimeColumn('first_added_at') firstAddedAt!: number;
}

/** One and two character pieces of name and remarks: searching inside Chinese text on both engines. */
@Entity('customer_search_token')
@Index('customer_search_token_added', ['token', 'firstAddedAt', 'customerId'])
export class CustomerSearchTokenRow {
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryKey('token', 8) token!: string;
  @TimeColumn('first_added_at') firstAddedAt!: number;
}
