import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const byRow = { name: 'event_of_customer', columnNames: ['customer_id', 'occurred_at', 'id'] };
const byType = { name: 'event_by_customer', columnNames: ['customer_id', 'occurred_at', 'id', 'type'] };

/** A timeline shows some types only: the index tells which, so that a long history is not read row by row to find them. */
export class ChooseEventsByIndex1764005620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('event', new TableIndex(byType));
    await runner.dropIndex('event', byRow.name);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createIndex('event', new TableIndex(byRow));
    await runner.dropIndex('event', byType.name);
  }
}
