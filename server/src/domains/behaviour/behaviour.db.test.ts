import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCustomerBehaviour } from '@zhike/shared/contracts/customer-behaviour';
import { logFollowUp } from '@zhike/shared/contracts/task';
import { addDays } from '@zhike/shared/formulas/calendar';
import { behaviourCounters } from '../../scenarios/count-behaviour.ts';
import { countSaidMessages } from '../../scenarios/message-archived/count-said-messages.ts';
import { insertRows, select } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import type { StreamedMessage } from '../chat-archive/stream.ts';
import { relationEnded } from '../customer/events.ts';
import { MESSAGE_COUNTER } from './count-messages.ts';
import { rebuildBehaviour } from './rebuild.ts';

/** 23:59:59.999 and midnight in Shanghai. */
const LAST_OF_DAY = Date.UTC(2026, 10, 21, 16) - 1;
const MIDNIGHT = LAST_OF_DAY + 1;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [...behaviourCounters], consumers: [] });
  await givenMember(server, { userId: 'rep' });
}, 60_000);
afterAll(() => server.close());

const countsOf = async (customerId: string) =>
  Object.fromEntries(
    (
      await select<{ kind: string; day: string; count: number }>(
        server.db.read,
        'SELECT kind, day, count FROM customer_day_count WHERE customer_id = ? ORDER BY kind, day',
        [customerId],
      )
    ).map((row) => [`${row.kind} ${row.day}`, Number(row.count)]),
  );
const activityOf = async (customerId: string) => {
  const [row] = await select<Record<string, string | null>>(
    server.db.read,
    'SELECT last_contact_at, last_reply_at FROM customer_activity WHERE customer_id = ?',
    [customerId],
  );
  const number = (value: string | null | undefined) => (value === null || value === undefined ? null : Number(value));
  return [number(row?.last_contact_at), number(row?.last_reply_at)];
};
const lose = (customerId: string, occurredAt: number, by: 'customer' | 'transfer' = 'customer', viaSync = false) =>
  server.db.transaction((tx) =>
    recordEvent(
      tx,
      relationEnded({
        occurredAt,
        customerId,
        memberUserId: 'rep',
        payload: { userId: 'rep', externalUserId: 'wm', followUserId: newId(), by, isLast: true, viaSync },
      }),
    ),
  );

test('what happened counts on the business day when it happened, and handovers and findings of a sync count nothing', async () => {
  const { id } = await givenCustomer(server);
  await lose(id, LAST_OF_DAY);
  await lose(id, MIDNIGHT);
  await lose(id, MIDNIGHT + 5);
  await lose(id, MIDNIGHT + 6, 'transfer');
  await lose(id, MIDNIGHT + 7, 'customer', true);
  await server.settle();
  expect(await countsOf(id)).toEqual({ 'friend_lost 2026-11-21': 1, 'friend_lost 2026-11-22': 2 });
  expect(await activityOf(id)).toEqual([null, null]);
});

test('twelve weeks of a customer are told by day: what she says, what we do, what she reads; to who may see her', async () => {
  const { id } = await givenCustomer(server, { friendsOf: ['rep'], ownerUserId: 'rep' });
  await givenMember(server, { userId: 'stranger' });
  const asRep = server.api.as('rep');
  const first = await asRep.call(getCustomerBehaviour, { params: { customerId: id } });
  expect(first.body).toMatchObject({ today: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), days: [] });
  const { today } = first.body;
  const counted = (kind: string, daysAgo: number, count: number) => ({
    customer_id: id,
    kind,
    day: addDays(today, -daysAgo),
    count,
  });
  await server.db.transaction((tx) =>
    insertRows(tx, 'customer_day_count', [
      counted('message_received', 0, 3),
      counted('group_message', 0, 2),
      counted('follow_up', 1, 1),
      counted('material_opened', 83, 4),
      counted('material_finished', 83, 4),
      counted('message_received', 84, 9),
    ]),
  );
  const { body } = await asRep.call(getCustomerBehaviour, { params: { customerId: id } });
  expect(body.days).toEqual([
    { day: addDays(today, -83), group: 'read', count: 4 },
    { day: addDays(today, -1), group: 'contacted', count: 1 },
    { day: today, group: 'said', count: 5 },
  ]);
  const foreign = await server.api.as('stranger').call(getCustomerBehaviour, { params: { customerId: id } });
  expect(foreign.status).toBe(403);
});

