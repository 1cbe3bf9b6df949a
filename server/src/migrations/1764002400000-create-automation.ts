import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { flag, id, idRef, int, json, key, longText, text, time } from './column-kinds.ts';

const primary = { primary: true };
const maybe = { nullable: true };

/** Automation rules with their versions, what they did, what they wait for, and long work on them. */
export class CreateAutomation1764002400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'rule',
        columns: [
          id(),
          text('name', 64),
          flag('is_on'),
          time('on_since', maybe),
          idRef('version_id'),
          time('next_look_at', maybe),
          json('problem', maybe),
          key('created_by'),
          time('created_at'),
          time('deleted_at', maybe),
        ],
        indices: [
          { name: 'rule_live', columnNames: ['deleted_at', 'id'] },
          { name: 'rule_next_look', columnNames: ['next_look_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'rule_version',
        columns: [
          id(),
          idRef('rule_id'),
          int('number'),
          text('name', 64),
          json('definition'),
          json('scope'),
          key('saved_by'),
          time('saved_at'),
        ],
        indices: [{ name: 'rule_version_number', columnNames: ['rule_id', 'number'], isUnique: true }],
      }),
    );
    await runner.createTable(new Table({ name: 'rule_stamp', columns: [key('name', 16, primary), int('stamp')] }));
    await runner.createTable(
      new Table({
        name: 'rule_hit',
        columns: [
          id(),
          idRef('rule_id'),
          idRef('version_id'),
          idRef('customer_id'),
          time('at'),
          key('cause_kind', 8),
          key('cause_ref', 64),
          time('cause_at'),
          key('cause_key', 80),
          json('words'),
          flag('is_late'),
          json('actions'),
          time('undone_at', maybe),
        ],
        indices: [
          { name: 'rule_hit_once', columnNames: ['rule_id', 'cause_key', 'customer_id'], isUnique: true },
          { name: 'rule_hit_of_customer', columnNames: ['rule_id', 'customer_id', 'at'] },
          { name: 'rule_hit_of_version', columnNames: ['version_id', 'id'] },
          { name: 'rule_hit_latest', columnNames: ['rule_id', 'id'] },
          { name: 'rule_hit_in_time', columnNames: ['rule_id', 'at'] },
          { name: 'rule_hit_explains', columnNames: ['version_id', 'customer_id', 'at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'rule_due',
        columns: [
          id('rule_id'),
          key('when_key', 16, primary),
          id('customer_id'),
          time('started_at'),
          time('due_at'),
          key('cause_ref', 64),
        ],
        indices: [{ name: 'rule_due_at', columnNames: ['due_at', 'rule_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'rule_mention',
        columns: [id('rule_id'), id('customer_id'), key('message_ref', 24, primary), time('at'), time('expires_at')],
        indices: [
          { name: 'rule_mention_of', columnNames: ['rule_id', 'customer_id', 'at'] },
          { name: 'rule_mention_by_time', columnNames: ['expires_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'rule_job',
        columns: [
          id(),
          key('kind', 8),
          idRef('rule_id', maybe),
          idRef('version_id', maybe),
          idRef('trial_id', maybe),
          json('definition', maybe),
          json('scope'),
          time('from_at', maybe),
          time('to_at', maybe),
          key('status', 16),
          longText('cursor_at', maybe),
          int('turn'),
          int('done_count'),
          int('total_count', maybe),
          int('matched_count'),
          int('times_count'),
          int('kept_count'),
          key('started_by_user_id'),
          time('created_at'),
          time('finished_at', maybe),
        ],
        indices: [{ name: 'rule_job_of_rule', columnNames: ['rule_id', 'id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'rule_trial_customer',
        columns: [id('job_id'), id('customer_id'), flag('is_found'), int('times'), longText('state')],
        indices: [{ name: 'rule_trial_customer_found', columnNames: ['job_id', 'is_found', 'customer_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'webhook',
        columns: [
          id(),
          text('name', 64),
          text('url', 1024),
          longText('secret_encrypted'),
          key('created_by'),
          time('created_at'),
          time('deleted_at', maybe),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'webhook',
      'rule_trial_customer',
      'rule_job',
      'rule_mention',
      'rule_due',
      'rule_hit',
      'rule_stamp',
      'rule_version',
      'rule',
    ])
      await runner.dropTable(table);
  }
}
