import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { flag, int, key } from './column-kinds.ts';

/** Customers who join a group may find an owner by that; marks of codes are listed; when many leaving is told can be set. */
export class ExtendGroupJoining1764002950000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('group_join_setting', new TableColumn(key('route_to', 16, { nullable: true })));
    await runner.createIndex('group_member', new TableIndex({ name: 'group_member_by_mark', columnNames: ['state'] }));
    await runner.createTable(
      new Table({
        name: 'group_leaving_alert',
        columns: [key('id', 8, { primary: true }), flag('is_on'), int('count'), int('hours')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('group_leaving_alert');
    await runner.dropIndex('group_member', 'group_member_by_mark');
    await runner.dropColumn('group_join_setting', 'route_to');
  }
}
