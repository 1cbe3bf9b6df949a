import { Entity, Index, PrimaryColumn } from 'typeorm';
import {
  BigIntColumn,
  FlagColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  PrimaryId,
  PrimaryKey,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** WeCom's member status (doc 90196), and ours for one the app no longer sees. */
export type StoredMemberStatus = 'active' | 'disabled' | 'not_activated' | 'left' | 'out_of_range';
export type StoredRole = 'admin' | 'manager' | 'rep';

/** A member of the corp inside the app's visible range. Never deleted: history names them. */
@Entity('member')
@Index('member_sorted', ['sortName', 'userId'])
@Index('member_due_check', ['status', 'checkedAt'])
export class MemberRow {
  @PrimaryKey('user_id') userId!: string;
  @TextColumn('name', 100) name!: string;
  @TextColumn('alias', 100, { nullable: true }) alias!: string | null;
  @TextColumn('avatar', 512, { nullable: true }) avatar!: string | null;
  @TextColumn('position', 255, { nullable: true }) position!: string | null;
  @IntColumn('main_department', { nullable: true }) mainDepartment!: number | null;
  @KeyColumn('status', 16) status!: StoredMemberStatus;
  /** Has the customer-contact function inside the visible range (doc 92571). */
  @FlagColumn('is_follow_user') isFollowUser!: boolean;
  /** Whether the app is in her WeCom; null: nobody has said yet. */
  @FlagColumn('subscribed', { nullable: true }) subscribed!: boolean | null;
  /** Appointed by an admin; null: what WeCom says (leader or not). */
  @KeyColumn('role', 16, { nullable: true }) role!: StoredRole | null;
  /** Departments given to an appointed manager; null: those led, else those she is in. */
  @JsonColumn('managed_department_ids', { nullable: true }) managedDepartmentIds!: number[] | null;
  /** Name in pinyin, for the order of lists. */
  @KeyColumn('sort_name', 200) sortName!: string;
  /** Name, alias, id and pinyin in lower case, for searching. */
  @TextColumn('search_text', 512) searchText!: string;
  /** When WeCom last told the status, machine time. */
  @TimeColumn('checked_at') checkedAt!: number;
  @TimeColumn('created_at') createdAt!: number;
  /** When we learned that she is gone (left, disabled, out of range), business time. */
  @TimeColumn('gone_at', { nullable: true }) goneAt!: number | null;
}

@Entity('member_department')
@Index('member_department_members', ['departmentId', 'userId'])
export class MemberDepartmentRow {
  @PrimaryKey('user_id') userId!: string;
  @PrimaryColumn({ name: 'department_id', type: 'int' }) departmentId!: number;
  @FlagColumn('is_leader') isLeader!: boolean;
}

@Entity('department')
export class DepartmentRow {
  @PrimaryColumn({ name: 'id', type: 'int' }) id!: number;
  @TextColumn('name', 100) name!: string;
  /** May point to a department that the app does not see (doc 90208). */
  @IntColumn('parent_id') parentId!: number;
  /** WeCom's `order`, up to 2³²; larger comes first. */
  @BigIntColumn('sort') sort!: number;
  @TimeColumn('deleted_at', { nullable: true }) deletedAt!: number | null;
}

/** A signed-in browser. All times are machine time: moving the demo's clock signs nobody out. */
@Entity('session')
@Index('session_token', ['tokenHash'], { unique: true })
@Index('session_previous_token', ['previousTokenHash'])
@Index('session_of_member', ['userId'])
@Index('session_expiry', ['expiresAt'])
export class SessionRow {
  @PrimaryId() id!: string;
  /** SHA-256 of the cookie's value, base64url; the value itself is nowhere. */
  @KeyColumn('token_hash', 43) tokenHash!: string;
  /** The value before the last rotation, good until `previousUntil` for requests under way. */
  @KeyColumn('previous_token_hash', 43, { nullable: true }) previousTokenHash!: string | null;
  @TimeColumn('previous_until', { nullable: true }) previousUntil!: number | null;
  @KeyColumn('user_id') userId!: string;
  @TimeColumn('created_at') createdAt!: number;
  @TimeColumn('rotated_at') rotatedAt!: number;
  @TimeColumn('seen_at') seenAt!: number;
  /** Absolute end. */
  @TimeColumn('expires_at') expiresAt!: number;
}
