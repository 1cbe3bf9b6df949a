import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, flag, id, idRef, int, json, key, text, time } from './column-kinds.ts';

const maybe = { nullable: true };
const part = { primary: true };

/** Timetables of steps, who is under way by which version, and what came of each step. */
export class CreateSop1764004400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'sop',
        columns: [
          id(),
          text('name', 60),
          text('description', 400),
          flag('is_on'),
          time('on_since', maybe),
          int('version'),
          json('definition'),
          key('created_by', 64),
          time('created_at'),
          time('updated_at'),
          time('deleted_at', maybe),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'sop_version',
        columns: [
          idRef('sop_id', part),
          bigInt('version', part),
          json('definition'),
          key('created_by', 64),
          time('created_at'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'sop_enrolment',
        columns: [
          id(),
          idRef('sop_id'),
          int('version'),
          idRef('customer_id'),
          idRef('active_key'),
          key('status', 10),
          key('stop_reason', 12, maybe),
          key('because_kind', 8),
          key('because_ref', 64, maybe),
          time('starts_at'),
          time('next_due_at', maybe),
          time('enrolled_at'),
          time('ended_at', maybe),
        ],
        indices: [
          { name: 'sop_enrolment_once', columnNames: ['sop_id', 'customer_id', 'active_key'], isUnique: true },
          { name: 'sop_enrolment_due', columnNames: ['sop_id', 'next_due_at', 'id'] },
          { name: 'sop_enrolment_of_customer', columnNames: ['customer_id', 'enrolled_at', 'id'] },
          { name: 'sop_enrolment_all', columnNames: ['sop_id', 'id'] },
          { name: 'sop_enrolment_of_sop', columnNames: ['sop_id', 'status', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'sop_step',
        columns: [
          idRef('enrolment_id', part),
          idRef('step_id', part),
          key('state', 8),
          key('why', 16, maybe),
          idRef('task_id', maybe),
          time('due_at'),
          time('settled_at'),
        ],
        indices: [{ name: 'sop_step_task', columnNames: ['task_id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sop_step', 'sop_enrolment', 'sop_version', 'sop']) await runner.dropTable(table);
  }
}
