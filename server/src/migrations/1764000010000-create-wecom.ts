import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { idRef, int, key, longText, time } from './column-kinds.ts';

/** What the processes share about WeCom: tokens and tickets with the lease to fetch them, and how much of each API's rate is taken. */
export class CreateWecom1764000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'wecom_credential',
        columns: [
          key('name', 100, { primary: true }),
          longText('value', { nullable: true }),
          key('value_digest', 64, { nullable: true }),
          time('fetched_at', { default: 0 }),
          time('expires_at', { default: 0 }),
          idRef('lease_owner', { nullable: true }),
          time('lease_until', { default: 0 }),
          time('blocked_until', { default: 0 }),
          int('failures', { default: 0 }),
          int('last_errcode', { nullable: true }),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'wecom_budget',
        columns: [
          key('name', 128, { primary: true }),
          time('minute_used_until', { default: 0 }),
          time('hour_used_until', { default: 0 }),
          time('closed_until', { default: 0 }),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['wecom_budget', 'wecom_credential']) await runner.dropTable(table);
  }
}
