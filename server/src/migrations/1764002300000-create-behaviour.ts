import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, int, key, time } from './column-kinds.ts';

const maybe = { nullable: true };
const primary = { primary: true };

/** How often what happened with each customer, by day, and when last: what filters ask about behaviour. */
export class CreateBehaviour1764002300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer_day_count',
        columns: [id('customer_id'), key('kind', 24, primary), key('day', 10, primary), int('count')],
        indices: [{ name: 'customer_day_count_by_day', columnNames: ['kind', 'day', 'customer_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_activity',
        columns: [id('customer_id'), time('last_contact_at', maybe), time('last_reply_at', maybe)],
        indices: [
          { name: 'customer_activity_contact', columnNames: ['last_contact_at', 'customer_id'] },
          { name: 'customer_activity_reply', columnNames: ['last_reply_at', 'customer_id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('customer_activity');
    await runner.dropTable('customer_day_count');
  }
}
