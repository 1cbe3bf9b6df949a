import * as taskContracts from '@zhike/shared/contracts/task';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { DAY, MINUTE, type QualityTest, startQualityTest } from '../../test/quality-kit.ts';
import { relationEnded } from '../customer/events.ts';

let kit: QualityTest;
let now: number;
beforeEach(async () => {
  kit = await startQualityTest();
  now = kit.server.clock.now();
  // Some chat of hers is in the archive.
  const other = await givenCustomer(kit.server, { name: '老客户', friendsOf: [] });
  await kit.say('您好', { customerId: other.id });
});
afterEach(() => kit.server.close());

const night = async () => {
  await kit.server.db.transaction(async (tx) => {
    await recordEvent(tx, nightStarted({ occurredAt: kit.server.clock.now(), payload: {} }));
  });
  await kit.server.settle();
};
const silent = async () => (await kit.hits()).map(({ customer }) => customer?.name);
const waits = async () =>
  (await select<{ due_at: number | string }>(kit.server.db.read, 'SELECT due_at FROM quality_follow_up')).map((row) =>
    Number(row.due_at),
  );

test('a customer who was never written to is found, days after somebody began to look', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  await kit.look(now + 3 * DAY - MINUTE);
  expect(await silent()).toEqual([]);
  await kit.look(now + 3 * DAY + MINUTE);
  expect(await silent()).toEqual(['王女士']);
});

test('a customer who is added later is waited for from then on', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  const added = await givenCustomer(kit.server, { name: '新客户', friendsOf: ['rep'], firstAddedAt: now + 2 * DAY });
  await kit.say('您好', { sentAt: now + DAY });
  await night();
  await kit.look(now + 4 * DAY - MINUTE);
  expect(await silent()).toEqual([]);
  await kit.look(now + 5 * DAY + MINUTE);
  expect((await silent()).sort()).toEqual([added.name, '王女士'].sort());
});

test('one silence is one hit; after a contact the days begin anew', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  for (const day of [3, 6, 9]) await kit.look(now + day * DAY + MINUTE);
  expect(await kit.hits()).toHaveLength(1);
  await kit.say('好久不见', { sentAt: now + 10 * DAY });
  await kit.look(now + 12 * DAY + 2 * MINUTE);
  expect(await kit.hits()).toHaveLength(1);
  await kit.look(now + 13 * DAY + 2 * MINUTE);
  expect(await kit.hits()).toHaveLength(2);
});

test('a contact after the days have passed does not undo the silence, whenever somebody looks', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  await kit.say('在吗', { sentAt: now + 4 * DAY });
  await kit.look(now + 5 * DAY);
  expect(await silent()).toEqual(['王女士']);
});

test('contacts in time are seen behind a later one', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  await kit.say('您好', { sentAt: now + 2 * DAY });
  await kit.say('在吗', { sentAt: now + 4 * DAY });
  await kit.look(now + 4 * DAY + MINUTE);
  expect(await silent()).toEqual([]);
});

test('a follow-up noted is a contact', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  await kit.as('rep').call(taskContracts.logFollowUp, {
    params: { customerId: kit.customerId },
    body: { text: '电话沟通' },
  });
  await kit.server.db.transaction((tx) => execute(tx, 'UPDATE follow_up SET created_at = ?', [now + 2 * DAY]));
  await kit.look(now + 4 * DAY);
  expect(await silent()).toEqual([]);
  await kit.look(now + 5 * DAY + MINUTE);
  expect(await silent()).toEqual(['王女士']);
});

test('whose chats are not in the archive is not accused of silence, and neither is who has left or is not looked at', async () => {
  await kit.server.db.transaction((tx) => execute(tx, "UPDATE chat_conversation SET user_id = 'boss'"));
  await kit.set('no_follow_up', { amount: 3 });
  await kit.look(now + 4 * DAY);
  await kit.server.db.transaction((tx) => execute(tx, "UPDATE chat_conversation SET user_id = 'rep'"));
  await kit.server.db.transaction((tx) => execute(tx, "UPDATE member SET status = 'left' WHERE user_id = 'rep'"));
  await kit.look(now + 8 * DAY);
  await kit.server.db.transaction((tx) => execute(tx, "UPDATE member SET status = 'active' WHERE user_id = 'rep'"));
  expect(await silent()).toEqual([]);
  await kit.look(now + 12 * DAY);
  expect(await silent()).toEqual(['王女士']);
});

