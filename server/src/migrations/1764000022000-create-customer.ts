import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, idRef, int, json, key, longText, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

/** Customers, by what they are known, who follows them, their tags, and the tables that keep lists of a million quick. */
export class CreateCustomer1764000022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer',
        columns: [
          id(),
          int('type'),
          text('name', 128),
          text('avatar', 512, maybe),
          int('gender', { default: 0 }),
          text('position', 128, maybe),
          text('corp_name', 128, maybe),
          text('corp_full_name', 255, maybe),
          key('owner_user_id', 64, maybe),
          json('owner_reason', maybe),
          idRef('stage_id', maybe),
          key('status', 16),
          time('first_added_at'),
          time('last_added_at'),
          idRef('first_channel_id', maybe),
          time('lost_at', maybe),
          time('created_at'),
          time('updated_at'),
        ],
        indices: [
          { name: 'customer_by_added', columnNames: ['first_added_at', 'id'] },
          { name: 'customer_by_owner', columnNames: ['owner_user_id', 'first_added_at', 'id'] },
          { name: 'customer_by_channel', columnNames: ['first_channel_id', 'first_added_at', 'id'] },
          { name: 'customer_by_stage', columnNames: ['stage_id', 'first_added_at', 'id'] },
          { name: 'customer_by_status', columnNames: ['status', 'first_added_at', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_identity',
        columns: [key('kind', 24, part), key('value', 128, part), idRef('customer_id'), time('created_at')],
        indices: [{ name: 'customer_identity_of', columnNames: ['customer_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'follow_user',
        columns: [
          id(),
          key('user_id'),
          key('external_user_id'),
          idRef('customer_id'),
          key('status', 24),
          text('remark', 64, maybe),
          text('description', 255, maybe),
          text('remark_corp_name', 128, maybe),
          int('add_way'),
          key('oper_user_id', 64, maybe),
          key('state', 64, maybe),
          idRef('channel_id', maybe),
          json('wechat_channels', maybe),
          time('added_at'),
          time('removed_at', maybe),
          time('archive_consent_at', maybe),
          key('told_by', 8),
          key('remark_in_wecom', 8, { default: 'done' }),
          time('synced_at'),
        ],
        indices: [
          { name: 'follow_user_pair', columnNames: ['user_id', 'external_user_id'], isUnique: true },
          { name: 'follow_user_of_customer', columnNames: ['customer_id', 'status'] },
          { name: 'follow_user_of_external', columnNames: ['external_user_id'] },
          { name: 'follow_user_of_member', columnNames: ['user_id', 'status', 'added_at', 'id'] },
          { name: 'follow_user_of_channel', columnNames: ['channel_id', 'added_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_phone',
        columns: [id(), idRef('customer_id'), idRef('follow_user_id'), key('phone_hash'), longText('phone_encrypted')],
        indices: [
          { name: 'customer_phone_hash', columnNames: ['phone_hash', 'customer_id'] },
          { name: 'customer_phone_of_relation', columnNames: ['follow_user_id'] },
          { name: 'customer_phone_of_customer', columnNames: ['customer_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_tag',
        columns: [
          id('customer_id'),
          key('tag_id', 64, part),
          key('user_id', 64, part),
          key('origin_kind', 8),
          key('origin_ref', 64, maybe),
          key('by_user_id', 64, maybe),
          time('added_at'),
          key('in_wecom', 8),
          time('settled_at', maybe),
        ],
        indices: [{ name: 'customer_tag_of_tag', columnNames: ['tag_id', 'customer_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_tag_index',
        columns: [id('customer_id'), key('tag_id', 64, part), key('owner_user_id'), time('first_added_at')],
        indices: [
          {
            name: 'customer_tag_index_owner',
            columnNames: ['tag_id', 'owner_user_id', 'first_added_at', 'customer_id'],
          },
          { name: 'customer_tag_index_added', columnNames: ['tag_id', 'first_added_at', 'customer_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_viewer',
        columns: [id('customer_id'), key('user_id', 64, part), time('first_added_at')],
        indices: [{ name: 'customer_viewer_added', columnNames: ['user_id', 'first_added_at', 'customer_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_search_token',
        columns: [id('customer_id'), key('token', 8, part), time('first_added_at')],
        indices: [{ name: 'customer_search_token_added', columnNames: ['token', 'first_added_at', 'customer_id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'customer_search_token',
      'customer_viewer',
      'customer_tag_index',
      'customer_tag',
      'customer_phone',
      'follow_user',
      'customer_identity',
      'customer',
    ];
    for (const table of tables) await runner.dropTable(table);
  }
}
