import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const indexes = [
  { name: 'customer_by_last_added', columnNames: ['last_added_at', 'id'] },
  { name: 'customer_by_lost', columnNames: ['lost_at', 'id'] },
];

/** Date rules count from these days too: whose day it is must be found without reading every customer. */
export class FindCustomersByDate1764003600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const index of indexes) await runner.createIndex('customer', new TableIndex(index));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [...indexes].reverse()) await runner.dropIndex('customer', name);
  }
}
