import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryKey,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** A customer group (客户群, doc 92122). */
@Entity('group_chat')
@Index('group_chat_of_owner', ['ownerUserId', 'createdAt', 'chatId'])
@Index('group_chat_by_created', ['createdAt', 'chatId'])
export class GroupChatRow {
  @PrimaryKey('chat_id') chatId!: string;
  /** May be empty: groups without a name exist. */
  @TextColumn('name', 255) name!: string;
  @TextColumn('notice', 2000, { nullable: true }) notice!: string | null;
  @KeyColumn('owner_user_id') ownerUserId!: string;
  @JsonColumn('admin_user_ids') adminUserIds!: string[];
  /** 0 normal, 1 owner left and waiting, 2 transferring, 3 transferred (doc 92120). */
  @IntColumn('status') status!: number;
  /** WeCom's `member_version` of the member list in our books. */
  @KeyColumn('member_version', 64, { nullable: true }) memberVersion!: string | null;
  @IntColumn('member_count') memberCount!: number;
  @IntColumn('customer_count') customerCount!: number;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('dismissed_at', { nullable: true }) dismissedAt!: number | null;
  /** When WeCom's truth was last read, business time. */
  @TimeColumn('synced_at') syncedAt!: number;
}

/** Somebody in a customer group, kept after leaving. Whoever is not a customer in our books has no `customerId` yet. */
@Entity('group_member')
@Index('group_member_of_customer', ['customerId', 'leftAt', 'joinedAt'])
@Index('group_member_of_group', ['chatId', 'leftAt', 'joinedAt', 'memberId'])
@Index('group_member_is', ['memberId'])
export class GroupMemberRow {
  @PrimaryKey('chat_id') chatId!: string;
  /** userid or external_userid. */
  @PrimaryKey('member_id') memberId!: string;
  @KeyColumn('kind', 8) kind!: 'member' | 'external';
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @KeyColumn('union_id', 64, { nullable: true }) unionId!: string | null;
  @TextColumn('name', 128, { nullable: true }) name!: string | null;
  @TextColumn('nickname', 128, { nullable: true }) nickname!: string | null;
  /** 1 invited directly, 2 invitation link, 3 group QR code (doc 92122). */
  @IntColumn('join_scene') joinScene!: number;
  @KeyColumn('inviter_user_id', 64, { nullable: true }) inviterUserId!: string | null;
  /** The join way's `state`. */
  @KeyColumn('state', 64, { nullable: true }) state!: string | null;
  @TimeColumn('joined_at') joinedAt!: number;
  @TimeColumn('left_at', { nullable: true }) leftAt!: number | null;
  @KeyColumn('left_how', 8, { nullable: true }) leftHow!: 'self' | 'removed' | null;
}
