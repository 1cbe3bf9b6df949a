import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, id, idRef, int, json, key, longText, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

/** What to say, by category, and what top reps send after what. */
export class CreateScript1764004300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'script_category',
        columns: [
          id(),
          idRef('parent_id', maybe),
          key('owner_user_id', 64, maybe),
          text('name', 40),
          int('sort'),
          time('created_at'),
        ],
        indices: [{ name: 'script_category_below', columnNames: ['owner_user_id', 'parent_id', 'sort'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'script',
        columns: [
          id(),
          idRef('category_id'),
          key('owner_user_id', 64, maybe),
          text('title', 80),
          longText('text'),
          text('search_text', 4000),
          json('material_ids'),
          json('keywords'),
          json('department_ids', maybe),
          int('sort'),
          int('version'),
          int('sent'),
          key('created_by', 64),
          time('created_at'),
          time('updated_at'),
          time('deleted_at', maybe),
        ],
        indices: [
          { name: 'script_of_owner', columnNames: ['owner_user_id', 'deleted_at', 'category_id'] },
          { name: 'script_in_category', columnNames: ['category_id', 'deleted_at', 'sort'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({ name: 'script_department', columns: [idRef('script_id', part), bigInt('department_id', part)] }),
    );
    await runner.createTable(
      new Table({
        name: 'script_favourite',
        columns: [key('user_id', 64, part), idRef('script_id', part), time('created_at')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'content_step',
        columns: [
          idRef('send_id', part),
          key('user_id', 64),
          idRef('customer_id', maybe),
          key('item_kind', 8),
          idRef('item_id'),
          idRef('after_item_id', maybe),
          time('at'),
          key('day', 10),
        ],
        indices: [
          { name: 'content_step_by_time', columnNames: ['at', 'user_id', 'customer_id'] },
          { name: 'content_step_of_item', columnNames: ['item_id', 'at', 'user_id'] },
          { name: 'content_step_to', columnNames: ['customer_id', 'user_id', 'at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'next_send',
        columns: [
          idRef('after_item_id', part),
          idRef('item_id', part),
          key('user_id', 64, part),
          key('item_kind', 8),
          int('times'),
        ],
        indices: [{ name: 'next_send_after', columnNames: ['after_item_id', 'times'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'next_send',
      'content_step',
      'script_favourite',
      'script_department',
      'script',
      'script_category',
    ]) {
      await runner.dropTable(table);
    }
  }
}
