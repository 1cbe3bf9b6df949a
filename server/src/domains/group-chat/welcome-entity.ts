import type { WelcomeAttachment } from '@zhike/shared/contracts/welcome';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  JsonColumn,
  KeyColumn,
  LongTextColumn,
  PrimaryId,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/**
 * A group welcome message (入群欢迎语素材). Written before WeCom is asked. `asking`: the call was begun; found so after a crash nobody
 * knows whether WeCom made it, and WeCom has no list to look in: `unknown`, for a person to decide.
 */
@Entity('group_welcome')
@Index('group_welcome_listed', ['status', 'id'])
export class GroupWelcomeRow {
  @PrimaryId() id!: string;
  /** For people here; WeCom shows the text. */
  @TextColumn('name', 30) name!: string;
  @LongTextColumn('text') text!: string;
  @JsonColumn('attachment', { nullable: true }) attachment!: WelcomeAttachment | null;
  /** WeCom tells group owners to use it. */
  @FlagColumn('notify') notify!: boolean;
  @KeyColumn('status', 8) status!: 'draft' | 'asking' | 'active' | 'unknown' | 'deleted';
  @KeyColumn('template_id', 128, { nullable: true }) templateId!: string | null;
  /** Error code of what WeCom refused; what it shows is then the text before. */
  @KeyColumn('problem', 64, { nullable: true }) problem!: string | null;
  @KeyColumn('created_by') createdBy!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('updated_at') updatedAt!: number;
}
