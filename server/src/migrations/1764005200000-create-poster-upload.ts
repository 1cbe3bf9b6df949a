import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { key, time } from './column-kinds.ts';

/** Posters are drawn for one customer each and sent at once: WeCom's ids of them are kept for as long as they are good. */
export class CreatePosterUpload1764005200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'poster_upload',
        columns: [
          key('sha256', 64, { primary: true }),
          key('media_id', 512, { nullable: true }),
          time('media_id_at', { nullable: true }),
          time('asked_at'),
        ],
        indices: [{ name: 'poster_upload_asked', columnNames: ['asked_at'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('poster_upload');
  }
}
