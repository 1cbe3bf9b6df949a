import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { key, time } from './column-kinds.ts';

const maybe = { nullable: true };

/** SOPs around a date begin by themselves: when to look next whose date comes round, and how far that is. Nullable: for all others never. */
export class BeginSopByDate1764005310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of [
      time('dates_due_at', maybe),
      time('dates_since', maybe),
      key('dates_to', 10, maybe),
      key('dates_after', 64, maybe),
    ])
      await runner.addColumn('sop', new TableColumn(column));
    await runner.createIndex('sop', new TableIndex({ name: 'sop_dates_due', columnNames: ['dates_due_at', 'id'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('sop', 'sop_dates_due');
    await runner.dropColumns('sop', ['dates_after', 'dates_to', 'dates_since', 'dates_due_at']);
  }
}
