import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { flag, id, idRef, int, json, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

/** Who is remembered on which day: plans, how far each is, what it opened, and who keeps her birthday by another calendar. */
export class CreateCare1764005100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'care_plan',
        columns: [
          id(),
          text('title', 60),
          flag('is_on'),
          int('version'),
          json('definition'),
          key('next_day', 10, maybe),
          time('next_due_at', maybe),
          key('place', 200, maybe),
          key('updated_by', 64),
          time('created_at'),
          time('updated_at'),
          time('deleted_at', maybe),
        ],
        indices: [{ name: 'care_plan_due', columnNames: ['next_due_at'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'care_day',
        columns: [idRef('plan_id', part), key('day', 10, part), int('opened'), int('nobody'), int('missed')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'care_deed',
        columns: [
          idRef('plan_id', part),
          idRef('customer_id', part),
          key('occasion', 16, part),
          key('day', 10),
          idRef('task_id'),
        ],
        indices: [
          { name: 'care_deed_by_day', columnNames: ['plan_id', 'day', 'customer_id'] },
          { name: 'care_deed_task', columnNames: ['task_id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'care_calendar',
        columns: [
          idRef('customer_id', part),
          idRef('field_id', part),
          key('calendar', 8),
          key('by_user_id', 64),
          time('set_at'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['care_calendar', 'care_deed', 'care_day', 'care_plan']) await runner.dropTable(table);
  }
}
