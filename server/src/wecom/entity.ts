import { Entity } from 'typeorm';
import {
  IdColumn,
  IntColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryKey,
  TimeColumn,
} from '../platform/database/columns.ts';

/** Access tokens and tickets, shared by all processes; one of them fetches while it holds the lease. Times are machine time, but for those of the value itself. */
@Entity('wecom_credential')
export class WecomCredentialRow {
  /** Kind and a keyed digest of the secret it belongs to: another secret is another row. */
  @PrimaryKey('name', 100) name!: string;
  /** Encrypted at rest. */
  @LongTextColumn('value', { nullable: true }) value!: string | null;
  /** Digest of the plain value: a process drops exactly the value that was refused. */
  @KeyColumn('value_digest', 64, { nullable: true }) valueDigest!: string | null;
  /** Both WeCom's time, which is business time. */
  @TimeColumn('fetched_at', { default: 0 }) fetchedAt!: number;
  @TimeColumn('expires_at', { default: 0 }) expiresAt!: number;
  @IdColumn('lease_owner', { nullable: true }) leaseOwner!: string | null;
  @TimeColumn('lease_until', { default: 0 }) leaseUntil!: number;
  /** After WeCom refused the secret: nobody asks before this. Repeated wrong secrets block our IP for every app. */
  @TimeColumn('blocked_until', { default: 0 }) blockedUntil!: number;
  @IntColumn('failures', { default: 0 }) failures!: number;
  @IntColumn('last_errcode', { nullable: true }) lastErrcode!: number | null;
}

/** How much of one API's rate the processes have taken together. Times are machine time. */
@Entity('wecom_budget')
export class WecomBudgetRow {
  /** Path of the API. */
  @PrimaryKey('name', 128) name!: string;
  /** Until when the calls taken so far have used up the steady rate (see `rate.ts`). */
  @TimeColumn('minute_used_until', { default: 0 }) minuteUsedUntil!: number;
  @TimeColumn('hour_used_until', { default: 0 }) hourUsedUntil!: number;
  /** After 45009: nobody calls before this. */
  @TimeColumn('closed_until', { default: 0 }) closedUntil!: number;
}
