import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, flag, id, idRef, int, json, key, longText, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

/** Company moments, who published them, and who liked or commented. */
export class CreateMoment1764004510000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'moment',
        columns: [
          id(),
          longText('text'),
          json('media'),
          json('user_ids'),
          json('department_ids'),
          json('tag_ids'),
          key('state', 12),
          key('problem', 64, maybe),
          key('job_id', 64, maybe),
          key('wecom_id', 64, maybe),
          time('called_at', maybe),
          int('polls'),
          time('next_poll_at', maybe),
          time('read_at', maybe),
          key('created_by', 64),
          time('created_at'),
        ],
        indices: [
          { name: 'moment_of_creator', columnNames: ['created_by', 'id'] },
          { name: 'moment_by_wecom_id', columnNames: ['wecom_id'], isUnique: true },
          { name: 'moment_poll', columnNames: ['next_poll_at', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'moment_rep',
        columns: [
          idRef('moment_id', part),
          key('user_id', 64, part),
          flag('is_published'),
          int('reached'),
          int('likes'),
          int('comments'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'moment_reaction',
        columns: [
          idRef('moment_id', part),
          key('user_id', 64, part),
          key('kind', 8, part),
          idRef('customer_id'),
          key('external_user_id', 64, part),
          bigInt('at', part),
        ],
        indices: [
          { name: 'moment_reaction_newest', columnNames: ['moment_id', 'at', 'customer_id'] },
          { name: 'moment_reaction_of_customer', columnNames: ['customer_id', 'at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['moment_reaction', 'moment_rep', 'moment']) await runner.dropTable(table);
  }
}
