import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { flag, id, int, key, text, time } from './column-kinds.ts';

/** Fixed ids, so that every installation's first stages can be named by scripts and tests. */
const firstStages = [
  { id: '01STAGE0000000000000000001', name: '新客户', color: 'blue' },
  { id: '01STAGE0000000000000000002', name: '意向', color: 'cyan' },
  { id: '01STAGE0000000000000000003', name: '报价', color: 'orange' },
  { id: '01STAGE0000000000000000004', name: '成交', color: 'green' },
  { id: '01STAGE0000000000000000005', name: '流失', color: 'gray' },
];

/** Customer stages, with those nearly every sales team starts from. */
export class CreateStage1764000021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'stage',
        columns: [
          id(),
          text('name', 40),
          key('color', 16),
          int('sort'),
          flag('is_default', { default: 0 }),
          time('created_at'),
          time('deleted_at', { nullable: true }),
        ],
      }),
    );
    for (const [index, stage] of firstStages.entries()) {
      await runner.query(
        'INSERT INTO `stage` (`id`, `name`, `color`, `sort`, `is_default`, `created_at`) VALUES (?, ?, ?, ?, ?, 0)',
        [stage.id, stage.name, stage.color, index + 1, index === 0 ? 1 : 0],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('stage');
  }
}
