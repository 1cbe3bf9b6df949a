import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, id, key, longText, time } from './column-kinds.ts';

/** What comes by the hundred thousand is read in batches along a position; what could not be handled is listed. */
export class CreateBulkCursor1764002000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'bulk_cursor',
        columns: [key('name', 64, { primary: true }), bigInt('position'), time('moved_at')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'bulk_failure',
        columns: [
          id(),
          key('consumer', 64),
          bigInt('position'),
          key('status', 16),
          longText('note', { nullable: true }),
          time('created_at'),
        ],
        indices: [{ name: 'bulk_failure_open', columnNames: ['status', 'id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('bulk_failure');
    await runner.dropTable('bulk_cursor');
  }
}
