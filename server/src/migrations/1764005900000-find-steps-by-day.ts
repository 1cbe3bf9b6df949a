import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Statistics of an SOP read the steps of some days, and what was sent for their tasks. */
export class FindStepsByDay1764005900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('sop_step', new TableIndex({ name: 'sop_step_settled', columnNames: ['settled_at'] }));
    await runner.createIndex(
      'content_send',
      new TableIndex({ name: 'content_send_of_task', columnNames: ['task_id'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('content_send', 'content_send_of_task');
    await runner.dropIndex('sop_step', 'sop_step_settled');
  }
}
