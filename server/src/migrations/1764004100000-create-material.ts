import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, flag, id, idRef, int, json, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

/** What reps show their customers, what was sent of it, and the links that tell who opened it. */
export class CreateMaterial1764004100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'touch_link',
        columns: [
          key('link_key', 10, part),
          key('subject_kind', 16),
          idRef('subject_id'),
          key('user_id', 64),
          idRef('customer_id', maybe),
          key('chat_id', 64, maybe),
          idRef('send_id', maybe),
          idRef('visitor_id', maybe),
          key('parent_key', 10, maybe),
          time('created_at'),
        ],
        indices: [
          { name: 'touch_link_of_visitor', columnNames: ['visitor_id', 'subject_id', 'user_id'] },
          { name: 'touch_link_of_send', columnNames: ['send_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'material',
        columns: [
          id(),
          key('kind', 16),
          text('title', 120),
          text('description', 240),
          text('search_text', 2000),
          idRef('cover_asset_id', maybe),
          idRef('folder_id', maybe),
          json('department_ids', maybe),
          key('valid_from', 10, maybe),
          key('valid_until', 10, maybe),
          int('version'),
          json('content'),
          idRef('asset_id', maybe),
          key('pages_state', 8),
          int('pages', maybe),
          key('pages_problem', 32, maybe),
          flag('is_retired'),
          int('sent'),
          int('opened'),
          key('created_by', 64),
          time('created_at'),
          time('updated_at'),
        ],
        indices: [
          { name: 'material_newest', columnNames: ['is_retired', 'updated_at', 'id'] },
          { name: 'material_most_used', columnNames: ['is_retired', 'sent', 'id'] },
          { name: 'material_in_folder', columnNames: ['folder_id'] },
          { name: 'material_making_pages', columnNames: ['pages_state'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'material_department',
        columns: [idRef('material_id', part), bigInt('department_id', part)],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'material_version',
        columns: [
          idRef('material_id', part),
          bigInt('version', part),
          text('title', 120),
          text('description', 240),
          idRef('cover_asset_id', maybe),
          json('content'),
          key('created_by', 64),
          time('created_at'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'material_folder',
        columns: [id(), idRef('parent_id', maybe), text('name', 40), int('sort'), time('created_at')],
        indices: [{ name: 'material_folder_below', columnNames: ['parent_id', 'sort'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'material_favourite',
        columns: [key('user_id', 64, part), idRef('material_id', part), time('created_at')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'content_send',
        columns: [
          id(),
          idRef('material_id', maybe),
          int('material_version', maybe),
          idRef('script_id', maybe),
          key('way', 12),
          key('user_id', 64),
          idRef('customer_id', maybe),
          key('chat_id', 64, maybe),
          key('link_key', 10, maybe),
          idRef('task_id', maybe),
          key('status', 10),
          key('failure', 16, maybe),
          time('prepared_at'),
          time('settled_at', maybe),
          time('opened_at', maybe),
          int('visits'),
          key('idempotency_key', 160),
        ],
        indices: [
          { name: 'content_send_to', columnNames: ['customer_id', 'prepared_at', 'id'] },
          { name: 'content_send_of_material', columnNames: ['material_id', 'prepared_at', 'id'] },
          { name: 'content_send_by', columnNames: ['user_id', 'prepared_at', 'id'] },
          { name: 'content_send_all', columnNames: ['prepared_at', 'id'] },
          { name: 'content_send_once', columnNames: ['idempotency_key'], isUnique: true },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'content_send',
      'material_favourite',
      'material_folder',
      'material_version',
      'material_department',
      'material',
      'touch_link',
    ])
      await runner.dropTable(table);
  }
}
