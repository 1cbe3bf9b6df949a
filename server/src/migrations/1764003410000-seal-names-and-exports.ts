import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { longText } from './column-kinds.ts';

/** Where chats are encrypted, names of their files are too, and exports are sealed with a key each. What is there already stays as it is. */
export class SealNamesAndExports1764003410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('chat_media', new TableColumn(longText('sealed_name', { nullable: true })));
    await runner.addColumn('chat_export', new TableColumn(longText('file_key', { nullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('chat_export', 'file_key');
    await runner.dropColumn('chat_media', 'sealed_name');
  }
}
