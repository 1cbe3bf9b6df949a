import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { json } from './column-kinds.ts';

/** A date rule keeps how far it is on its day, so that a crash or an error costs nobody her day. */
export class KeepPlaceOfLooks1764003200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('rule', new TableColumn(json('look_place', { nullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('rule', 'look_place');
  }
}
