import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { time } from './column-kinds.ts';

/**
 * A relation remembers when WeCom took our remark, so that a reading begun before does not bring the old one back.
 * Nullable: for remarks written before this release nobody knows.
 */
export class AddRemarkSettledAt1764001100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('follow_user', new TableColumn(time('remark_settled_at', { nullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('follow_user', 'remark_settled_at');
  }
}
