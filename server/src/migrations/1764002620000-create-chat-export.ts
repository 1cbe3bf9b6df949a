import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, idRef, int, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };

/** Who asked to take which messages out, who decided, and what became of it. */
export class CreateChatExport1764002620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'chat_export',
        columns: [
          id(),
          idRef('conversation_id'),
          time('from_at'),
          time('to_at'),
          text('reason', 200),
          key('state', 8),
          key('asked_by', 64),
          time('asked_at'),
          key('decided_by', 64, maybe),
          time('decided_at', maybe),
          text('note', 200, maybe),
          int('messages', maybe),
          time('expires_at', maybe),
        ],
        indices: [
          { name: 'chat_export_of_member', columnNames: ['asked_by', 'id'] },
          { name: 'chat_export_by_state', columnNames: ['state', 'expires_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('chat_export');
  }
}
