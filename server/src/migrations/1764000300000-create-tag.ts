import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, flag, id, int, json, key, text, time } from './column-kinds.ts';

/** WeCom's tag library as we know it, tags being created, and markings in bulk. */
export class CreateTag1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'tag_group',
        columns: [
          key('id', 64, { primary: true }),
          text('name', 100),
          bigInt('sort'),
          json('department_ids', { nullable: true }),
          flag('created_by_us'),
          time('created_at'),
          time('deleted_at', { nullable: true }),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'tag',
        columns: [
          key('id', 64, { primary: true }),
          key('group_id', 64),
          text('name', 100),
          bigInt('sort'),
          flag('created_by_us'),
          time('created_at'),
          time('deleted_at', { nullable: true }),
        ],
        indices: [{ name: 'tag_of_group', columnNames: ['group_id', 'sort'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'tag_draft',
        columns: [
          id(),
          key('group_id', 64, { nullable: true }),
          text('group_name', 100, { nullable: true }),
          json('tag_names'),
          json('department_ids', { nullable: true }),
          key('status', 16),
          key('by_user_id', 64),
          time('created_at'),
        ],
        indices: [{ name: 'tag_draft_open', columnNames: ['status', 'created_at'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'tag_job',
        columns: [
          id(),
          json('add_tag_ids'),
          json('remove_tag_ids'),
          key('status', 16),
          int('total_count'),
          int('done_count', { default: 0 }),
          int('skipped_count', { default: 0 }),
          key('started_by_user_id', 64),
          time('created_at'),
          time('finished_at', { nullable: true }),
        ],
        indices: [
          { name: 'tag_job_of_starter', columnNames: ['started_by_user_id', 'id'] },
          { name: 'tag_job_open', columnNames: ['status', 'id'] },
        ],
      }),
    );
    await runner.createTable(new Table({ name: 'tag_job_customer', columns: [id('job_id'), id('customer_id')] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['tag_job_customer', 'tag_job', 'tag_draft', 'tag', 'tag_group']) await runner.dropTable(table);
  }
}
