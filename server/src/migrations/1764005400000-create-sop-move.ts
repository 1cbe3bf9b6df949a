import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, idRef, int, key, time } from './column-kinds.ts';

/** How far the customers of an SOP have been moved to its newest version: the last such move of each. */
export class CreateSopMove1764005400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'sop_move',
        columns: [
          idRef('sop_id', { primary: true }),
          bigInt('version'),
          key('status', 10),
          int('total_count'),
          int('moved_count'),
          key('started_by', 64),
          time('started_at'),
          time('finished_at', { nullable: true }),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('sop_move');
  }
}
