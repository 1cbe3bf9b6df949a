import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { key, time } from './column-kinds.ts';

/**
 * A creation that is sent twice happens once. And pictures that an import has brought into the media library know that nothing shows
 * them yet, so that those of articles never saved can go; what was there before this release stays.
 */
export class KnowWhatARequestMade1764005210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'creation_key',
        columns: [key('creation_key', 160, { primary: true }), key('made_id', 26), time('created_at')],
        indices: [{ name: 'creation_key_made', columnNames: ['created_at'] }],
      }),
    );
    await runner.addColumn('media_asset', new TableColumn(time('unclaimed_since', { nullable: true })));
    await runner.createIndex(
      'media_asset',
      new TableIndex({ name: 'media_asset_unclaimed', columnNames: ['unclaimed_since'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('media_asset', 'media_asset_unclaimed');
    await runner.dropColumn('media_asset', 'unclaimed_since');
    await runner.dropTable('creation_key');
  }
}
