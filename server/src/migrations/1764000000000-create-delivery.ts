import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bytes, id, idRef, int, json, key, longText, time } from './column-kinds.ts';

/** The spine: callbacks as they came, events, runs of scenarios, commands for the outside, and the seats processes share. */
export class CreateDelivery1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'inbox',
        columns: [
          id(),
          key('receiver', 16),
          key('digest', 43),
          int('lane'),
          key('status', 16),
          bytes('body'),
          int('duplicates', { default: 0 }),
          time('received_at'),
          key('problem', 200, { nullable: true }),
        ],
        indices: [
          { name: 'inbox_digest', columnNames: ['receiver', 'digest'], isUnique: true },
          { name: 'inbox_waiting', columnNames: ['status', 'lane', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'event',
        columns: [
          id(),
          key('type', 64),
          int('version'),
          time('occurred_at'),
          time('recorded_at'),
          idRef('customer_id', { nullable: true }),
          key('member_user_id', 64, { nullable: true }),
          key('chat_id', 64, { nullable: true }),
          idRef('cause_event_id', { nullable: true }),
          int('depth'),
          json('payload'),
        ],
        indices: [
          { name: 'event_of_customer', columnNames: ['customer_id', 'occurred_at', 'id'] },
          { name: 'event_of_type', columnNames: ['type', 'occurred_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'event_subject',
        columns: [id('event_id'), key('kind', 16, { primary: true }), key('subject_id', 64, { primary: true })],
        indices: [{ name: 'event_subject_of', columnNames: ['kind', 'subject_id', 'event_id'] }],
      }),
    );
    const queueColumns = [
      int('attempts', { default: 0 }),
      time('next_attempt_at'),
      time('lease_until', { nullable: true }),
      idRef('lease_owner', { nullable: true }),
      longText('note', { nullable: true }),
    ];
    await runner.createTable(
      new Table({
        name: 'scenario_run',
        columns: [
          id(),
          idRef('event_id'),
          key('scenario', 64),
          key('lane', 8),
          key('status', 16),
          ...queueColumns,
          time('created_at'),
          time('finished_at', { nullable: true }),
        ],
        indices: [
          { name: 'scenario_run_once', columnNames: ['event_id', 'scenario'], isUnique: true },
          { name: 'scenario_run_due', columnNames: ['status', 'lane', 'next_attempt_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'outbox_command',
        columns: [
          id(),
          key('name', 64),
          key('lane', 8),
          json('input'),
          key('serial_key', 160, { nullable: true }),
          key('status', 16),
          ...queueColumns,
          time('expires_at', { nullable: true }),
          idRef('cause_event_id', { nullable: true }),
          int('depth', { default: 0 }),
          time('created_at'),
          time('finished_at', { nullable: true }),
        ],
        indices: [
          { name: 'outbox_command_due', columnNames: ['status', 'lane', 'next_attempt_at'] },
          { name: 'outbox_command_serial', columnNames: ['serial_key', 'status'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({ name: 'lease', columns: [key('name', 100, { primary: true }), idRef('owner'), time('until')] }),
    );
    await runner.createTable(
      new Table({ name: 'schedule_slot', columns: [key('name', 64, { primary: true }), time('slot')] }),
    );
    await runner.createTable(
      new Table({ name: 'installation', columns: [key('name', 64, { primary: true }), longText('value')] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'installation',
      'schedule_slot',
      'lease',
      'outbox_command',
      'scenario_run',
      'event_subject',
      'event',
      'inbox',
    ])
      await runner.dropTable(table);
  }
}
