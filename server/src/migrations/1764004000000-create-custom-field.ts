import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, id, idRef, int, json, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

/** What a company wants to know of its customers beside what WeCom knows, and what is known of each; found by value, for filters and dates. */
export class CreateCustomField1764004000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'custom_field',
        columns: [
          id(),
          text('name', 40),
          key('kind', 16),
          text('unit', 16, maybe),
          json('options'),
          json('department_ids', maybe),
          int('sort'),
          time('created_at'),
          time('retired_at', maybe),
          idRef('retired_key', { default: '' }),
        ],
        indices: [{ name: 'custom_field_name', columnNames: ['name', 'retired_key'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_field',
        columns: [
          idRef('customer_id', part),
          idRef('field_id', part),
          idRef('option_id', { ...part, default: '' }),
          text('text_value', 500, maybe),
          bigInt('number_value', maybe),
          time('date_value', maybe),
          key('origin_kind', 8),
          key('origin_ref', 64, maybe),
          key('by_user_id', 64, maybe),
          time('set_at'),
        ],
        indices: [
          { name: 'customer_field_by_option', columnNames: ['field_id', 'option_id', 'customer_id'] },
          { name: 'customer_field_by_number', columnNames: ['field_id', 'number_value', 'customer_id'] },
          { name: 'customer_field_by_date', columnNames: ['field_id', 'date_value', 'customer_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'customer_field_change',
        columns: [
          id(),
          idRef('customer_id'),
          idRef('field_id'),
          json('from_value', maybe),
          json('to_value', maybe),
          time('changed_at'),
        ],
        indices: [{ name: 'customer_field_change_of', columnNames: ['customer_id', 'field_id', 'id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('customer_field_change');
    await runner.dropTable('customer_field');
    await runner.dropTable('custom_field');
  }
}
