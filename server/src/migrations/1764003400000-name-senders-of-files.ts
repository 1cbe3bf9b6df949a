import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm';
import { idRef, key, longText } from './column-kinds.ts';

const digest = key('digest', 43, { primary: true });
const conversation = idRef('conversation_id', { primary: true });

/**
 * Who sent a file into a conversation, so that it can be hidden with what she said; '' of files from before this, whose senders nobody
 * wrote down. And who was left out of an export because she refused: whoever refuses later is still in it.
 */
export class NameSendersOfFiles1764003400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const sender = key('sender_id', 64, { primary: true, default: '' });
    await replace(runner, [digest, conversation, sender], "SELECT `digest`, `conversation_id`, ''");
    await runner.addColumn('chat_export', new TableColumn(longText('left_out', { nullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('chat_export', 'left_out');
    await replace(runner, [digest, conversation], 'SELECT DISTINCT `digest`, `conversation_id`');
  }
}

async function replace(runner: QueryRunner, columns: (typeof digest)[], selected: string): Promise<void> {
  await runner.renameTable('chat_media_use', 'chat_media_use_before');
  await runner.createTable(new Table({ name: 'chat_media_use', columns }));
  const names = columns.map(({ name }) => `\`${name}\``).join(', ');
  await runner.query(`INSERT INTO \`chat_media_use\` (${names}) ${selected} FROM \`chat_media_use_before\``);
  await runner.dropTable('chat_media_use_before');
}
