import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { flag, id, idRef, int, json, key, longText, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const primary = { primary: true };
type Column = ReturnType<typeof key>;
type Indices = Record<string, string[]>;

/** Customer groups, who is in them, what has to be read again, their own tags, welcome messages and what a joining leads to. */
export class CreateGroupChat1764002100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const create = (name: string, columns: Column[], indices: Indices = {}) =>
      runner.createTable(
        new Table({
          name,
          columns,
          indices: Object.entries(indices).map(([index, columnNames]) => ({ name: index, columnNames })),
        }),
      );
    const chatId = key('chat_id', 64, primary);

    await create(
      'group_chat',
      [
        chatId,
        text('name', 255),
        text('notice', 2000, maybe),
        key('owner_user_id'),
        json('admin_user_ids'),
        int('status'),
        key('member_version', 64, maybe),
        int('member_count'),
        int('external_count'),
        int('customer_count'),
        time('created_at'),
        time('dismissed_at', maybe),
        time('synced_at'),
        key('problem', 64, maybe),
        idRef('sync_job_id', maybe),
      ],
      {
        group_chat_of_owner: ['owner_user_id', 'created_at', 'chat_id'],
        group_chat_by_created: ['created_at', 'chat_id'],
      },
    );
    await create(
      'group_member',
      [
        chatId,
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
        idRef('joined_event_id', maybe),
      ],
      {
        group_member_of_customer: ['customer_id', 'left_at', 'joined_at'],
        group_member_of_group: ['chat_id', 'left_at', 'joined_at', 'member_id'],
        group_member_is: ['member_id'],
      },
    );
    await create('group_viewer', [chatId, key('user_id', 64, primary), time('created_at')], {
      group_viewer_created: ['user_id', 'created_at', 'chat_id'],
    });
    await create('group_day', [chatId, key('day', 10, primary), int('joined'), int('left_count')]);
    await create(
      'group_change',
      [id(), key('chat_id'), key('kind', 16), key('from_user_id', 64, maybe), key('to_user_id', 64, maybe), time('at')],
      { group_change_of_group: ['chat_id', 'id'] },
    );
    await create('group_reading', [
      chatId,
      int('asked'),
      int('turn'),
      key('wanted_version', 64, maybe),
      time('wanted_at'),
      key('base_version', 64, maybe),
      int('rounds'),
      int('behind'),
    ]);
    await create('group_look', [chatId, key('user_id', 64, primary), time('looked_at')]);
    await create('group_credit', [chatId, key('member_id', 64, primary), key('user_id'), time('credited_at')], {
      group_credit_of_member: ['user_id', 'credited_at'],
    });
    await create('group_join_setting', [
      key('kind', 8, primary),
      key('subject', 64, primary),
      json('tag_ids'),
      flag('notify_owner'),
      flag('credit_inviter'),
      flag('welcome_task'),
      time('updated_at'),
    ]);
    await create('group_tag_group', [id(), text('name', 30), int('sort'), time('created_at')]);
    await create('group_tag', [id(), idRef('group_id'), text('name', 30), int('sort'), time('created_at')], {
      group_tag_of_group: ['group_id', 'sort'],
    });
    await create('group_chat_tag', [chatId, id('tag_id'), key('by_user_id'), time('added_at')], {
      group_chat_tag_of_tag: ['tag_id', 'chat_id'],
    });
    await create(
      'group_welcome',
      [
        id(),
        text('name', 30),
        longText('text'),
        json('attachment', maybe),
        flag('notify'),
        key('status', 8),
        key('template_id', 128, maybe),
        key('problem', 64, maybe),
        key('created_by'),
        time('created_at'),
        time('updated_at'),
      ],
      { group_welcome_listed: ['status', 'id'] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table);
  }
}

const TABLES = [
  'group_welcome',
  'group_chat_tag',
  'group_tag',
  'group_tag_group',
  'group_join_setting',
  'group_credit',
  'group_look',
  'group_reading',
  'group_change',
  'group_day',
  'group_viewer',
  'group_member',
  'group_chat',
];
