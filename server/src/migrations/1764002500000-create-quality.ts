import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, flag, id, idRef, int, json, key, longText, text, time } from './column-kinds.ts';

const primary = { primary: true };
const maybe = { nullable: true };

/** What is looked for in chats, what was found, and who waits for an answer. */
export class CreateQuality1764002500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'quality_word_group',
        columns: [
          id(),
          text('name', 20),
          key('level', 8),
          key('speaker', 8),
          json('words'),
          json('department_ids'),
          flag('is_on'),
          key('intercept', 8),
          key('wecom_rule_id', 64, maybe),
          key('intercept_state', 8),
          time('on_since'),
          int('version'),
          key('changed_by'),
          time('changed_at'),
          time('deleted_at', maybe),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'quality_action',
        columns: [
          key('action', 32, primary),
          flag('is_on'),
          time('on_since'),
          key('level', 8),
          int('amount'),
          json('department_ids'),
          json('hours'),
          int('version'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'quality_hit',
        columns: [
          id(),
          key('cause_key', 160),
          key('rule_kind', 8),
          key('rule_id', 32),
          text('rule_name', 40),
          text('word', 64),
          key('speaker', 8, maybe),
          key('level', 8),
          key('user_id'),
          idRef('customer_id', maybe),
          idRef('conversation_id', maybe),
          bigInt('position', maybe),
          time('at'),
          key('day', 10),
          int('times'),
          time('last_at'),
          key('state', 16),
          idRef('task_id', maybe),
          key('checked_by', 64, maybe),
          time('checked_at', maybe),
          longText('note', maybe),
        ],
        indices: [
          { name: 'quality_hit_once', columnNames: ['cause_key'], isUnique: true },
          { name: 'quality_hit_in_state', columnNames: ['state', 'id'] },
          { name: 'quality_hit_of_member', columnNames: ['user_id', 'id'] },
          { name: 'quality_hit_of_word', columnNames: ['word', 'id'] },
          { name: 'quality_hit_of_level', columnNames: ['level', 'id'] },
          { name: 'quality_hit_by_day', columnNames: ['day', 'user_id', 'word'] },
          { name: 'quality_hit_fold', columnNames: ['conversation_id', 'user_id', 'rule_id', 'last_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'quality_waiting',
        columns: [
          id('conversation_id'),
          key('user_id'),
          idRef('customer_id', maybe),
          time('started_at'),
          bigInt('position'),
          flag('is_first'),
          time('due_at', maybe),
        ],
        indices: [{ name: 'quality_waiting_due', columnNames: ['due_at'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'quality_contact',
        columns: [
          id('conversation_id'),
          key('user_id'),
          idRef('customer_id', maybe),
          time('last_at'),
          bigInt('position'),
          key('first_asked_day', 10, maybe),
          time('due_at', maybe),
        ],
        indices: [{ name: 'quality_contact_due', columnNames: ['due_at'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'quality_reply_day',
        columns: [
          key('day', 10, primary),
          key('user_id', 64, primary),
          int('asked'),
          int('answered'),
          bigInt('wait_ms'),
          int('first_answered'),
          bigInt('first_wait_ms'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'quality_reply_day',
      'quality_contact',
      'quality_waiting',
      'quality_hit',
      'quality_action',
      'quality_word_group',
    ])
      await runner.dropTable(table);
  }
}
