import * as contracts from '@zhike/shared/contracts/quality';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { checkQuality } from '../../scenarios/message-archived/check-quality.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { DAY, MINUTE, type QualityTest, startQualityTest } from '../../test/quality-kit.ts';
import { relationEnded } from '../customer/events.ts';

let kit: QualityTest;
/** A Monday, 10:00 in China: hours of the tests are the company's. */
const MONDAY = Date.parse('2026-11-30T10:00:00+08:00');
const hours = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const at = (time: string) => Date.parse(`2026-12-${time}+08:00`);

beforeEach(async () => {
  kit = await startQualityTest();
  setClock(MONDAY);
  await kit.set('no_reply', { amount: 5, hours });
});
afterEach(() => kit.server.close());

const setClock = (moment: number) => {
  kit.server.clock.offsetMs = moment - Date.now();
};
const ask = (sentAt: number, customerId = kit.customerId) => kit.say('在吗', { by: 'customer', sentAt, customerId });
const answer = (sentAt: number, customerId = kit.customerId) => kit.say('在的', { sentAt, customerId });
const stats = async () => {
  const query = { from: '2026-11-30', to: '2026-12-31' };
  return (await kit.as('boss').call(contracts.getQualityStats, { query })).body.byMember[0];
};
const missed = async () => (await kit.hits()).map(({ action, customer }) => [action, customer?.id]);
const storeUnseen = async (sentAt: number) => {
  const [conversation] = await select<{ id: string }>(kit.server.db.read, 'SELECT id FROM chat_conversation');
  await kit.server.db.transaction((tx) =>
    insertRows(tx, 'chat_message', [
      {
        position: 900_000,
        msg_id: 'unseen',
        conversation_id: conversation!.id,
        sender_kind: 'member',
        sender_id: 'rep',
        customer_id: kit.customerId,
        sent_at: sentAt,
        type: 'text',
        content: JSON.stringify({ kind: 'text', text: '在的' }),
        is_encrypted: 0,
      },
    ]),
  );
};

test('an answer that came too late is a hit, also when it comes before the next look', async () => {
  const asked = MONDAY + MINUTE;
  await ask(asked);
  await answer(asked + 5 * MINUTE + 40_000);
  await kit.look(asked + 5 * MINUTE + 55_000);
  expect(await kit.hits()).toMatchObject([{ action: 'no_reply', at: asked + 5 * MINUTE }]);
});

test('a look that finds a late answer nobody has walked past yet finds the hit', async () => {
  const asked = MONDAY + MINUTE;
  await ask(asked);
  await storeUnseen(asked + 5 * MINUTE + 40_000);
  expect(await kit.look(asked + 6 * MINUTE)).toBe(1);
  expect(await missed()).toEqual([['no_reply', kit.customerId]]);
});

test('an answer in time that nobody has walked past yet is an answer', async () => {
  const asked = MONDAY + MINUTE;
  await ask(asked);
  await storeUnseen(asked + 4 * MINUTE);
  expect(await kit.look(asked + 6 * MINUTE)).toBe(1);
  expect(await missed()).toEqual([]);
});

test('a question and its late answer read together are a hit, an answer in time is none', async () => {
  const second = (await givenCustomer(kit.server, { friendsOf: ['rep'] })).id;
  const asked = MONDAY + MINUTE;
  await kit.server.db.transaction((tx) =>
    checkQuality.handle(
      tx,
      [kit.customerId, second].flatMap((customerId, place) => {
        const message = {
          msgId: '',
          conversationId: customerId,
          conversationKind: 'single' as const,
          chatId: null,
          userId: 'rep',
          customerId,
          type: 'text',
          text: '',
          isRevoked: false,
        };
        const wait = place === 0 ? 6 * MINUTE : 4 * MINUTE;
        return [
          { ...message, position: 10 + place, from: { kind: 'customer' as const, id: 'wm' }, sentAt: asked },
          { ...message, position: 20 + place, from: { kind: 'member' as const, id: 'rep' }, sentAt: asked + wait },
        ];
      }),
      kit.server.clock.now(),
      kit.server.deps,
    ),
  );
  expect(await missed()).toEqual([['no_reply', kit.customerId]]);
});

