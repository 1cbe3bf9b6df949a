import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const indexes = [
  ['touch_link', 'touch_link_of_customer'],
  ['visitor', 'visitor_of_customer'],
  ['rule_due', 'rule_due_of_customer'],
] as const;

/** When two customers are one person, or one is to be forgotten, her rows are found without reading the whole table. */
export class FindRowsOfACustomer1764005600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name] of indexes)
      await runner.createIndex(table, new TableIndex({ name, columnNames: ['customer_id'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name] of [...indexes].reverse()) await runner.dropIndex(table, name);
  }
}
