import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { key, text } from './column-kinds.ts';

/** Robots that speak in archived chats have names, which WeCom tells one by one. */
export class CreateChatRobot1764003500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'chat_robot',
        columns: [key('robot_id', 64, { primary: true }), text('name', 128, { nullable: true })],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('chat_robot');
  }
}
