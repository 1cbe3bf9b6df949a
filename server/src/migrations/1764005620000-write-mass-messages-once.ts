import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { key } from './column-kinds.ts';

const tables = ['mass_message', 'moment'] as const;

/** A mass message or moment asked for twice by one tap or a repeated request is one. */
export class WriteMassMessagesOnce1764005620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) {
      await runner.addColumn(table, new TableColumn(key('once_key', 160, { nullable: true })));
      await runner.createIndex(
        table,
        new TableIndex({ name: `${table}_once`, columnNames: ['once_key'], isUnique: true }),
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) {
      await runner.dropIndex(table, `${table}_once`);
      await runner.dropColumn(table, 'once_key');
    }
  }
}
