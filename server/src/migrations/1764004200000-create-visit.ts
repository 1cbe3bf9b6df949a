import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm';
import { bigInt, id, idRef, int, key, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

const ofLink = [idRef('holder_visitor_id', maybe), time('told_at', maybe)];

/** Who opens what was shared: browsers, their visits, and the pages they looked at. */
export class CreateVisit1764004200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'touch_link',
      ofLink.map((column) => new TableColumn(column)),
    );
    await runner.createTable(
      new Table({
        name: 'visitor',
        columns: [
          id(),
          key('token_hash', 43),
          idRef('customer_id', maybe),
          key('known_by', 8),
          key('union_id', 128, maybe),
          key('oa_open_id', 128, maybe),
          time('created_at'),
        ],
        indices: [
          { name: 'visitor_token', columnNames: ['token_hash'], isUnique: true },
          { name: 'visitor_union', columnNames: ['union_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'visit',
        columns: [
          key('visit_key', 43, part),
          idRef('id'),
          idRef('visitor_id'),
          key('link_key', 10),
          key('subject_kind', 16),
          idRef('subject_id'),
          key('user_id', 64),
          idRef('customer_id', maybe),
          idRef('via_visitor_id', maybe),
          idRef('via_customer_id', maybe),
          key('own_key', 10),
          int('nth'),
          int('pages', maybe),
          key('day', 10),
          time('started_at'),
          time('last_seen_at'),
          int('seconds'),
          int('percent'),
          bigInt('place'),
          int('last_seq'),
          int('left_seq'),
          idRef('opened_event_id', maybe),
          idRef('finished_event_id', maybe),
        ],
        indices: [
          { name: 'visit_id', columnNames: ['id'], isUnique: true },
          { name: 'visit_of_visitor', columnNames: ['visitor_id', 'subject_id'] },
          { name: 'visit_of_customer', columnNames: ['customer_id', 'started_at', 'id'] },
          { name: 'visit_of_subject', columnNames: ['subject_id', 'started_at', 'id'] },
          { name: 'visit_of_member', columnNames: ['user_id', 'started_at', 'id'] },
          { name: 'visit_all', columnNames: ['started_at', 'id'] },
          { name: 'visit_seen', columnNames: ['last_seen_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'visit_page',
        columns: [key('visit_key', 43, part), bigInt('page', part), int('seconds')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['visit_page', 'visit', 'visitor']) await runner.dropTable(table);
    for (const { name } of ofLink) await runner.dropColumn('touch_link', name);
  }
}
