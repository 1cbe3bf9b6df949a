import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, idRef, int, json, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

/** Mass messages, what WeCom was asked for each, and what became of every customer. */
export class CreateMassMessage1764004500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'mass_message',
        columns: [
          id(),
          text('name', 40),
          json('texts'),
          json('material_ids'),
          json('attachments', maybe),
          json('asked_filter', maybe),
          json('by_filter', maybe),
          text('sentence', 1000),
          idRef('segment_id', maybe),
          key('status', 12),
          key('collected_to', 512, maybe),
          int('customer_count'),
          int('unreachable_count'),
          time('start_at', maybe),
          time('started_at', maybe),
          time('ended_at', maybe),
          key('problem', 64, maybe),
          int('version'),
          key('created_by', 64),
          time('created_at'),
        ],
        indices: [
          { name: 'mass_message_of_creator', columnNames: ['created_by', 'id'] },
          { name: 'mass_message_due', columnNames: ['status', 'start_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'mass_message_slice',
        columns: [
          id(),
          idRef('mass_message_id'),
          key('user_id', 64),
          int('variant'),
          key('status', 12),
          key('msg_id', 64, maybe),
          key('problem', 64, maybe),
          json('link_keys', maybe),
          int('customer_count'),
          int('sent_count'),
          int('not_friend_count'),
          int('over_quota_count'),
          int('refused_count'),
          int('unknown_count'),
          time('called_at', maybe),
          time('created_at', maybe),
          time('confirmed_at', maybe),
          int('polls'),
          time('next_poll_at', maybe),
          json('reminded_at'),
        ],
        indices: [
          { name: 'mass_slice_of_message', columnNames: ['mass_message_id', 'status', 'id'] },
          { name: 'mass_slice_of_rep', columnNames: ['mass_message_id', 'user_id', 'variant', 'id'] },
          { name: 'mass_slice_by_msgid', columnNames: ['msg_id'], isUnique: true },
          { name: 'mass_slice_poll', columnNames: ['next_poll_at', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'mass_message_customer',
        columns: [
          idRef('mass_message_id', part),
          idRef('customer_id', part),
          idRef('slice_id', maybe),
          key('user_id', 64, maybe),
          key('external_user_id', 64, maybe),
          int('variant'),
          key('outcome', 12),
          time('settled_at', maybe),
        ],
        indices: [
          { name: 'mass_customer_of_slice', columnNames: ['slice_id', 'external_user_id'] },
          { name: 'mass_customer_by_outcome', columnNames: ['mass_message_id', 'outcome', 'customer_id'] },
          { name: 'mass_customer_received', columnNames: ['customer_id', 'settled_at'] },
        ],
      }),
    );
    await runner.createTable(new Table({ name: 'mass_setting', columns: [key('name', 16, part), key('quota', 8)] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['mass_setting', 'mass_message_customer', 'mass_message_slice', 'mass_message'])
      await runner.dropTable(table);
  }
}
