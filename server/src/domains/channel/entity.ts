import { Entity, Index } from 'typeorm';
import type { ChannelProblem, Duty, Receivers } from '@zhike/shared/contracts/channel';
import type { WelcomeMessage } from '@zhike/shared/contracts/welcome';
import {
  BytesColumn,
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

@Entity('channel_group')
export class ChannelGroupRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 20) name!: string;
  @IntColumn('sort') sort!: number;
  @TimeColumn('created_at') createdAt!: number;
}

/** A channel and the contact way behind it. Written before WeCom is asked, so that `state` can find what a crash left behind. */
@Entity('channel')
@Index('channel_state', ['state'], { unique: true })
@Index('channel_config', ['configId'], { unique: true })
@Index('channel_listed', ['status', 'id'])
@Index('channel_of_group', ['groupId', 'id'])
@Index('channel_due', ['nextChangeAt'])
export class ChannelRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 30) name!: string;
  @IdColumn('group_id', { nullable: true }) groupId!: string | null;
  @KeyColumn('status', 16) status!: 'draft' | 'active' | 'paused' | 'deleted';
  /** Our mark on the contact way; comes back with whoever scans. */
  @KeyColumn('state', 30) state!: string;
  @KeyColumn('config_id', 64, { nullable: true }) configId!: string | null;
  /** WeCom's address of the picture. */
  @TextColumn('qr_code', 1024, { nullable: true }) qrCode!: string | null;
  @JsonColumn('department_ids') departmentIds!: number[];
  @JsonColumn('duty') duty!: Duty;
  @FlagColumn('skip_verify') skipVerify!: boolean;
  @JsonColumn('tag_ids') tagIds!: string[];
  @IdColumn('stage_id', { nullable: true }) stageId!: string | null;
  @TextColumn('remark_rule', 40, { nullable: true }) remarkRule!: string | null;
  @JsonColumn('welcome', { nullable: true }) welcome!: WelcomeMessage | null;
  /** Receives while the channel is paused and has no spare. */
  @KeyColumn('stand_in_user_id', 64, { nullable: true }) standInUserId!: string | null;
  /** Who shall receive now; WeCom is told by the outbox. */
  @JsonColumn('receivers') receivers!: Receivers;
  /** What WeCom was last told (its user and party lists); null before the code exists or when that is unknown. */
  @JsonColumn('applied', { nullable: true }) applied!: { userIds: string[]; departmentIds: number[] } | null;
  @JsonColumn('problem', { nullable: true }) problem!: ChannelProblem | null;
  /** When receivers may change by themselves: next shift, midnight. Business time; null: never. */
  @TimeColumn('next_change_at', { nullable: true }) nextChangeAt!: number | null;
  @KeyColumn('created_by', 64, { nullable: true }) createdBy!: string | null;
  @TimeColumn('created_at') createdAt!: number;
  /** When the settings were last saved. */
  @TimeColumn('updated_at') updatedAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}

/** One that has not been deleted. */
export type LiveChannel = ChannelRow & { status: Exclude<ChannelRow['status'], 'deleted'> };

/** A rep on a code, or its spare. */
@Entity('channel_member')
@Index('channel_member_of', ['userId', 'channelId'])
export class ChannelMemberRow {
  @PrimaryId('channel_id') channelId!: string;
  @PrimaryKey('user_id', 64) userId!: string;
  @IntColumn('sort') sort!: number;
  @IntColumn('daily_cap', { nullable: true }) dailyCap!: number | null;
  @FlagColumn('is_spare') isSpare!: boolean;
  /** `unusable`: WeCom refuses this rep on codes (not activated, not verified, no customer contact). */
  @KeyColumn('condition', 16) condition!: 'ok' | 'left' | 'unusable';
}

/** One customer who came to one rep through one channel. Statistics and caps count these rows; nothing is ever added by one. */
@Entity('channel_addition')
@Index('channel_addition_day', ['channelId', 'day', 'userId'])
@Index('channel_addition_lost', ['channelId', 'lostDay', 'userId'])
@Index('channel_addition_pair', ['userId', 'externalUserId', 'at'])
export class ChannelAdditionRow {
  /** Id of the event that told of it: the same event never counts twice. */
  @PrimaryId() id!: string;
  @IdColumn('channel_id') channelId!: string;
  @KeyColumn('user_id', 64) userId!: string;
  @KeyColumn('external_user_id', 64) externalUserId!: string;
  @TimeColumn('at') at!: number;
  /** Business day, `2026-11-08`. */
  @KeyColumn('day', 10) day!: string;
  /** True until the rep has confirmed a friend who came without verification. */
  @FlagColumn('half') half!: boolean;
  @FlagColumn('over_cap') overCap!: boolean;
  @TimeColumn('lost_at', { nullable: true }) lostAt!: number | null;
  @KeyColumn('lost_day', 10, { nullable: true }) lostDay!: string | null;
}

/** The picture of a code as WeCom drew it, kept because it never changes. */
@Entity('channel_picture')
export class ChannelPictureRow {
  @PrimaryId('channel_id') channelId!: string;
  @BytesColumn('png') png!: Buffer;
  @TimeColumn('fetched_at') fetchedAt!: number;
}

/** Who greets one customer of one rep: an adding is greeted once, even when WeCom tells of it twice (half, then whole). */
@Entity('welcome_turn')
export class WelcomeTurnRow {
  @PrimaryKey('user_id', 64) userId!: string;
  @PrimaryKey('external_user_id', 64) externalUserId!: string;
  @KeyColumn('told_by', 8) toldBy!: 'half' | 'whole' | 'consent';
  @TimeColumn('occurred_at') occurredAt!: number;
  @KeyColumn('status', 8) status!: 'waiting' | 'sent' | 'missed';
}

/** Contact ways of other apps, met while looking for ours; not asked about again. */
@Entity('foreign_contact_way')
export class ForeignContactWayRow {
  @PrimaryKey('config_id', 64) configId!: string;
  @TimeColumn('seen_at') seenAt!: number;
}