test('a follow-up of the rep counts and is the last contact', async () => {
  const { id } = await givenCustomer(server, { friendsOf: ['rep'], ownerUserId: 'rep' });
  const { status } = await server.api
    .as('rep')
    .call(logFollowUp, { params: { customerId: id }, body: { text: '聊了报价' } });
  expect(status).toBe(200);
  await server.settle();
  expect(Object.entries(await countsOf(id))).toEqual([[expect.stringMatching(/^follow_up /), 1]]);
  const [contact, reply] = await activityOf(id);
  expect(Math.abs(contact! - server.clock.now())).toBeLessThan(60_000);
  expect(reply).toBeNull();
});

const CONVERSATION = { single: newId(), group: newId() };
let position = 0;
function message(fields: Partial<StreamedMessage>): StreamedMessage {
  position += 1;
  return {
    position,
    msgId: `m${position}`,
    conversationId: CONVERSATION[fields.conversationKind === 'group' ? 'group' : 'single'],
    conversationKind: 'single',
    chatId: null,
    userId: 'rep',
    customerId: null,
    from: { kind: 'customer', id: 'wm' },
    sentAt: MIDNIGHT,
    type: 'text',
    text: '你好',
    isRevoked: false,
    ...fields,
  };
}
const handle = (messages: StreamedMessage[]) =>
  server.db.transaction((tx) => countSaidMessages.handle(tx, messages, server.clock.now(), server.deps));

test('messages count by who said them where; in single chats they are contact and reply, whatever order they come in', async () => {
  const { id } = await givenCustomer(server);
  const said = (sentAt: number, kind: 'customer' | 'member', rest: Partial<StreamedMessage> = {}) =>
    message({ customerId: id, sentAt, from: { kind, id: kind }, ...rest });
  await handle([
    said(MIDNIGHT + 10, 'customer'),
    said(MIDNIGHT + 20, 'customer'),
    said(MIDNIGHT + 30, 'member'),
    said(MIDNIGHT + 90, 'customer', { conversationKind: 'group', chatId: 'g' }),
    said(MIDNIGHT + 99, 'customer', { type: 'agree' }),
    said(MIDNIGHT + 99, 'customer', { customerId: null }),
  ]);
  await handle([said(LAST_OF_DAY, 'customer'), said(MIDNIGHT + 15, 'customer')]);
  expect(await countsOf(id)).toEqual({
    'group_message 2026-11-22': 1,
    'message_received 2026-11-21': 1,
    'message_received 2026-11-22': 3,
    'message_sent 2026-11-22': 1,
  });
  expect(await activityOf(id)).toEqual([MIDNIGHT + 30, MIDNIGHT + 20]);
});

test('made anew, all counts are what events and counted messages say; a message that is still to be counted waits for its turn', async () => {
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await lose(id, MIDNIGHT);
  await server.settle();
  const messages = [
    message({ customerId: id }),
    message({ customerId: id, from: { kind: 'member', id: 'rep' }, sentAt: LAST_OF_DAY }),
    message({ customerId: id, type: 'revoke' }),
  ];
  const notYet = message({ customerId: id, sentAt: MIDNIGHT + 500 });
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'chat_conversation', [
      {
        id: CONVERSATION.single,
        conversation_key: 'single:rep:wm',
        kind: 'single',
        consent: 'agreed',
        last_message_at: MIDNIGHT,
        last_position: position,
      },
    ]);
    await insertRows(
      tx,
      'chat_message',
      [...messages, notYet].map((one) => ({
        position: one.position,
        msg_id: one.msgId,
        conversation_id: one.conversationId,
        sender_kind: one.from.kind,
        sender_id: one.from.id,
        customer_id: one.customerId,
        sent_at: one.sentAt,
        type: one.type,
        content: '{}',
        is_encrypted: 0,
      })),
    );
    await insertRows(tx, 'bulk_cursor', [
      { name: MESSAGE_COUNTER, position: messages.at(-1)!.position, moved_at: MIDNIGHT },
    ]);
    await insertRows(tx, 'customer_day_count', [{ customer_id: id, kind: 'task_done', day: '2026-01-01', count: 9 }]);
  });
  expect(await rebuildBehaviour(server.db, 'Asia/Shanghai')).toBeGreaterThanOrEqual(1);
  const counted = {
    'friend_lost 2026-11-22': 1,
    'message_received 2026-11-22': 1,
    'message_sent 2026-11-21': 1,
  };
  expect(await countsOf(id)).toEqual(counted);
  expect(await activityOf(id)).toEqual([LAST_OF_DAY, MIDNIGHT]);
  await handle([notYet]);
  expect(await countsOf(id)).toEqual({ ...counted, 'message_received 2026-11-22': 2 });
});
