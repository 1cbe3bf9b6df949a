import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, json, key, time } from './column-kinds.ts';

/** Every change by a person, in the transaction of the change. */
export class CreateAudit1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'audit_log',
        columns: [
          id(),
          time('at'),
          key('actor_kind', 16),
          key('actor_user_id', 64, { nullable: true }),
          key('action', 64),
          key('subject_kind', 32),
          key('subject_id', 64),
          json('before_values', { nullable: true }),
          json('after_values', { nullable: true }),
        ],
        indices: [
          { name: 'audit_log_of_actor', columnNames: ['actor_user_id', 'id'] },
          { name: 'audit_log_of_action', columnNames: ['action', 'id'] },
          { name: 'audit_log_of_subject', columnNames: ['subject_kind', 'subject_id', 'id'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('audit_log');
  }
}
