import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Who opened what one message brought. */
export class FindVisitsByLink1764004520000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(
      'visit',
      new TableIndex({ name: 'visit_through', columnNames: ['link_key', 'visitor_id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('visit', 'visit_through');
  }
}
