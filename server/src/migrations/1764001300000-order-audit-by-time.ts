import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const byTime = [
  { name: 'audit_log_by_time', columnNames: ['at', 'id'] },
  { name: 'audit_log_by_actor', columnNames: ['actor_user_id', 'at', 'id'] },
  { name: 'audit_log_by_action', columnNames: ['action', 'at', 'id'] },
  { name: 'audit_log_by_kind', columnNames: ['subject_kind', 'at', 'id'] },
  { name: 'audit_log_by_subject', columnNames: ['subject_id', 'at', 'id'] },
];
const byId = [
  { name: 'audit_log_of_actor', columnNames: ['actor_user_id', 'id'] },
  { name: 'audit_log_of_action', columnNames: ['action', 'id'] },
  { name: 'audit_log_of_subject', columnNames: ['subject_kind', 'subject_id', 'id'] },
];

/** The audit log is asked for days, alone or with anything else: its indexes go on with the time, and so does its order. */
export class OrderAuditByTime1764001300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await replaceIndexes(runner, byId, byTime);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceIndexes(runner, byTime, byId);
  }
}

async function replaceIndexes(runner: QueryRunner, before: typeof byTime, after: typeof byTime): Promise<void> {
  for (const index of after) await runner.createIndex('audit_log', new TableIndex(index));
  for (const index of before) await runner.dropIndex('audit_log', index.name);
}
