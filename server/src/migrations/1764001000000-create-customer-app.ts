import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { idRef, int, key, time } from './column-kinds.ts';

const primary = { primary: true };
const maybe = { nullable: true };

/** Customers signed in to the mini-program, and the codes it shows them. */
export class CreateCustomerApp1764001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'customer_session',
        columns: [
          key('token_hash', 43, primary),
          key('open_id', 128),
          key('union_id', 128, maybe),
          time('created_at'),
          time('expires_at'),
        ],
        indices: [
          { name: 'customer_session_expiry', columnNames: ['expires_at'] },
          { name: 'customer_session_person', columnNames: ['open_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'consultant_code',
        columns: [key('user_id', 64, primary), idRef('channel_id'), time('created_at')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_app_settings',
        columns: [
          int('id', primary),
          idRef('reception_channel_id', maybe),
          idRef('consultant_group_id', maybe),
          time('updated_at'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['customer_app_settings', 'consultant_code', 'customer_session']) await runner.dropTable(table);
  }
}
