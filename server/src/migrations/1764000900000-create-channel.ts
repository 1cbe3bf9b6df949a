import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bytes, flag, id, idRef, int, json, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const primary = { primary: true };

/** Channel codes, who is on them, who came through them, and who greets whom. */
export class CreateChannel1764000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({ name: 'channel_group', columns: [id(), text('name', 20), int('sort'), time('created_at')] }),
    );
    await runner.createTable(
      new Table({
        name: 'channel',
        columns: [
          id(),
          text('name', 30),
          idRef('group_id', maybe),
          key('status', 16),
          key('state', 30),
          key('config_id', 64, maybe),
          text('qr_code', 1024, maybe),
          json('department_ids'),
          json('duty'),
          flag('skip_verify'),
          json('tag_ids'),
          idRef('stage_id', maybe),
          text('remark_rule', 40, maybe),
          json('welcome', maybe),
          key('stand_in_user_id', 64, maybe),
          json('receivers'),
          json('applied', maybe),
          json('problem', maybe),
          time('next_change_at', maybe),
          key('created_by', 64, maybe),
          time('created_at'),
          time('updated_at'),
          time('deleted_at', maybe),
        ],
        indices: [
          { name: 'channel_state', columnNames: ['state'], isUnique: true },
          { name: 'channel_config', columnNames: ['config_id'], isUnique: true },
          { name: 'channel_listed', columnNames: ['status', 'id'] },
          { name: 'channel_of_group', columnNames: ['group_id', 'id'] },
          { name: 'channel_due', columnNames: ['next_change_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'channel_member',
        columns: [
          id('channel_id'),
          key('user_id', 64, primary),
          int('sort'),
          int('daily_cap', maybe),
          flag('is_spare'),
          key('condition', 16),
        ],
        indices: [{ name: 'channel_member_of', columnNames: ['user_id', 'channel_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'channel_addition',
        columns: [
          id(),
          idRef('channel_id'),
          key('user_id', 64),
          key('external_user_id', 64),
          time('at'),
          key('day', 10),
          flag('half'),
          flag('over_cap'),
          time('lost_at', maybe),
          key('lost_day', 10, maybe),
        ],
        indices: [
          { name: 'channel_addition_day', columnNames: ['channel_id', 'day', 'user_id'] },
          { name: 'channel_addition_lost', columnNames: ['channel_id', 'lost_day', 'user_id'] },
          { name: 'channel_addition_pair', columnNames: ['user_id', 'external_user_id', 'at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({ name: 'channel_picture', columns: [id('channel_id'), bytes('png'), time('fetched_at')] }),
    );
    await runner.createTable(
      new Table({
        name: 'welcome_turn',
        columns: [
          key('user_id', 64, primary),
          key('external_user_id', 64, primary),
          key('told_by', 8),
          time('occurred_at'),
          key('status', 8),
        ],
      }),
    );
    await runner.createTable(
      new Table({ name: 'foreign_contact_way', columns: [key('config_id', 64, primary), time('seen_at')] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'foreign_contact_way',
      'welcome_turn',
      'channel_picture',
      'channel_addition',
      'channel_member',
      'channel',
      'channel_group',
    ];
    for (const table of tables) await runner.dropTable(table);
  }
}
