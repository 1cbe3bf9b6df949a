import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, idRef, int, json, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };

/** Many customers begin an SOP by one order: whom it is for, and how far it is. */
export class EnrolManyInSop1764005300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'sop_enrol_job',
        columns: [
          id(),
          idRef('sop_id'),
          json('filter', maybe),
          text('sentence', 1000),
          key('looked_to', 512, maybe),
          key('status', 12),
          key('problem', 64, maybe),
          int('expected_count'),
          int('looked_count'),
          int('enrolled_count'),
          int('already_count'),
          int('no_start_count'),
          int('no_step_count'),
          int('nobody_count'),
          key('started_by', 64),
          time('created_at'),
          time('finished_at', maybe),
        ],
        indices: [{ name: 'sop_enrol_job_of_sop', columnNames: ['sop_id', 'id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('sop_enrol_job');
  }
}
