import { Entity, Index } from 'typeorm';
import type { SopDefinition } from '@zhike/shared/contracts/sop';
import type { SopStopReason as StopReason } from '@zhike/shared/contracts/sop-enrolment';
import type { z } from 'zod';
import {
  FlagColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  PrimaryNumber,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

export type SopStopReason = z.infer<typeof StopReason>;

/** A timetable of steps (SOP). What it holds now; customers under way go by the version they began with. */
@Entity('sop')
@Index('sop_dates_due', ['datesDueAt', 'id'])
export class SopRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 60) name!: string;
  @TextColumn('description', 400) description!: string;
  @FlagColumn('is_on') isOn!: boolean;
  /** Since when, business time: what fell due before is skipped. */
  @TimeColumn('on_since', { nullable: true }) onSince!: number | null;
  @IntColumn('version') version!: number;
  @JsonColumn('definition') definition!: SopDefinition;
  /** Of those that customers begin by themselves around a date: when to look next whose date comes round; null: never. */
  @TimeColumn('dates_due_at', { nullable: true }) datesDueAt!: number | null;
  /** What came round before begins nothing: when it was switched on, or came to mean other customers. */
  @TimeColumn('dates_since', { nullable: true }) datesSince!: number | null;
  /** The last day whose customers have all been looked at; null: none yet. */
  @KeyColumn('dates_to', 10, { nullable: true }) datesTo!: string | null;
  /** A day, and how far it is. */
  @KeyColumn('dates_after', 64, { nullable: true }) datesAfter!: string | null;
  @KeyColumn('created_by', 64) createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('updated_at') updatedAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}

@Entity('sop_version')
export class SopVersionRow {
  @PrimaryId('sop_id') sopId!: string;
  @PrimaryNumber('version') version!: number;
  @JsonColumn('definition') definition!: SopDefinition;
  @KeyColumn('created_by', 64) createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
}

/** A customer on her way through an SOP. */
@Entity('sop_enrolment')
@Index('sop_enrolment_once', ['sopId', 'customerId', 'activeKey'], { unique: true })
@Index('sop_enrolment_due', ['sopId', 'nextDueAt', 'id'])
@Index('sop_enrolment_of_customer', ['customerId', 'enrolledAt', 'id'])
@Index('sop_enrolment_of_sop', ['sopId', 'status', 'id'])
@Index('sop_enrolment_all', ['sopId', 'id'])
export class SopEnrolmentRow {
  @PrimaryId() id!: string;
  @IdColumn('sop_id') sopId!: string;
  @IntColumn('version') version!: number;
  @IdColumn('customer_id') customerId!: string;
  /** Empty while she is under way, so that she is once; her own id afterwards. */
  @IdColumn('active_key') activeKey!: string;
  @KeyColumn('status', 10) status!: 'active' | 'finished' | 'stopped';
  @KeyColumn('stop_reason', 12, { nullable: true }) stopReason!: SopStopReason | null;
  @KeyColumn('because_kind', 8) becauseKind!: 'start' | 'hand' | 'rule' | 'segment';
  /** The event, rule version, segment or member. */
  @KeyColumn('because_ref', 64, { nullable: true }) becauseRef!: string | null;
  /** What her steps count from. */
  @TimeColumn('starts_at') startsAt!: number;
  /** Of her next step; null when none is left. */
  @TimeColumn('next_due_at', { nullable: true }) nextDueAt!: number | null;
  @TimeColumn('enrolled_at') enrolledAt!: number;
  @TimeColumn('ended_at', { nullable: true }) endedAt!: number | null;
}

/** A step that came due: opened as a task, put into a mass message, or skipped with its reason. */
@Entity('sop_step')
@Index('sop_step_task', ['taskId'])
@Index('sop_step_of_days', ['sopId', 'settledAt', 'state', 'taskId', 'massMessageId'])
export class SopStepRow {
  @PrimaryId('enrolment_id') enrolmentId!: string;
  @PrimaryId('step_id') stepId!: string;
  /** Of the enrolment. */
  @IdColumn('sop_id', { default: '' }) sopId!: string;
  @KeyColumn('state', 8) state!: 'open' | 'skipped';
  /** Of skipped ones: `no_fit`, `while_off`, `past`, `nobody`. */
  @KeyColumn('why', 16, { nullable: true }) why!: string | null;
  @IdColumn('task_id', { nullable: true }) taskId!: string | null;
  /** Of a step that goes out as a mass message: what became of it stands there. */
  @IdColumn('mass_message_id', { nullable: true }) massMessageId!: string | null;
  @TimeColumn('due_at') dueAt!: number;
  @TimeColumn('settled_at') settledAt!: number;
}
