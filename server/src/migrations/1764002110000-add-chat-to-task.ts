import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { key } from './column-kinds.ts';

/** Some tasks are about a customer group, with or without a customer in it; beside the group's chat they are shown. */
export class AddChatToTask1764002110000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('task', new TableColumn(key('chat_id', 64, { nullable: true })));
    const columnNames = ['chat_id', 'status', 'sort_at', 'id'];
    await runner.createIndex('task', new TableIndex({ name: 'task_of_chat', columnNames }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('task', 'task_of_chat');
    await runner.dropColumn('task', 'chat_id');
  }
}
