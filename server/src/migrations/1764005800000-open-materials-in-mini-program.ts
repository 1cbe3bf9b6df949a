import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { flag } from './column-kinds.ts';

/** Whether what reps send as a page goes as a card of the mini-program. */
export class OpenMaterialsInMiniProgram1764005800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('customer_app_settings', new TableColumn(flag('opens_materials', { default: 0 })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('customer_app_settings', 'opens_materials');
  }
}
