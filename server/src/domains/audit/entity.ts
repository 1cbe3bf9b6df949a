import { Entity, Index } from 'typeorm';
import { JsonColumn, KeyColumn, PrimaryId, TimeColumn } from '../../platform/database/columns.ts';

/** One change made by a person. Written in the transaction of the change, never updated. */
@Entity('audit_log')
@Index('audit_log_by_time', ['at', 'id'])
@Index('audit_log_by_actor', ['actorUserId', 'at', 'id'])
@Index('audit_log_by_action', ['action', 'at', 'id'])
@Index('audit_log_by_kind', ['subjectKind', 'at', 'id'])
@Index('audit_log_by_subject', ['subjectId', 'at', 'id'])
export class AuditRow {
  @PrimaryId() id!: string;
  /** Business time; lists are in its order. */
  @TimeColumn('at') at!: number;
  @KeyColumn('actor_kind', 16) actorKind!: 'member' | 'system' | 'open_api';
  @KeyColumn('actor_user_id', 64, { nullable: true }) actorUserId!: string | null;
  @KeyColumn('action', 64) action!: string;
  @KeyColumn('subject_kind', 32) subjectKind!: string;
  @KeyColumn('subject_id', 64) subjectId!: string;
  @JsonColumn('before_values', { nullable: true }) before!: Record<string, unknown> | null;
  @JsonColumn('after_values', { nullable: true }) after!: Record<string, unknown> | null;
}
