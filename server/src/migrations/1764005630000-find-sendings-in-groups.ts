import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** What was sent into a rep's groups is found without reading what everybody sent. */
export class FindSendingsInGroups1764005630000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(
      'content_send',
      new TableIndex({ name: 'content_send_in_chat', columnNames: ['chat_id', 'prepared_at', 'id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('content_send', 'content_send_in_chat');
  }
}
