import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { time } from './column-kinds.ts';

const columns = [
  ['follow_user', 'remark_settled_at'],
  ['tag_group', 'settled_at'],
  ['tag', 'settled_at'],
] as const;

/**
 * Remarks and the tag library remember when WeCom took our own change, so that a reading begun before does not undo it.
 * Nullable: for changes made before this release nobody knows.
 */
export class AddSettledAt1764001200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name] of columns) await runner.addColumn(table, new TableColumn(time(name, { nullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of columns) await runner.dropColumn(table, name);
  }
}
