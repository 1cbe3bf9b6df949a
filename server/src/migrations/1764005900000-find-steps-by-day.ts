import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { idRef } from './column-kinds.ts';

/** Statistics of an SOP read its steps of some days, whoever went through it before, and what was sent for their tasks. */
export class FindStepsByDay1764005900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('sop_step', new TableColumn(idRef('sop_id', { default: '' })));
    await runner.query(
      'UPDATE sop_step SET sop_id = (SELECT e.sop_id FROM sop_enrolment e WHERE e.id = sop_step.enrolment_id)',
    );
    await runner.createIndex(
      'sop_step',
      new TableIndex({
        name: 'sop_step_of_days',
        columnNames: ['sop_id', 'settled_at', 'state', 'task_id', 'mass_message_id'],
      }),
    );
    await runner.createIndex(
      'content_send',
      new TableIndex({ name: 'content_send_of_task', columnNames: ['task_id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('content_send', 'content_send_of_task');
    await runner.dropIndex('sop_step', 'sop_step_of_days');
    await runner.dropColumn('sop_step', 'sop_id');
  }
}
