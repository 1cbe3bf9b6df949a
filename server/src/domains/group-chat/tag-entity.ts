import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  IntColumn,
  KeyColumn,
  PrimaryId,
  PrimaryKey,
  TextColumn,
  TimeColumn,
} from '../../platform/database/columns.ts';

/** Tags of groups (群标签) are ours alone: WeCom knows none. Apart from customer tags. */
@Entity('group_tag_group')
export class GroupTagGroupRow {
  @PrimaryId() id!: string;
  @TextColumn('name', 30) name!: string;
  @IntColumn('sort') sort!: number;
  @TimeColumn('created_at') createdAt!: number;
}

@Entity('group_tag')
@Index('group_tag_of_group', ['groupId', 'sort'])
export class GroupTagRow {
  @PrimaryId() id!: string;
  @IdColumn('group_id') groupId!: string;
  @TextColumn('name', 30) name!: string;
  @IntColumn('sort') sort!: number;
  @TimeColumn('created_at') createdAt!: number;
}

/** A tag on a group. */
@Entity('group_chat_tag')
@Index('group_chat_tag_of_tag', ['tagId', 'chatId'])
export class GroupChatTagRow {
  @PrimaryKey('chat_id') chatId!: string;
  @PrimaryId('tag_id') tagId!: string;
  @KeyColumn('by_user_id') byUserId!: string;
  @TimeColumn('added_at') addedAt!: number;
}
