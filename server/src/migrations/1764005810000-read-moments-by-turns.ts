import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { time } from './column-kinds.ts';

/** Which publishers' copies of a moment were read: a moment of hundreds is read in several turns. */
export class ReadMomentsByTurns1764005810000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('moment_rep', new TableColumn(time('read_at', { default: 0 })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('moment_rep', 'read_at');
  }
}
