import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { bigInt, flag, id, idRef, key, time } from './column-kinds.ts';

const primary = { primary: true };
const maybe = { nullable: true };

/** Every working day's question waits by itself; follow-ups are waited for per relation; repeats are found by their first one. */
export class WaitPerQuestion1764003300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'quality_waiting_new',
        columns: [
          id('conversation_id'),
          time('started_at', primary),
          key('user_id'),
          idRef('customer_id', maybe),
          bigInt('position'),
          flag('is_first'),
          time('late_at'),
          time('due_at', maybe),
        ],
      }),
    );
    await runner.query(
      `INSERT INTO quality_waiting_new (conversation_id, started_at, user_id, customer_id, position, is_first, late_at, due_at)
       SELECT conversation_id, started_at, user_id, customer_id, position, is_first, COALESCE(due_at, started_at), due_at FROM quality_waiting`,
    );
    await replaceWaiting(runner);
    await runner.createIndex(
      'quality_waiting',
      new TableIndex({ name: 'quality_waiting_late', columnNames: ['late_at'] }),
    );

    await runner.createTable(
      new Table({
        name: 'quality_follow_up',
        columns: [id('follow_user_id'), time('since'), time('due_at', maybe)],
        indices: [{ name: 'quality_follow_up_due', columnNames: ['due_at'] }],
      }),
    );
    await runner.query(
      `INSERT INTO quality_follow_up (follow_user_id, since, due_at)
       SELECT f.id, MAX(c.last_at), MAX(c.due_at) FROM quality_contact c
       JOIN follow_user f ON f.user_id = c.user_id AND f.customer_id = c.customer_id AND f.status IN ('active', 'half')
       WHERE c.due_at IS NOT NULL GROUP BY f.id`,
    );
    await runner.dropIndex('quality_contact', 'quality_contact_due');
    await runner.dropColumn('quality_contact', 'due_at');

    await replaceFold(runner, 'at');
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceFold(runner, 'last_at');

    await runner.addColumn('quality_contact', new TableColumn(time('due_at', maybe)));
    await runner.createIndex(
      'quality_contact',
      new TableIndex({ name: 'quality_contact_due', columnNames: ['due_at'] }),
    );
    await runner.dropTable('quality_follow_up');

    await runner.createTable(
      new Table({
        name: 'quality_waiting_new',
        columns: [
          id('conversation_id'),
          key('user_id'),
          idRef('customer_id', maybe),
          time('started_at'),
          bigInt('position'),
          flag('is_first'),
          time('due_at', maybe),
        ],
      }),
    );
    await runner.query(
      `INSERT INTO quality_waiting_new (conversation_id, user_id, customer_id, started_at, position, is_first, due_at)
       SELECT conversation_id, user_id, customer_id, started_at, position, is_first, due_at FROM quality_waiting w
       WHERE started_at = (SELECT MIN(o.started_at) FROM quality_waiting o WHERE o.conversation_id = w.conversation_id)`,
    );
    await replaceWaiting(runner);
  }
}

async function replaceWaiting(runner: QueryRunner): Promise<void> {
  await runner.dropTable('quality_waiting');
  await runner.query('ALTER TABLE quality_waiting_new RENAME TO quality_waiting');
  await runner.createIndex('quality_waiting', new TableIndex({ name: 'quality_waiting_due', columnNames: ['due_at'] }));
}

async function replaceFold(runner: QueryRunner, by: 'at' | 'last_at'): Promise<void> {
  await runner.dropIndex('quality_hit', 'quality_hit_fold');
  await runner.createIndex(
    'quality_hit',
    new TableIndex({ name: 'quality_hit_fold', columnNames: ['conversation_id', 'user_id', 'rule_id', by] }),
  );
}
