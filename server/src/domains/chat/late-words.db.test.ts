import { afterEach, beforeEach, expect, test } from 'vitest';
import { RuleSettings } from '@zhike/shared/contracts/automation-rule';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { type ArchiveTest, startArchiveTest } from '../../test/archive-kit.ts';
import { createRule, switchRule } from '../automation/actions/save-rule.ts';

let archive: ArchiveTest;
let externalUserId: string;
let ruleId: string;
// Nobody of this company: the sync of members leaves her alone.
const boss = { userId: 'boss', name: '管理员', role: 'admin', scope: { kind: 'all' }, sessionId: '' } as const;

/** A stranger asks Lina for the price, alone and in her group, before anybody knows her as a customer. */
beforeEach(async () => {
  archive = await startArchiveTest();
  const actions = [{ kind: 'create_task', to: { kind: 'owner' }, title: '报价' }];
  const when = { kind: 'message', keywords: { any: ['多少钱'] }, inGroups: 'all' };
  const settings = RuleSettings.parse({ name: '问价', when, actions, cooldownHours: 0 });
  ruleId = await createRule(archive.server.deps, boss, settings);
  await switchRule(archive.server.deps, boss, ruleId, true);
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
  const { deps, clock } = archive.server;
  await switchRule(deps, boss, ruleId, false);
  clock.offsetMs += 60_000;
  await switchRule(deps, boss, ruleId, true);
  await befriend();
  expect(await heard()).toEqual([]);
});
