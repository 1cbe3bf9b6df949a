import { Entity, Index } from 'typeorm';
import { JsonColumn, KeyColumn, PrimaryId, TimeColumn } from '../../platform/database/columns.ts';

/** One change made by a person. Written in the transaction of the change, never updated. */
@Entity('audit_log')
@Index('audit_log_of_actor', ['actorUserId', 'id'])
@Index('audit_log_of_action', ['action', 'id'])
@Index('audit_log_of_subject', ['subjectKind', 'subjectId', 'id'])
export class AuditRow {
  @PrimaryId() id!: string;
  /** Business time. Order is by `id`, which holds machine time. */
  @TimeColumn('at') at!: number;
  @KeyColumn('actor_kind', 16) actorKind!: 'member' | 'system' | 'open_api';
  @KeyColumn('actor_user_id', 64, { nullable: true }) actorUserId!: string | null;
  @KeyColumn('action', 64) action!: string;
  @KeyColumn('subject_kind', 32) subjectKind!: string;
  @KeyColumn('subject_id', 64) subjectId!: string;
  @JsonColumn('before_values', { nullable: true }) before!: Record<string, unknown> | null;
  @JsonColumn('after_values', { nullable: true }) after!: Record<string, unknown> | null;
}
