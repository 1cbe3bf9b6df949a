import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { flag, idRef, key, longText } from './column-kinds.ts';

const maybe = { nullable: true };
const columns = [
  key('store', 8, maybe),
  key('store_key', 128, maybe),
  key('try_key', 128, maybe),
  longText('left_keys', maybe),
  key('mime', 64, maybe),
  longText('file_key', maybe),
  key('seen_md5', 32, maybe),
  flag('is_dismissed', { default: 0 }),
];

/** Files of archived chats are downloaded: where each lies, who is at it, what was seen; and in which conversations it was sent. */
export class AddFilesOfChats1764002700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'chat_media',
      columns.map((column) => new TableColumn(column)),
    );
    await runner.dropIndex('chat_media', 'chat_media_urgent');
    await runner.createIndex(
      'chat_media',
      new TableIndex({ name: 'chat_media_urgent', columnNames: ['status', 'expires_at', 'next_attempt_at'] }),
    );
    await runner.createIndex(
      'chat_media',
      new TableIndex({ name: 'chat_media_failed', columnNames: ['status', 'is_dismissed', 'id'] }),
    );
    await runner.createTable(
      new Table({
        name: 'chat_media_use',
        columns: [key('digest', 43, { primary: true }), idRef('conversation_id', { primary: true })],
      }),
    );
    await runner.query(
      'INSERT INTO `chat_media_use` (`digest`, `conversation_id`) SELECT `digest`, `conversation_id` FROM `chat_media`',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('chat_media_use');
    await runner.dropIndex('chat_media', 'chat_media_failed');
    await runner.dropIndex('chat_media', 'chat_media_urgent');
    await runner.createIndex(
      'chat_media',
      new TableIndex({ name: 'chat_media_urgent', columnNames: ['status', 'expires_at'] }),
    );
    for (const { name } of columns) await runner.dropColumn('chat_media', name);
  }
}
