import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { key } from './column-kinds.ts';

/**
 * What counts towards "N times within T" belongs to one wording of its rule: mentions of an older one count no more. Those written before
 * this release name none and count no more either; counting begins anew.
 */
export class AddWordingToRuleMention1764003100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('rule_mention', new TableColumn(key('when_key', 16, { default: '' })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('rule_mention', 'when_key');
  }
}
