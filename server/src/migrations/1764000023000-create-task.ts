import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, idRef, key, longText, text, time } from './column-kinds.ts';

const maybe = { nullable: true };

/** What people must do, and notes of what they did. */
export class CreateTask1764000023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'task',
        columns: [
          id(),
          key('kind', 32),
          text('title', 120),
          text('reason', 255, maybe),
          idRef('customer_id', maybe),
          key('assignee_user_id'),
          key('status', 16),
          time('due_at'),
          time('snoozed_until', maybe),
          time('sort_at'),
          idRef('source_event_id', maybe),
          key('dedupe_key', 160, maybe),
          key('created_by', 64, maybe),
          time('created_at'),
          time('closed_at', maybe),
          key('closed_by', 64, maybe),
          longText('result', maybe),
        ],
        indices: [
          { name: 'task_open', columnNames: ['assignee_user_id', 'status', 'sort_at', 'id'] },
          { name: 'task_closed', columnNames: ['assignee_user_id', 'closed_at', 'id'] },
          { name: 'task_of_customer', columnNames: ['customer_id', 'status', 'sort_at', 'id'] },
          { name: 'task_closed_of_customer', columnNames: ['customer_id', 'closed_at', 'id'] },
          { name: 'task_once', columnNames: ['dedupe_key'], isUnique: true },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'follow_up',
        columns: [
          id(),
          idRef('customer_id'),
          key('user_id'),
          longText('text'),
          time('next_at', maybe),
          idRef('task_id', maybe),
          key('idempotency_key', 160, maybe),
          time('created_at'),
        ],
        indices: [
          { name: 'follow_up_of_customer', columnNames: ['customer_id', 'created_at', 'id'] },
          { name: 'follow_up_once', columnNames: ['idempotency_key'], isUnique: true },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('follow_up');
    await runner.dropTable('task');
  }
}
