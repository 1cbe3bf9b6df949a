import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** What was sent into a customer group, newest first, along an index. */
export class FindSendsInGroup1764005500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(
      'content_send',
      new TableIndex({ name: 'content_send_in_group', columnNames: ['chat_id', 'prepared_at', 'id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('content_send', 'content_send_in_group');
  }
}
