import { Entity, Index } from 'typeorm';
import type { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import {
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
import type { DataScope } from '../corp/viewer.ts';

/** A rule; what it says is in its current version. */
@Entity('rule')
@Index('rule_live', ['deletedAt', 'id'])
@Index('rule_next_look', ['nextLookAt'])
export class RuleRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 64) name!: string;
  @FlagColumn('is_on') isOn!: boolean;
  /** Business time, whole seconds as WeCom's: what happened before does not count. */
  @TimeColumn('on_since', { nullable: true }) onSince!: number | null;
  @IdColumn('version_id') versionId!: string;
  /** Of a date rule that is on: when it looks next; in the past until everybody of that day is through. */
  @TimeColumn('next_look_at', { nullable: true }) nextLookAt!: number | null;
  /** How far it is on that day; null: at the beginning. */
  @JsonColumn('look_place', { nullable: true }) lookPlace!: { span: number; after: string } | null;
  @JsonColumn('problem', { nullable: true }) problem!: { code: string; at: number } | null;
  @KeyColumn('created_by') createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}

/** Every save is one; never changed. Tags name it as their origin. */
@Entity('rule_version')
@Index('rule_version_number', ['ruleId', 'number'], { unique: true })
export class RuleVersionRow {
  @PrimaryId() id!: string;
  @IdColumn('rule_id') ruleId!: string;
  @IntColumn('number') number!: number;
  @TextColumn('name', 64) name!: string;
  @JsonColumn('definition') definition!: RuleDefinition;
  /** Which customers whoever saved it may see: it acts on no others. */
  @JsonColumn('scope') scope!: DataScope;
  @KeyColumn('saved_by') savedBy!: string;
  @TimeColumn('saved_at') savedAt!: number;
}

/** Moves with every change of a rule: what is compiled from the rules is thrown away with it. One row. */
@Entity('rule_stamp')
export class RuleStampRow {
  @PrimaryKey('name', 16) name!: string;
  @IntColumn('stamp') stamp!: number;
}

export type CauseKind = 'message' | 'event' | 'date' | 'absence';

/** What was done by one action, and what became of it when it was taken back. */
export interface DoneAction {
  kind: string;
  outcome: 'done' | 'already' | 'skipped';
  why?: string;
  memory?: Record<string, unknown>;
  undo?: { outcome: 'undone' | 'kept'; why?: string };
}

/** A rule acted for a customer. */
@Entity('rule_hit')
@Index('rule_hit_once', ['ruleId', 'causeKey', 'customerId'], { unique: true })
@Index('rule_hit_of_customer', ['ruleId', 'customerId', 'at'])
@Index('rule_hit_of_version', ['versionId', 'id'])
@Index('rule_hit_latest', ['ruleId', 'id'])
@Index('rule_hit_in_time', ['ruleId', 'at'])
@Index('rule_hit_explains', ['versionId', 'customerId', 'at'])
export class RuleHitRow {
  @PrimaryId() id!: string;
  @IdColumn('rule_id') ruleId!: string;
  @IdColumn('version_id') versionId!: string;
  @IdColumn('customer_id') customerId!: string;
  /** When it acted, business time. */
  @TimeColumn('at') at!: number;
  @KeyColumn('cause_kind', 8) causeKind!: CauseKind;
  /** Position of the message, id of the event, business day, or when the absence began. */
  @KeyColumn('cause_ref', 64) causeRef!: string;
  @TimeColumn('cause_at') causeAt!: number;
  /** Kind and ref: a rule acts on one happening once; `undone:ID` when that was taken back, so that it may again. */
  @KeyColumn('cause_key', 80) causeKey!: string;
  /** Words of the rule that were said; never more of the message. */
  @JsonColumn('words') words!: string[];
  @FlagColumn('is_late') isLate!: boolean;
  @JsonColumn('actions') actions!: DoneAction[];
  @TimeColumn('undone_at', { nullable: true }) undoneAt!: number | null;
}

