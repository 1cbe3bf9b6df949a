import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, flag, id, int, json, key, text, time } from './column-kinds.ts';

/** Who works here, in which departments, with what role; and which browsers are signed in. */
export class CreateCorp1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'member',
        columns: [
          key('user_id', 64, { primary: true }),
          text('name', 100),
          text('alias', 100, { nullable: true }),
          text('avatar', 512, { nullable: true }),
          text('position', 255, { nullable: true }),
          int('main_department', { nullable: true }),
          key('status', 16),
          flag('is_follow_user'),
          flag('subscribed', { nullable: true }),
          key('role', 16, { nullable: true }),
          json('managed_department_ids', { nullable: true }),
          key('sort_name', 200),
          text('search_text', 512),
          time('checked_at'),
          time('created_at'),
          time('gone_at', { nullable: true }),
        ],
        indices: [
          { name: 'member_sorted', columnNames: ['sort_name', 'user_id'] },
          { name: 'member_due_check', columnNames: ['status', 'checked_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'member_department',
        columns: [key('user_id', 64, { primary: true }), int('department_id', { primary: true }), flag('is_leader')],
        indices: [{ name: 'member_department_members', columnNames: ['department_id', 'user_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'department',
        columns: [
          int('id', { primary: true }),
          text('name', 100),
          int('parent_id'),
          bigInt('sort'),
          time('deleted_at', { nullable: true }),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'session',
        columns: [
          id(),
          key('token_hash', 43),
          key('previous_token_hash', 43, { nullable: true }),
          time('previous_until', { nullable: true }),
          key('user_id', 64),
          time('created_at'),
          time('rotated_at'),
          time('seen_at'),
          time('expires_at'),
        ],
        indices: [
          { name: 'session_token', columnNames: ['token_hash'], isUnique: true },
          { name: 'session_previous_token', columnNames: ['previous_token_hash'] },
          { name: 'session_of_member', columnNames: ['user_id'] },
          { name: 'session_expiry', columnNames: ['expires_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['session', 'department', 'member_department', 'member']) await runner.dropTable(table);
  }
}
