import { Entity, Index, PrimaryColumn } from 'typeorm';
import { FlagColumn, IdColumn, KeyColumn, PrimaryKey, TimeColumn } from '../../platform/database/columns.ts';

/**
 * A person signed in to the mini-program, customer or not: who she is in our books is looked up at each request,
 * so that it is right at once when she becomes a customer or two records are merged. Machine time: moving the demo's clock
 * signs nobody out.
 */
@Entity('customer_session')
@Index('customer_session_expiry', ['expiresAt'])
@Index('customer_session_person', ['openId'])
export class CustomerSessionRow {
  /** SHA-256 of the token, base64url; the token itself is nowhere. */
  @PrimaryKey('token_hash', 43) tokenHash!: string;
  @KeyColumn('open_id', 128) openId!: string;
  @KeyColumn('union_id', 128, { nullable: true }) unionId!: string | null;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('expires_at') expiresAt!: number;
}

/** The channel whose code stands for one rep in the mini-program; made when first asked for. */
@Entity('consultant_code')
export class ConsultantCodeRow {
  @PrimaryKey('user_id', 64) userId!: string;
  @IdColumn('channel_id') channelId!: string;
  @TimeColumn('created_at') createdAt!: number;
}

/** One row, id 1. */
@Entity('customer_app_settings')
export class CustomerAppSettingsRow {
  @PrimaryColumn({ name: 'id', type: 'int' }) id!: number;
  @IdColumn('reception_channel_id', { nullable: true }) receptionChannelId!: string | null;
  /** The channel group that keeps the reps' own codes apart from the campaigns; made with the first of them. */
  @IdColumn('consultant_group_id', { nullable: true }) consultantGroupId!: string | null;
  /** Materials sent from the sidebar open in the mini-program. */
  @FlagColumn('opens_materials', { default: 0 }) opensMaterials!: boolean;
  @TimeColumn('updated_at') updatedAt!: number;
}
