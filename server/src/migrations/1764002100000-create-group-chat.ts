import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { idRef, int, json, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const primary = { primary: true };

/** Customer groups and who is in them. */
export class CreateGroupChat1764002100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'group_chat',
        columns: [
          key('chat_id', 64, primary),
          text('name', 255),
          text('notice', 2000, maybe),
          key('owner_user_id', 64),
          json('admin_user_ids'),
          int('status'),
          key('member_version', 64, maybe),
          int('member_count'),
          int('customer_count'),
          time('created_at'),
          time('dismissed_at', maybe),
          time('synced_at'),
        ],
        indices: [
          { name: 'group_chat_of_owner', columnNames: ['owner_user_id', 'created_at', 'chat_id'] },
          { name: 'group_chat_by_created', columnNames: ['created_at', 'chat_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'group_member',
        columns: [
          key('chat_id', 64, primary),
          key('member_id', 64, primary),
          key('kind', 8),
          idRef('customer_id', maybe),
          key('union_id', 64, maybe),
          text('name', 128, maybe),
          text('nickname', 128, maybe),
          int('join_scene'),
          key('inviter_user_id', 64, maybe),
          key('state', 64, maybe),
          time('joined_at'),
          time('left_at', maybe),
          key('left_how', 8, maybe),
        ],
        indices: [
          { name: 'group_member_of_customer', columnNames: ['customer_id', 'left_at', 'joined_at'] },
          { name: 'group_member_of_group', columnNames: ['chat_id', 'left_at', 'joined_at', 'member_id'] },
          { name: 'group_member_is', columnNames: ['member_id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('group_member');
    await runner.dropTable('group_chat');
  }
}
