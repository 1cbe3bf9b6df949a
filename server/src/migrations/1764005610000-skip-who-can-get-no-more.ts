import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { int, key } from './column-kinds.ts';

/** Customers who can get no more mass messages are left out, and counted, unless an admin says otherwise. */
export class SkipWhoCanGetNoMore1764005610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('mass_message', new TableColumn(int('skipped_count', { default: 0 })));
    await runner.addColumn('mass_setting', new TableColumn(key('over_quota', 8, { default: 'skip' })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('mass_setting', 'over_quota');
    await runner.dropColumn('mass_message', 'skipped_count');
  }
}
