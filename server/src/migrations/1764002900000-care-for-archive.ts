import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { int, key, text, time } from './column-kinds.ts';

/**
 * What keeps the archive honest: when to ask WeCom who agreed, names of internal rooms, since when something was told of and not
 * pulled, message types nobody has heard of, and a person's messages in groups, for when she becomes a customer.
 * Conversations that are there already are asked about at once.
 */
export class CareForArchive1764002900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('chat_conversation', new TableColumn(text('room_name', 255, { nullable: true })));
    await runner.addColumn(
      'chat_conversation',
      new TableColumn(time('consent_check_at', { nullable: true, default: 0 })),
    );
    await runner.createIndex(
      'chat_conversation',
      new TableIndex({ name: 'chat_conversation_consent_due', columnNames: ['consent_check_at'] }),
    );
    await runner.createIndex(
      'chat_message',
      new TableIndex({ name: 'chat_message_of_sender', columnNames: ['sender_id', 'customer_id', 'position'] }),
    );
    for (const name of ['wanted_since', 'alerted_at'])
      await runner.addColumn('archive_cursor', new TableColumn(time(name, { default: 0 })));
    await runner.createTable(
      new Table({
        name: 'archive_unknown_type',
        columns: [key('type', 32, { primary: true }), int('count'), time('last_at')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('archive_unknown_type');
    for (const name of ['alerted_at', 'wanted_since']) await runner.dropColumn('archive_cursor', name);
    await runner.dropIndex('chat_message', 'chat_message_of_sender');
    await runner.dropIndex('chat_conversation', 'chat_conversation_consent_due');
    for (const name of ['consent_check_at', 'room_name']) await runner.dropColumn('chat_conversation', name);
  }
}