test('an ended relation is waited for no more', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  expect(await waits()).toHaveLength(1);
  const [row] = await select<{ id: string; external_user_id: string }>(
    kit.server.db.read,
    'SELECT id, external_user_id FROM follow_user',
  );
  await kit.server.db.transaction(async (tx) => {
    await execute(tx, "UPDATE follow_user SET status = 'deleted_by_customer'");
    await recordEvent(
      tx,
      relationEnded({
        occurredAt: now,
        customerId: kit.customerId,
        payload: {
          followUserId: row!.id,
          userId: 'rep',
          externalUserId: row!.external_user_id,
          by: 'customer',
          isLast: true,
          viaSync: false,
        },
      }),
    );
  });
  await kit.server.settle();
  expect(await waits()).toEqual([]);
  await night();
  expect(await waits()).toEqual([]);
});

test('all relations are waited for, in portions; other days or departments begin all waits anew', async () => {
  const relations = Array.from({ length: 600 }, (_, place) => ({
    id: newId(),
    user_id: 'rep',
    external_user_id: `wmMany${place}`,
    customer_id: kit.customerId,
    status: place === 0 ? 'deleted_by_member' : 'active',
    add_way: 1,
    added_at: now - 100 * DAY,
    told_by: 'sync',
    remark_in_wecom: 'done',
    synced_at: now,
  }));
  await kit.server.db.transaction((tx) => insertRows(tx, 'follow_user', relations));
  await kit.set('no_follow_up', { amount: 3 });
  const first = await waits();
  expect(first).toHaveLength(600);
  expect(Math.min(...first)).toBeGreaterThanOrEqual(now + 3 * DAY);
  kit.server.clock.offsetMs += DAY;
  await kit.set('no_follow_up', { level: 'high' });
  expect(await waits()).toEqual(first);
  await kit.set('no_follow_up', { amount: 2 });
  const second = await waits();
  expect(Math.min(...second)).toBeGreaterThanOrEqual(now + 3 * DAY);
  expect(Math.max(...second)).toBeLessThan(now + 3 * DAY + 5 * MINUTE);
  await kit.set('no_follow_up', { isOn: false });
  // In short transactions, as often as something is left.
  let looks = 0;
  while ((await kit.look(now + 4 * DAY)) > 0) looks += 1;
  expect(looks).toBeGreaterThan(4);
  expect(await kit.hits()).toEqual([]);
});

test('who comes into our books long after being added is waited for from then on, not from a past that nobody looked at', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  await kit.say('您好', { sentAt: now + 2 * DAY });
  kit.server.clock.offsetMs += 90 * DAY;
  await givenCustomer(kit.server, { name: '老朋友', friendsOf: ['rep'], firstAddedAt: now - 300 * DAY });
  await night();
  await kit.look(now + 92 * DAY);
  expect(await silent()).not.toContain('老朋友');
  await kit.look(now + 93 * DAY + MINUTE);
  expect(await silent()).toContain('老朋友');
});

test('time in which the archive did not hold her chats is not held against a rep', async () => {
  const write = (sql: string) => kit.server.db.transaction((tx) => execute(tx, sql));
  await write("UPDATE chat_conversation SET user_id = 'boss'");
  await kit.set('no_follow_up', { amount: 3 });
  const other = await givenCustomer(kit.server, { name: '别的客户', friendsOf: [] });
  await kit.say('您好', { customerId: other.id, sentAt: now + 2 * DAY });
  await kit.look(now + 3 * DAY + MINUTE);
  expect(await silent()).toEqual([]);
  await kit.look(now + 6 * DAY + 2 * MINUTE);
  expect(await silent()).toEqual(['王女士']);
});

test('switched off and on again, or with more days, the days count from then on', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  await kit.set('no_follow_up', { isOn: false });
  kit.server.clock.offsetMs += 2 * DAY;
  const write = (sql: string) => kit.server.db.transaction((tx) => execute(tx, sql));
  await kit.set('no_follow_up', { isOn: true, amount: 3 });
  // As if the command that moves the waits on had not come to this one yet.
  await write(`UPDATE quality_follow_up SET since = ${now}, due_at = ${now + 3 * DAY}`);
  await kit.look(now + 3 * DAY + MINUTE);
  expect(await silent()).toEqual([]);
  await kit.look(now + 5 * DAY + 2 * MINUTE);
  expect(await silent()).toEqual(['王女士']);
});

test('of a customer who is known under two ids any of the two chats is a contact', async () => {
  await kit.set('no_follow_up', { amount: 3 });
  await kit.say('您好', { sentAt: now + 2 * DAY });
  const second = await givenCustomer(kit.server, { name: '同一个人', friendsOf: [] });
  await kit.say('在吗', { customerId: second.id, sentAt: now + 4 * DAY });
  await kit.server.db.transaction((tx) =>
    execute(tx, 'UPDATE chat_conversation SET customer_id = ? WHERE customer_id = ?', [kit.customerId, second.id]),
  );
  await kit.look(now + 4 * DAY + MINUTE);
  expect(await silent()).toEqual([]);
});
