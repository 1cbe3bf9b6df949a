import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { json } from './column-kinds.ts';

/** Which moments were asked for at the same time, to tell lost ones apart; and whom WeCom left out of one. Nullable: of older ones nobody knows. */
export class RecogniseMoments1764005910000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('moment', new TableColumn(json('left_out', { nullable: true })));
    await runner.createIndex('moment', new TableIndex({ name: 'moment_called', columnNames: ['called_at'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('moment', 'moment_called');
    await runner.dropColumn('moment', 'left_out');
  }
}
