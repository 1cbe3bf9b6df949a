import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, idRef, key, longText, text, time } from './column-kinds.ts';

/** Notices to members and the pace at which they go out: WeCom silently drops what exceeds 30 a minute to one member. */
export class CreateNotice1764000030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'notice',
        columns: [
          id(),
          key('user_id', 64),
          key('kind', 32),
          key('merge_key', 100),
          text('name', 64),
          text('title', 128),
          longText('text'),
          longText('link'),
          key('status', 8),
          time('created_at'),
          time('sent_at', { nullable: true }),
          idRef('merged_into', { nullable: true }),
        ],
        indices: [
          { name: 'notice_of_member', columnNames: ['user_id', 'status', 'id'] },
          { name: 'notice_paced', columnNames: ['user_id', 'sent_at'] },
          { name: 'notice_stuck', columnNames: ['status', 'created_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({ name: 'notice_pace', columns: [key('user_id', 64, { primary: true }), time('wake_at')] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['notice_pace', 'notice']) await runner.dropTable(table);
  }
}
