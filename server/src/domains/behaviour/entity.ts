import { Entity, Index } from 'typeorm';
import { IntColumn, PrimaryId, PrimaryKey, TimeColumn } from '../../platform/database/columns.ts';
import type { BehaviourKind } from './kinds.ts';

/** How often something happened with a customer on one business day. Can be made anew from events and messages. */
@Entity('customer_day_count')
@Index('customer_day_count_by_day', ['kind', 'day', 'customerId'])
export class CustomerDayCountRow {
  @PrimaryId('customer_id') customerId!: string;
  @PrimaryKey('kind', 24) kind!: BehaviourKind;
  /** `2026-11-08`. */
  @PrimaryKey('day', 10) day!: string;
  @IntColumn('count') count!: number;
}

/** When somebody last had to do with a customer. Beside the customer's own row, so that messages never wait for its lock. */
@Entity('customer_activity')
@Index('customer_activity_contact', ['lastContactAt', 'customerId'])
@Index('customer_activity_reply', ['lastReplyAt', 'customerId'])
export class CustomerActivityRow {
  @PrimaryId('customer_id') customerId!: string;
  /** A member wrote to her, or noted a follow-up. */
  @TimeColumn('last_contact_at', { nullable: true }) lastContactAt!: number | null;
  /** She wrote to a member. */
  @TimeColumn('last_reply_at', { nullable: true }) lastReplyAt!: number | null;
}
