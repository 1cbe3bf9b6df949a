import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Who has seen a material is asked by lists of customers: those whom nobody knows, most of them, must not be read for it. */
export class FindWhoHasSeen1764004210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(
      'visit',
      new TableIndex({ name: 'visit_of_subject_by_whom', columnNames: ['subject_id', 'customer_id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('visit', 'visit_of_subject_by_whom');
  }
}
