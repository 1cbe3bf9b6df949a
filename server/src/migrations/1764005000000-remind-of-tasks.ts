import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { id, idRef, int, json, key, longText, time } from './column-kinds.ts';

const maybe = { nullable: true };
const primary = { primary: true };

/**
 * Tasks remind of themselves, are escalated once, and are talked about. Open tasks get their deadline as the first moment to look at them;
 * what a release before this one opens has none and stays silent.
 */
export class RemindOfTasks1764005000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('task', [
      new TableColumn(json('action', maybe)),
      new TableColumn(time('remind_at', maybe)),
      new TableColumn(key('remind_step', 8, maybe)),
      new TableColumn(time('escalated_at', maybe)),
    ]);
    await runner.createIndices('task', [
      new TableIndex({ name: 'task_to_remind', columnNames: ['remind_at'] }),
      new TableIndex({ name: 'task_of_team', columnNames: ['status', 'sort_at', 'id'] }),
      new TableIndex({ name: 'task_closed_of_team', columnNames: ['status', 'closed_at', 'id'] }),
    ]);
    await runner.query("UPDATE task SET remind_at = sort_at, remind_step = 'due' WHERE status = 'open'");
    await runner.createTable(
      new Table({
        name: 'task_comment',
        columns: [
          id(),
          idRef('task_id'),
          key('user_id'),
          longText('text'),
          key('idempotency_key', 160, maybe),
          time('created_at'),
        ],
        indices: [
          { name: 'task_comment_of', columnNames: ['task_id', 'id'] },
          { name: 'task_comment_once', columnNames: ['idempotency_key'], isUnique: true },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'task_settings',
        columns: [
          int('id', primary),
          json('settings', maybe),
          int('version'),
          time('digest_at'),
          time('changed_at', maybe),
        ],
        indices: [{ name: 'task_settings_digest', columnNames: ['digest_at'] }],
      }),
    );
    await runner.query('INSERT INTO task_settings (id, settings, version, digest_at) VALUES (1, NULL, 0, 0)');
    await runner.createTable(
      new Table({
        name: 'task_digest',
        columns: [key('user_id', 64, primary), time('slot', primary), time('sent_at')],
        indices: [{ name: 'task_digest_slot', columnNames: ['slot'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['task_digest', 'task_settings', 'task_comment']) await runner.dropTable(table);
    for (const index of ['task_closed_of_team', 'task_of_team', 'task_to_remind'])
      await runner.dropIndex('task', index);
    await runner.dropColumns('task', ['escalated_at', 'remind_step', 'remind_at', 'action']);
  }
}