test('nights and weekends are not counted as time to answer', async () => {
  await ask(at('04T20:00:00'));
  await answer(at('07T09:04:00'));
  expect(await kit.hits()).toEqual([]);
  expect(await stats()).toMatchObject({ asked: 1, unanswered: 0, averageReply: 4 * 60, averageFirstReply: 4 * 60 });
});

test('a rep who ignores a customer all week has missed a question a working day', async () => {
  for (const day of ['01', '02', '03', '04', '05', '06']) {
    await ask(at(`${day}T11:00:00`));
    await ask(at(`${day}T11:30:00`));
  }
  await kit.look(at('08T00:00:00'));
  // Four days of work; what was asked on Saturday and Sunday is Monday's.
  expect(await kit.hits()).toHaveLength(5);
  setClock(at('08T00:00:00'));
  expect(await stats()).toMatchObject({ asked: 5, waiting: 0, unanswered: 5, averageReply: null });
  await answer(at('08T09:00:00'));
  expect(await stats()).toMatchObject({ asked: 5, unanswered: 0 });
  expect(await kit.hits()).toHaveLength(5);
});

test('what was asked a moment ago waits, and is not unanswered before its time', async () => {
  await ask(MONDAY + MINUTE);
  setClock(MONDAY + 2 * MINUTE);
  expect(await stats()).toMatchObject({ asked: 1, waiting: 1, unanswered: 0 });
  setClock(MONDAY + 7 * MINUTE);
  expect(await stats()).toMatchObject({ asked: 1, waiting: 0, unanswered: 1 });
});

test('while nobody looks for missed answers they are counted by the usual half an hour', async () => {
  await kit.set('no_reply', { amount: 30, isOn: false });
  await ask(MONDAY + MINUTE);
  setClock(MONDAY + 29 * MINUTE);
  expect(await stats()).toMatchObject({ waiting: 1, unanswered: 0 });
  setClock(MONDAY + 32 * MINUTE);
  expect(await stats()).toMatchObject({ waiting: 0, unanswered: 1 });
  expect(await kit.look(MONDAY + DAY)).toBe(0);
});

test('a customer who has deleted the rep waits for nobody', async () => {
  await ask(MONDAY + MINUTE);
  const relation = await endRelation();
  await kit.server.db.transaction(async (tx) => {
    await recordEvent(
      tx,
      relationEnded({
        occurredAt: MONDAY + 2 * MINUTE,
        customerId: kit.customerId,
        payload: { ...relation, by: 'customer', isLast: true, viaSync: true },
      }),
    );
  });
  await kit.server.settle();
  expect(await kit.look(MONDAY + DAY)).toBe(0);
  expect(await missed()).toEqual([]);
});

test('what is heard only after the end of a relation leads to nothing either', async () => {
  await ask(MONDAY + MINUTE);
  await endRelation();
  expect(await kit.look(MONDAY + DAY)).toBe(1);
  expect(await missed()).toEqual([]);
});

test('of a member who has left nobody expects an answer', async () => {
  await ask(MONDAY + MINUTE);
  await kit.server.db.transaction((tx) => execute(tx, "UPDATE member SET status = 'left' WHERE user_id = 'rep'"));
  expect(await kit.look(MONDAY + DAY)).toBe(1);
  expect(await missed()).toEqual([]);
});

async function endRelation() {
  await kit.server.db.transaction((tx) => execute(tx, "UPDATE follow_user SET status = 'deleted_by_customer'"));
  const [row] = await select<{ id: string; user_id: string; external_user_id: string }>(
    kit.server.db.read,
    'SELECT id, user_id, external_user_id FROM follow_user',
  );
  return { followUserId: row!.id, userId: row!.user_id, externalUserId: row!.external_user_id };
}
