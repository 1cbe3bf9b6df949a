import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, longText, time } from './column-kinds.ts';

const primary = { primary: true };

/** What archived messages are found by; filled from the first message on by whoever walks along them. */
export class CreateChatIndex1764002610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'chat_index',
        columns: [bigInt('token', primary), bigInt('block', primary), longText('places')],
        // The key is the table on SQLite too, as on MySQL: without a second copy of it.
        withoutRowid: true,
      }),
    );
    await runner.createTable(
      new Table({
        name: 'chat_index_block',
        columns: [bigInt('block', primary), time('first_sent_at'), time('last_sent_at')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('chat_index_block');
    await runner.dropTable('chat_index');
  }
}
