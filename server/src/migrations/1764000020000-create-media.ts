import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { id, int, key, text, time } from './column-kinds.ts';

/** Uploaded pictures, videos and files, and what needs them ready to send. */
export class CreateMedia1764000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'media_asset',
        columns: [
          id(),
          key('kind', 8),
          text('name', 128),
          key('mime', 100),
          int('size'),
          key('sha256', 64),
          key('media_id', 512, { nullable: true }),
          time('media_id_at', { nullable: true }),
          time('renew_at', { nullable: true }),
          key('uploaded_by', 64),
          time('created_at'),
        ],
        indices: [
          { name: 'media_asset_renewal', columnNames: ['renew_at'] },
          { name: 'media_asset_bytes', columnNames: ['sha256'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'media_use',
        columns: [id('asset_id'), key('used_by', 64, { primary: true })],
        indices: [{ name: 'media_use_by', columnNames: ['used_by'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['media_use', 'media_asset']) await runner.dropTable(table);
  }
}