/**
 * "X and no Y within N": written at X, taken away by Y, acted on when due. The first X counts; another may begin while one whose time is up
 * still waits to be acted on.
 */
@Entity('rule_due')
@Index('rule_due_at', ['dueAt', 'ruleId'])
@Index('rule_due_of_customer', ['customerId'])
export class RuleDueRow {
  @PrimaryId('rule_id') ruleId!: string;
  /** Digest of the rule's `when`: rows of an older wording are dropped when due. */
  @PrimaryKey('when_key', 16) whenKey!: string;
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryNumber('started_at') startedAt!: number;
  @TimeColumn('due_at') dueAt!: number;
  /** Of what began it. */
  @KeyColumn('cause_ref', 64) causeRef!: string;
}

/** "N times within T": a message that counts towards it. */
@Entity('rule_mention')
@Index('rule_mention_of', ['ruleId', 'customerId', 'at'])
@Index('rule_mention_by_time', ['expiresAt'])
export class RuleMentionRow {
  @PrimaryId('rule_id') ruleId!: string;
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryKey('message_ref', 24) messageRef!: string;
  /** Digest of the rule's `when`: mentions of an older wording do not count. */
  @KeyColumn('when_key', 16, { default: '' }) whenKey!: string;
  @TimeColumn('at') at!: number;
  @TimeColumn('expires_at') expiresAt!: number;
}

export type RuleJobKind = 'trial' | 'apply' | 'undo';
export type RuleJobStatus = 'running' | 'done' | 'cancelled' | 'failed';

/** Long work on rules: a dry run, acting on those it found, taking back. */
@Entity('rule_job')
@Index('rule_job_of_rule', ['ruleId', 'id'])
export class RuleJobRow {
  @PrimaryId() id!: string;
  @KeyColumn('kind', 8) kind!: RuleJobKind;
  @IdColumn('rule_id', { nullable: true }) ruleId!: string | null;
  @IdColumn('version_id', { nullable: true }) versionId!: string | null;
  /** Of `apply`: the dry run. */
  @IdColumn('trial_id', { nullable: true }) trialId!: string | null;
  /** What is tried: may never have been saved. */
  @JsonColumn('definition', { nullable: true }) definition!: RuleDefinition | null;
  @JsonColumn('scope') scope!: DataScope;
  @TimeColumn('from_at', { nullable: true }) fromAt!: number | null;
  @TimeColumn('to_at', { nullable: true }) toAt!: number | null;
  @KeyColumn('status', 16) status!: RuleJobStatus;
  /** Where the next turn goes on. */
  @LongTextColumn('cursor_at', { nullable: true }) cursorAt!: string | null;
  @IntColumn('turn') turn!: number;
  @IntColumn('done_count') doneCount!: number;
  @IntColumn('total_count', { nullable: true }) totalCount!: number | null;
  @IntColumn('matched_count') matchedCount!: number;
  @IntColumn('times_count') timesCount!: number;
  @IntColumn('kept_count') keptCount!: number;
  @KeyColumn('started_by_user_id') startedByUserId!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('finished_at', { nullable: true }) finishedAt!: number | null;
}

/** What a dry run knows of a customer: memory between its turns, and its result. */
@Entity('rule_trial_customer')
@Index('rule_trial_customer_found', ['jobId', 'isFound', 'customerId'])
export class RuleTrialCustomerRow {
  @PrimaryId('job_id') jobId!: string;
  @PrimaryId('customer_id') customerId!: string;
  @FlagColumn('is_found') isFound!: boolean;
  @IntColumn('times') times!: number;
  @LongTextColumn('state') state!: string;
}

/** An address that rules call. */
@Entity('webhook')
export class WebhookRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 64) name!: string;
  @TextColumn('url', 1024) url!: string;
  @LongTextColumn('secret_encrypted') secretEncrypted!: string;
  @KeyColumn('created_by') createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}
