import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, idRef, int, json, key, time } from './column-kinds.ts';

/** Full readings of WeCom, resumable after a crash. */
export class CreateSync1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'sync_job',
        columns: [
          id(),
          key('kind', 16),
          key('origin', 16),
          key('status', 16),
          json('resume_at', { nullable: true }),
          int('done_count', { default: 0 }),
          int('total_count', { nullable: true }),
          json('counts'),
          key('problem', 64, { nullable: true }),
          key('started_by_user_id', 64, { nullable: true }),
          time('created_at'),
          time('started_at', { nullable: true }),
          time('finished_at', { nullable: true }),
        ],
        indices: [
          { name: 'sync_job_open', columnNames: ['status', 'id'] },
          { name: 'sync_job_finished', columnNames: ['finished_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'sync_relation',
        columns: [
          key('user_id', 64, { primary: true }),
          key('external_user_id', 64, { primary: true }),
          key('digest', 43),
          idRef('job_id'),
        ],
      }),
    );
    await runner.createTable(new Table({ name: 'sync_seat', columns: [key('id', 8, { primary: true })] }));
    await runner.query("INSERT INTO sync_seat (id) VALUES ('sync')");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sync_seat', 'sync_relation', 'sync_job']) await runner.dropTable(table);
  }
}
