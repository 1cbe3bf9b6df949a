import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigInt, flag, id, idRef, int, key, longText, text, time } from './column-kinds.ts';

const maybe = { nullable: true };

/** Archived conversations, their messages, who agreed, and what is on its way: envelopes and files. */
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
    await runner.createTable(
      new Table({
        name: 'archive_cursor',
        columns: [
          key('name', 16, { primary: true }),
          key('seq', 20),
          bigInt('position'),
          time('wanted_at'),
          time('drained_at'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'archive_envelope',
        columns: [
          key('seq', 20, { primary: true }),
          key('msg_id', 128),
          int('key_version'),
          longText('random_key'),
          longText('message'),
          key('status', 8),
          key('problem', 64, maybe),
          longText('note', maybe),
          int('attempts'),
          time('next_attempt_at'),
          time('revoked_at', maybe),
          time('received_at'),
        ],
        indices: [
          { name: 'archive_envelope_open', columnNames: ['status', 'seq'] },
          { name: 'archive_envelope_due', columnNames: ['status', 'next_attempt_at'] },
          { name: 'archive_envelope_of_message', columnNames: ['msg_id'] },
          { name: 'archive_envelope_without_key', columnNames: ['problem', 'key_version', 'seq'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'chat_consent',
        columns: [
          id('conversation_id'),
          key('external_user_id', 64, { primary: true }),
          key('status', 8),
          time('changed_at'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'chat_media',
        columns: [
          id(),
          key('digest', 43),
          longText('file_id'),
          id('conversation_id', {}),
          key('kind', 16),
          text('name', 255),
          bigInt('size', maybe),
          key('md5', 32, maybe),
          key('status', 16),
          int('attempts'),
          time('next_attempt_at'),
          time('expires_at'),
          bigInt('stored_size', maybe),
          flag('is_verified'),
          longText('note', maybe),
        ],
        indices: [
          { name: 'chat_media_once', columnNames: ['digest'], isUnique: true },
          { name: 'chat_media_due', columnNames: ['status', 'next_attempt_at'] },
          { name: 'chat_media_urgent', columnNames: ['status', 'expires_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['chat_media', 'chat_consent', 'archive_envelope', 'archive_cursor'])
      await runner.query(`DROP TABLE \`${table}\``);
    await runner.dropTable('chat_message');
    await runner.dropTable('chat_conversation');
  }
}
