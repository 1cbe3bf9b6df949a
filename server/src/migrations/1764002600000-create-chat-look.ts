import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { key, time } from './column-kinds.ts';

const primary = { primary: true };

/** Who looked at which chat, and conversations of all kinds in the order of their last message. */
export class CreateChatLook1764002600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'chat_look',
        columns: [key('user_id', 64, primary), key('conversation_id', 26, primary), time('looked_at')],
      }),
    );
    await runner.createIndex(
      'chat_conversation',
      new TableIndex({ name: 'chat_conversation_by_time', columnNames: ['last_message_at', 'id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('chat_conversation', 'chat_conversation_by_time');
    await runner.dropTable('chat_look');
  }
}
