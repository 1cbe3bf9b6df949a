import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, int, json, key, text, time } from './column-kinds.ts';

/** Filters that people saved. */
export class CreateSegment1764002310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'segment',
        columns: [
          id(),
          text('name', 30),
          text('description', 200),
          json('filter'),
          key('owner_user_id', 64),
          key('visibility', 16),
          int('version'),
          time('created_at'),
          time('updated_at'),
        ],
        indices: [{ name: 'segment_of_owner', columnNames: ['owner_user_id', 'id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('segment');
  }
}
