import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, flag, id, idRef, key, longText, time } from './column-kinds.ts';

const maybe = { nullable: true };

/** Archived conversations and their messages. */
export class CreateChatArchive1764002200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'chat_conversation',
        columns: [
          id(),
          key('conversation_key', 160),
          key('kind', 8),
          key('user_id', 64, maybe),
          key('external_user_id', 64, maybe),
          idRef('customer_id', maybe),
          key('chat_id', 64, maybe),
          key('consent', 8),
          time('consent_at', maybe),
          time('last_message_at'),
          bigInt('last_position'),
        ],
        indices: [
          { name: 'chat_conversation_key', columnNames: ['conversation_key'], isUnique: true },
          { name: 'chat_conversation_of_member', columnNames: ['user_id', 'last_message_at'] },
          { name: 'chat_conversation_of_customer', columnNames: ['customer_id', 'last_message_at'] },
          { name: 'chat_conversation_of_group', columnNames: ['chat_id'] },
          { name: 'chat_conversation_latest', columnNames: ['kind', 'last_message_at'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'chat_message',
        columns: [
          bigInt('position', { primary: true }),
          key('msg_id', 128),
          idRef('conversation_id'),
          key('sender_kind', 8),
          key('sender_id', 64),
          idRef('customer_id', maybe),
          time('sent_at'),
          key('type', 32),
          longText('content'),
          flag('is_encrypted'),
          time('revoked_at', maybe),
        ],
        indices: [
          { name: 'chat_message_once', columnNames: ['msg_id'], isUnique: true },
          { name: 'chat_message_of_conversation', columnNames: ['conversation_id', 'sent_at', 'position'] },
          { name: 'chat_message_of_customer', columnNames: ['customer_id', 'sent_at', 'position'] },
          { name: 'chat_message_by_time', columnNames: ['sent_at', 'position'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('chat_message');
    await runner.dropTable('chat_conversation');
  }
}
