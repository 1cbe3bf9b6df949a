import { Entity, Index } from 'typeorm';
import type {
  QualityActionKind,
  QualityIntercept,
  QualityInterceptState,
  QualityLevel,
  QualitySpeaker,
  QualityState,
  WorkingHours,
} from '@zhike/shared/contracts/quality';
import {
  BigIntColumn,
  FlagColumn,
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

/** Sensitive words. Never deleted for good: the sum of all versions grows with every change, and what is compiled is thrown away with it. */
@Entity('quality_word_group')
export class QualityWordGroupRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 20) name!: string;
  @KeyColumn('level', 8) level!: QualityLevel;
  @KeyColumn('speaker', 8) speaker!: QualitySpeaker;
  @JsonColumn('words') words!: string[];
  /** Whose conversations; with all below them. Empty: everybody's. */
  @JsonColumn('department_ids') departmentIds!: number[];
  @FlagColumn('is_on') isOn!: boolean;
  /** What WeCom's own clients do to members who write a word. */
  @KeyColumn('intercept', 8) intercept!: QualityIntercept;
  @KeyColumn('wecom_rule_id', 64, { nullable: true }) wecomRuleId!: string | null;
  /** Whether WeCom knows what `intercept` says. */
  @KeyColumn('intercept_state', 8) interceptState!: QualityInterceptState;
  /** Whole seconds, as WeCom's: what was said before does not count. */
  @TimeColumn('on_since') onSince!: number;
  @IntColumn('version') version!: number;
  @KeyColumn('changed_by') changedBy!: string;
  @TimeColumn('changed_at') changedAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}

/** A sensitive action that somebody has set; absent: off. */
@Entity('quality_action')
export class QualityActionRow {
  @PrimaryKey('action', 32) action!: QualityActionKind;
  @FlagColumn('is_on') isOn!: boolean;
  @TimeColumn('on_since') onSince!: number;
  @KeyColumn('level', 8) level!: QualityLevel;
  /** Minutes of no reply, days of no follow-up; 0 where nothing is counted. */
  @IntColumn('amount') amount!: number;
  @JsonColumn('department_ids') departmentIds!: number[];
  @JsonColumn('hours') hours!: WorkingHours;
  @IntColumn('version') version!: number;
}

/** Something for a checker to look at. What was said stays in the archive; here is only where. */
@Entity('quality_hit')
@Index('quality_hit_once', ['causeKey'], { unique: true })
@Index('quality_hit_in_state', ['state', 'id'])
@Index('quality_hit_of_member', ['userId', 'id'])
@Index('quality_hit_of_word', ['word', 'id'])
@Index('quality_hit_of_level', ['level', 'id'])
@Index('quality_hit_by_day', ['day', 'userId', 'word'])
@Index('quality_hit_fold', ['conversationId', 'userId', 'ruleId', 'at'])
export class QualityHitRow {
  @PrimaryId() id!: string;
  @KeyColumn('cause_key', 160) causeKey!: string;
  @KeyColumn('rule_kind', 8) ruleKind!: 'word' | 'action';
  /** Of the word group, or the action's kind. */
  @KeyColumn('rule_id', 32) ruleId!: string;
  /** As it was called then. */
  @TextColumn('rule_name', 40) ruleName!: string;
  /** As it is spelled in its group; '' of an action. */
  @TextColumn('word', 64) word!: string;
  /** Who said it; null where nothing was said. */
  @KeyColumn('speaker', 8, { nullable: true }) speaker!: 'member' | 'customer' | null;
  @KeyColumn('level', 8) level!: QualityLevel;
  /** The rep who answers for it. */
  @KeyColumn('user_id') userId!: string;
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @IdColumn('conversation_id', { nullable: true }) conversationId!: string | null;
  @BigIntColumn('position', { nullable: true }) position!: number | null;
  @TimeColumn('at') at!: number;
  /** Business day of `at`. */
  @KeyColumn('day', 10) day!: string;
  /** How often within some minutes. */
  @IntColumn('times') times!: number;
  @TimeColumn('last_at') lastAt!: number;
  @KeyColumn('state', 16) state!: QualityState;
  @IdColumn('task_id', { nullable: true }) taskId!: string | null;
  @KeyColumn('checked_by', 64, { nullable: true }) checkedBy!: string | null;
  @TimeColumn('checked_at', { nullable: true }) checkedAt!: number | null;
  @LongTextColumn('note', { nullable: true }) note!: string | null;
}

/** A customer has spoken in a single chat and nobody has answered yet: one a working day. */
@Entity('quality_waiting')
@Index('quality_waiting_due', ['dueAt'])
@Index('quality_waiting_late', ['lateAt'])
export class QualityWaitingRow {
  @PrimaryId('conversation_id') conversationId!: string;
  @PrimaryNumber('started_at') startedAt!: number;
  @KeyColumn('user_id') userId!: string;
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @BigIntColumn('position') position!: number;
  /** Her first question to this rep on its day. */
  @FlagColumn('is_first') isFirst!: boolean;
  /** Until then it is no answer missed. */
  @TimeColumn('late_at') lateAt!: number;
  /** When it becomes a hit; null: nobody asked for that, or it was told already. */
  @TimeColumn('due_at', { nullable: true }) dueAt!: number | null;
}

/** When a rep last spoke in a single chat. */
@Entity('quality_contact')
export class QualityContactRow {
  @PrimaryId('conversation_id') conversationId!: string;
  @KeyColumn('user_id') userId!: string;
  @IdColumn('customer_id', { nullable: true }) customerId!: string | null;
  @TimeColumn('last_at') lastAt!: number;
  @BigIntColumn('position') position!: number;
  /** The last business day on which the customer asked: the first question of a day is counted apart. */
  @KeyColumn('first_asked_day', 10, { nullable: true }) firstAskedDay!: string | null;
}

/** When it is looked at next whether a rep has been in touch with a customer. One for each relation that is looked after. */
@Entity('quality_follow_up')
@Index('quality_follow_up_due', ['dueAt'])
export class QualityFollowUpRow {
  @PrimaryId('follow_user_id') followUserId!: string;
  /** The last contact that was seen; before the first one, when the wait began. */
  @TimeColumn('since') since!: number;
  /** Null: nobody looks. */
  @TimeColumn('due_at', { nullable: true }) dueAt!: number | null;
}

/** How fast a rep answered the questions of a business day. */
@Entity('quality_reply_day')
export class QualityReplyDayRow {
  @PrimaryKey('day', 10) day!: string;
  @PrimaryKey('user_id') userId!: string;
  @IntColumn('asked') asked!: number;
  @IntColumn('answered') answered!: number;
  @BigIntColumn('wait_ms') waitMs!: number;
  @IntColumn('first_answered') firstAnswered!: number;
  @BigIntColumn('first_wait_ms') firstWaitMs!: number;
}
