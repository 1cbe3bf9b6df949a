import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { idRef, key } from './column-kinds.ts';

const maybe = { nullable: true };

/** A mass message may come from a step of an SOP; nullable: most are written by somebody. */
export class SendSopStepsAsMassMessages1764005320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of [key('origin_kind', 8, maybe), idRef('origin_id', maybe), key('origin_part', 64, maybe)])
      await runner.addColumn('mass_message', new TableColumn(column));
    await runner.createIndex(
      'mass_message',
      new TableIndex({ name: 'mass_message_of_origin', columnNames: ['origin_id', 'id'] }),
    );
    await runner.addColumn('sop_step', new TableColumn(idRef('mass_message_id', maybe)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('sop_step', 'mass_message_id');
    await runner.dropIndex('mass_message', 'mass_message_of_origin');
    await runner.dropColumns('mass_message', ['origin_part', 'origin_id', 'origin_kind']);
  }
}
