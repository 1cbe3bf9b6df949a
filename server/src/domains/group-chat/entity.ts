import type { GroupChangeView, GroupJoinRules } from '@zhike/shared/contracts/group-chat';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
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
  /** Those of them who are no members of the company. */
  @IntColumn('external_count') externalCount!: number;
  /** Those of the outside people who are customers in our books. */
  @IntColumn('customer_count') customerCount!: number;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('dismissed_at', { nullable: true }) dismissedAt!: number | null;
  /** When WeCom's truth was last read (when that reading began), business time. */
  @TimeColumn('synced_at') syncedAt!: number;
  /** Error code: why what stands here may be old. Cleared by the next good reading. */
  @KeyColumn('problem', 64, { nullable: true }) problem!: string | null;
  /** The full reading that saw the group last. */
  @IdColumn('sync_job_id', { nullable: true }) syncJobId!: string | null;
}

/** `ended`: the group was dismissed with her in it. Null: found missing, nobody told how. */
export type LeftHow = 'self' | 'removed' | 'ended';

/** Somebody in a customer group, kept after leaving. Whoever is not a customer in our books has no `customerId` yet. */
@Entity('group_member')
@Index('group_member_of_customer', ['customerId', 'leftAt', 'joinedAt'])
@Index('group_member_of_group', ['chatId', 'leftAt', 'joinedAt', 'memberId'])
@Index('group_member_is', ['memberId'])
@Index('group_member_by_mark', ['state'])
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
  @KeyColumn('left_how', 8, { nullable: true }) leftHow!: LeftHow | null;
  /** The event that told of her joining; learns of the customer when she becomes one. */
  @IdColumn('joined_event_id', { nullable: true }) joinedEventId!: string | null;
}

/** Members of the company in a group: who may see it by own right. One range read of an index per page of a list. */
@Entity('group_viewer')
@Index('group_viewer_created', ['userId', 'createdAt', 'chatId'])
export class GroupViewerRow {
  @PrimaryKey('chat_id') chatId!: string;
  @PrimaryKey('user_id') userId!: string;
  @TimeColumn('created_at') createdAt!: number;
}

/** How many joined and left on a business day: a rejoining overwrites the member's row, the count stays. */
@Entity('group_day')
export class GroupDayRow {
  @PrimaryKey('chat_id') chatId!: string;
  /** `2026-11-08`. */
  @PrimaryKey('day', 10) day!: string;
  @IntColumn('joined') joined!: number;
  @IntColumn('left_count') leftCount!: number;
}

/** Something about the group itself changed; who came and went stands in the members' rows. */
@Entity('group_change')
@Index('group_change_of_group', ['chatId', 'id'])
export class GroupChangeRow {
  @PrimaryId() id!: string;
  @KeyColumn('chat_id') chatId!: string;
  @KeyColumn('kind', 16) kind!: GroupChangeKind;
  @KeyColumn('from_user_id', 64, { nullable: true }) fromUserId!: string | null;
  @KeyColumn('to_user_id', 64, { nullable: true }) toUserId!: string | null;
  @TimeColumn('at') at!: number;
}
export type GroupChangeKind = GroupChangeView['kind'];

/** A group that has to be read again. However many changes are announced meanwhile, there is one row and one command under way. */
@Entity('group_reading')
export class GroupReadingRow {
  @PrimaryKey('chat_id') chatId!: string;
  /** Counts announcements: one that came while WeCom was being read asks for one more reading. */
  @IntColumn('asked') asked!: number;
  /** The command that is allowed to read; older ones do nothing. */
  @IntColumn('turn') turn!: number;
  /** The member version announced last, and when, business time; null: none was named. */
  @KeyColumn('wanted_version', 64, { nullable: true }) wantedVersion!: string | null;
  @TimeColumn('wanted_at') wantedAt!: number;
  /** The version in our books when the first announcement came. */
  @KeyColumn('base_version', 64, { nullable: true }) baseVersion!: string | null;
  /** Readings since the group was quiet, and those of them in a row that brought an old version. */
  @IntColumn('rounds') rounds!: number;
  @IntColumn('behind') behind!: number;
}

/** When a member last looked at a group in the sidebar: what came since is new to her. */
@Entity('group_look')
export class GroupLookRow {
  @PrimaryKey('chat_id') chatId!: string;
  @PrimaryKey('user_id') userId!: string;
  @TimeColumn('looked_at') lookedAt!: number;
}

/** One person brought into one group by one member; counted once, however often she leaves and comes back. */
@Entity('group_credit')
@Index('group_credit_of_member', ['userId', 'creditedAt'])
export class GroupCreditRow {
  @PrimaryKey('chat_id') chatId!: string;
  @PrimaryKey('member_id') memberId!: string;
  @KeyColumn('user_id') userId!: string;
  @TimeColumn('credited_at') creditedAt!: number;
}

/** What happens when somebody joins, by group or by the mark of a group code; those of both apply. */
@Entity('group_join_setting')
export class GroupJoinSettingRow {
  @PrimaryKey('kind', 8) kind!: 'chat' | 'state';
  /** The group's id, or the code's mark. */
  @PrimaryKey('subject') subject!: string;
  /** Corp tags that customers get. */
  @JsonColumn('tag_ids') tagIds!: string[];
  @FlagColumn('notify_owner') notifyOwner!: boolean;
  @FlagColumn('credit_inviter') creditInviter!: boolean;
  @FlagColumn('welcome_task') welcomeTask!: boolean;
  @KeyColumn('route_to', 16, { nullable: true }) routeTo!: GroupJoinRules['routeTo'];
  @TimeColumn('updated_at') updatedAt!: number;
}

/** When many leaving a group is told, for all groups; absent: as `usualLeavingAlert` says. */
@Entity('group_leaving_alert')
export class GroupLeavingAlertRow {
  /** One row alone. */
  @PrimaryKey('id', 8) id!: 'all';
  @FlagColumn('is_on') isOn!: boolean;
  @IntColumn('count') count!: number;
  @IntColumn('hours') hours!: number;
}
