import * as contracts from '@zhike/shared/contracts/quality';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { checkQuality } from '../../scenarios/message-archived/check-quality.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import type { StreamedMessage } from '../chat-archive/stream.ts';

let server: TestServer;
const conversationId = newId();
beforeEach(async () => {
  server = await startTestServer();
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'rep' });
  await givenMember(server, { userId: 'owner' });
});
afterEach(() => server.close());

const said = (fields: Partial<StreamedMessage>): StreamedMessage => ({
  position: 1,
  msgId: 'm1',
  conversationId,
  conversationKind: 'single',
  chatId: null,
  userId: 'rep',
  customerId: null,
  from: { kind: 'member', id: 'rep' },
  sentAt: server.clock.now() + 1_000,
  type: 'text',
  text: '',
  isRevoked: false,
  ...fields,
});
const handle = (...rows: StreamedMessage[]) =>
  server.db.transaction((tx) => checkQuality.handle(tx, rows, server.clock.now(), server.deps));
const hits = async () => (await server.api.as('admin').call(contracts.searchQualityHits, { body: {} })).body.items;
const switchOn = async (action: contracts.QualityActionKind) => {
  const hours = { weekdays: [1], from: '09:00', to: '18:00' };
  const body = { isOn: true, level: 'low' as const, amount: 0, departmentIds: [], hours, version: 0 };
  const answer = await server.api.as('admin').call(contracts.updateQualityAction, { params: { action }, body });
  expect(answer.status).toBe(200);
};
const givenCard = (position: number, userId: string) =>
  server.db.transaction((tx) =>
    insertRows(tx, 'chat_message', [
      {
        position,
        msg_id: `card${position}`,
        conversation_id: conversationId,
        sender_kind: 'member',
        sender_id: 'rep',
        sent_at: 1,
        type: 'card',
        content: JSON.stringify({ kind: 'card', corpName: '某公司', userId }),
        is_encrypted: 0,
      },
    ]),
  );

test('a red packet of a member is found, one that nobody looks for is not', async () => {
  await handle(said({ type: 'external_redpacket' }));
  expect(await hits()).toEqual([]);
  await switchOn('red_packet');
  await handle(said({ position: 2, type: 'external_redpacket' }), said({ position: 3, type: 'redpacket' }));
  expect((await hits()).map(({ action }) => action)).toEqual(['red_packet', 'red_packet']);
});

test('the same message handled again is the same hit', async () => {
  await switchOn('red_packet');
  await handle(said({ type: 'redpacket' }));
  await handle(said({ type: 'redpacket' }));
  expect(await hits()).toHaveLength(1);
});

test('a colleague’s card may be shared, a stranger’s is found', async () => {
  await switchOn('contact_card');
  await givenCard(1, 'owner');
  await givenCard(2, 'wmStranger');
  await handle(said({ position: 1, type: 'card' }));
  expect(await hits()).toEqual([]);
  await handle(said({ position: 2, type: 'card' }));
  expect(await hits()).toMatchObject([{ action: 'contact_card', member: { userId: 'rep' } }]);
});

test('in a group the owner answers for what customers say, and nobody is looked at among colleagues', async () => {
  const body = {
    name: '投诉',
    level: 'low' as const,
    speaker: 'both' as const,
    words: ['投诉'],
    departmentIds: [],
    isOn: true,
  };
  await server.api.as('admin').call(contracts.createQualityWordGroup, { body });
  const at = server.clock.now();
  await server.db.transaction((tx) =>
    insertRows(tx, 'group_chat', [
      {
        chat_id: 'wr1',
        name: '业主群',
        owner_user_id: 'owner',
        admin_user_ids: '[]',
        status: 0,
        member_count: 3,
        customer_count: 1,
        external_count: 0,
        created_at: at,
        synced_at: at,
      },
    ]),
  );
  const inGroup = { conversationKind: 'group' as const, chatId: 'wr1', userId: null, text: '我要投诉' };
  await handle(
    said({ ...inGroup, from: { kind: 'customer', id: 'wm1' } }),
    said({ ...inGroup, position: 2, from: { kind: 'member', id: 'rep' } }),
    said({ position: 3, conversationKind: 'internal', userId: null, text: '客户要投诉' }),
  );
  expect((await hits()).map(({ member, speaker }) => [member.userId, speaker]).sort()).toEqual([
    ['owner', 'customer'],
    ['rep', 'member'],
  ]);
});
