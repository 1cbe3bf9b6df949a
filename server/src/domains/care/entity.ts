import { Entity, Index } from 'typeorm';
import type { CareCalendar, CareDraft } from '@zhike/shared/contracts/care';
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

/** What is remembered, for whom, and what the rep sends (客情). */
@Entity('care_plan')
@Index('care_plan_due', ['nextDueAt'])
export class CarePlanRow {
  @PrimaryId() id!: string;
  @TextColumn('title', 60) title!: string;
  @FlagColumn('is_on') isOn!: boolean;
  @IntColumn('version') version!: number;
  @JsonColumn('definition') definition!: CareDraft;
  /** The first day that is not through; its tasks are opened from `next_due_at` on. Both null while it is off. */
  @KeyColumn('next_day', 10, { nullable: true }) nextDay!: string | null;
  @TimeColumn('next_due_at', { nullable: true }) nextDueAt!: number | null;
  /** Behind whom the opening goes on, within the day; null: not begun. */
  @KeyColumn('place', 200, { nullable: true }) place!: string | null;
  @KeyColumn('updated_by', 64) updatedBy!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('updated_at') updatedAt!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}

/** What came of a day of a plan. */
@Entity('care_day')
export class CareDayRow {
  @PrimaryId('plan_id') planId!: string;
  @PrimaryKey('day', 10) day!: string;
  @IntColumn('opened') opened!: number;
  /** Customers whom nobody serves. */
  @IntColumn('nobody') nobody!: number;
  /** Customers whose day was over before anything of ours ran. */
  @IntColumn('missed') missed!: number;
}

/** One customer remembered by one plan: once for each occasion, whatever happens to dates and days in between. */
@Entity('care_deed')
@Index('care_deed_by_day', ['planId', 'day', 'customerId'])
@Index('care_deed_task', ['taskId'])
export class CareDeedRow {
  @PrimaryId('plan_id') planId!: string;
  @PrimaryId('customer_id') customerId!: string;
  /** Of birthdays and anniversaries the year, by their own calendar; of holidays the day. */
  @PrimaryKey('occasion', 16) occasion!: string;
  @KeyColumn('day', 10) day!: string;
  @IdColumn('task_id') taskId!: string;
}

/** Who keeps a birthday by another calendar than the plans say. */
@Entity('care_calendar')
export class CareCalendarRow {
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryId('field_id') fieldId!: string;
  @KeyColumn('calendar', 8) calendar!: CareCalendar;
  @KeyColumn('by_user_id', 64) byUserId!: string;
  @TimeColumn('set_at') setAt!: number;
}
