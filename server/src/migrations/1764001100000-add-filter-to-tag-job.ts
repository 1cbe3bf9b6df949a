import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { json, key } from './column-kinds.ts';

/**
 * A bulk marking may name a filter instead of customers: whom it fits is collected step by step, newest customer first, and the job
 * remembers how far it has come. Both are null for jobs that name customers, and once everybody is found.
 */
export class AddFilterToTagJob1764001100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of [json('by_filter', { nullable: true }), key('collected_to', 512, { nullable: true })])
      await runner.addColumn('tag_job', new TableColumn(column));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('tag_job', ['collected_to', 'by_filter']);
  }
}
