import { afterEach, beforeEach, expect, test } from 'vitest';
import * as api from '@zhike/shared/contracts/automation';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { type ArchiveTest, startArchiveTest } from '../../test/archive-kit.ts';
import { givenMember } from '../../test/given-member.ts';

let archive: ArchiveTest;
let externalUserId: string;
let ruleId: string;

/** A stranger asks Lina for the price, alone and in her group, before anybody knows her as a customer. */
beforeEach(async () => {
  archive = await startArchiveTest();
  await givenMember(archive.server, { userId: 'boss', role: 'admin' });
  const admin = archive.server.api.as('boss');
  const actions = [{ kind: 'create_task' as const, to: { kind: 'owner' as const }, title: '报价' }];
  const when = { kind: 'message' as const, keywords: { any: ['多少钱'] }, inGroups: 'all' as const };
  const { body: rule } = await admin.call(api.createRule, { body: { name: '问价', when, actions, cooldownHours: 0 } });
  ruleId = rule.id;
  await admin.call(api.switchRule, { params: { ruleId }, body: { isOn: true } });
  ({ externalUserId } = await archive.control('POST /control/customers', { body: { name: '何家豪' } }));
  const { group } = await archive.control('POST /control/groups', {
    body: { owner: 'lina', name: '福利群', customers: [archive.externalUserId] },
  });
  const tell = (content: string, more: object = {}) =>
    archive.control('POST /control/archive/messages', {
      body: { message: { msgtype: 'text', from: externalUserId, tolist: ['lina'], text: { content }, ...more } },
    });
  await tell('群里问多少钱', { roomid: group.chatId });
  await tell('单聊问多少钱');
  await archive.pulled();
});
afterEach(() => archive.close());

const befriend = async () => {
  await archive.control('POST /control/friends/add', { body: { externalUserId, userId: 'lina' } });
  const isHers = "SELECT position FROM chat_message WHERE type = 'text' AND customer_id IS NOT NULL";
  await expect.poll(async () => (await archive.rows(isHers)).length, { timeout: 20_000 }).toBe(2);
  await archive.server.settle();
};
const heard = async () =>
  (
    await archive.rows(
      'SELECT m.conversation_id, c.kind FROM rule_hit h JOIN chat_message m ON m.position = h.cause_ref JOIN chat_conversation c ON c.id = m.conversation_id WHERE h.rule_id = ?',
      [ruleId],
    )
  ).map(({ kind }) => kind);

test('what she asked alone with a rep before she was a customer makes rules act when she is one, once; her words in groups do not', async () => {
  expect(await heard()).toEqual([]);
  await befriend();
  expect(await heard()).toEqual(['single']);
});

test('rules have read her words as nobody’s and not acted on them yet when she becomes a customer: they hear them as hers', async () => {
  const stale = (await archive.books()).filter(({ type }) => type === 'text');
  expect(stale.map(({ customerId }) => customerId)).toEqual([null, null]);
  await befriend();
  // As if the rules had not passed them when she became one.
  await archive.write('DELETE FROM rule_hit');
  const { db, clock, deps } = archive.server;
  await db.transaction((tx) => actOnWords.handle(tx, stale, clock.now(), deps));
  expect((await heard()).sort()).toEqual(['group', 'single']);
});

test('rules that are switched on after she asked do not hear it when she becomes a customer', async () => {
  const admin = archive.server.api.as('boss');
  await admin.call(api.switchRule, { params: { ruleId }, body: { isOn: false } });
  archive.server.clock.offsetMs += 60_000;
  await admin.call(api.switchRule, { params: { ruleId }, body: { isOn: true } });
  await befriend();
  expect(await heard()).toEqual([]);
});
