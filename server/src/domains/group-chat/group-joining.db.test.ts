import * as contracts from '@zhike/shared/contracts/group-chat';
import * as joining from '@zhike/shared/contracts/group-joining';
import { countCustomers } from '@zhike/shared/contracts/customer-list';
import type { Filter } from '@zhike/shared/contracts/filter';
import { describeFilter } from '@zhike/shared/contracts/filter-field';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute, insertRows } from '../../platform/database/sql.ts';
import type { ExternalContact, FollowUser } from '../../wecom/api/external-contact.ts';
import { archiveRelation } from '../customer/archive.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { type GroupTest, startGroupTest } from '../../test/group-kit.ts';

let kit: GroupTest;
const CHAT = 'wrSpring';

beforeEach(async () => {
  kit = await startGroupTest();
  await givenMember(kit.server, { userId: 'zhang', name: '张伟' });
});
afterEach(() => kit.close());

async function givenMirrored(externals: string[]) {
  kit.givenGroup(CHAT, externals);
  await kit.tell(kit.createdXml(CHAT));
  await kit.settleReadings();
}

async function givenCorpTag() {
  await kit.server.db.transaction(async (tx) => {
    const common = { sort: 1, created_at: 0 };
    await insertRows(tx, 'tag_group', [{ id: 'etG', name: '来源', ...common, department_ids: null, created_by_us: 1 }]);
    await insertRows(tx, 'tag', [{ id: 'etSpring', group_id: 'etG', name: '展会群', ...common, created_by_us: 1 }]);
  });
}

const nothing = { tagIds: [], notifyOwner: false, creditInviter: false, welcomeTask: false, routeTo: null };
const tagsOf = (customerId: string) => kit.rows('SELECT tag_id FROM customer_tag WHERE customer_id = ?', [customerId]);
const countOf = async (filter: Filter) => (await kit.admin.call(countCustomers, { body: { filter } })).body.count;
const joinedOnce: Filter = { field: 'behaviour', op: 'count', values: ['group_joined'], days: 7, min: 1, max: 1 };

test('customers are found by having joined a group lately, and by the group they are in', async () => {
  const anna = await givenCustomer(kit.server, { externalUserId: 'wmAnna', name: '安娜', friendsOf: ['zhang'] });
  await givenCustomer(kit.server, { externalUserId: 'wmOld', friendsOf: ['zhang'] });
  await givenMirrored(['wmOld']);
  expect(await countOf(joinedOnce)).toBe(0);
  const xml = kit.join(CHAT, 'wmAnna');
  await kit.tell(xml, xml);
  await kit.settleReadings();
  expect(await countOf(joinedOnce)).toBe(1);
  const counts = await kit.rows('SELECT kind, count FROM customer_day_count WHERE customer_id = ?', [anna.id]);
  expect(counts).toEqual([{ kind: 'group_joined', count: 1 }]);
  const inGroup: Filter = { field: 'group_chat', op: 'any', values: [CHAT] };
  expect(await countOf(inGroup)).toBe(2);
  const words = await kit.admin.call(describeFilter, { body: { filter: { all: [inGroup, joinedOnce] } } });
  expect(words.body.sentence).toBe('所在客户群包含「春季展会①群」,且最近 7 天内「加入客户群」正好 1 次');
});

test('whoever becomes a customer after joining has joined all the same: counted on that day, and tagged', async () => {
  await givenCorpTag();
  await givenMirrored([]);
  const body = { ...nothing, tagIds: ['etSpring'] };
  await kit.admin.call(contracts.saveGroupJoinRules, { params: { kind: 'chat', subject: CHAT }, body });
  await kit.tell(kit.join(CHAT, 'wmBob'));
  await kit.settleReadings();
  const bob = await givenCustomer(kit.server, { externalUserId: 'wmBob', friendsOf: ['zhang'] });
  expect(await countOf(joinedOnce)).toBe(0);
  await kit.tell(kit.changedXml(CHAT, 'change_notice'));
  await kit.settleReadings();
  expect(await countOf(joinedOnce)).toBe(1);
  expect(await tagsOf(bob.id)).toEqual([{ tag_id: 'etSpring' }]);
});

test('a code has rules of its own: who joins through it is tagged and finds an owner, who has one keeps her, others are left alone', async () => {
  const by = (name: string, ownerUserId: string | null) =>
    givenCustomer(kit.server, { externalUserId: `wm${name}`, name, friendsOf: ['zhang'], ownerUserId });
  const [anna, bella, carla] = [await by('Anna', null), await by('Bella', 'admin'), await by('Carla', null)];
  await givenCorpTag();
  await givenMirrored([]);
  const body = { ...nothing, tagIds: ['etSpring'], routeTo: 'group_owner' as const };
  const saved = await kit.admin.call(contracts.saveGroupJoinRules, {
    params: { kind: 'state', subject: 'fair' },
    body,
  });
  expect(saved).toMatchObject({ status: 200, body });
  await kit.tell(
    kit.join(CHAT, 'wmAnna', { state: 'fair' }),
    kit.join(CHAT, 'wmBella', { state: 'fair' }),
    kit.join(CHAT, 'wmCarla', { state: 'shop' }),
  );
  await kit.settleReadings();
  const owners = await kit.rows('SELECT id, owner_user_id, owner_reason FROM customer');
  const ownerOf = ({ id }: { id: string }) => owners.find((row) => row.id === id)!;
  expect([anna, bella, carla].map((one) => ownerOf(one).owner_user_id)).toEqual(['zhang', 'admin', null]);
  expect(JSON.parse(String(ownerOf(anna).owner_reason))).toMatchObject({
    rule: 'group_joined',
    sentence: '加入客户群「春季展会①群」,按进群规则分给群主张伟',
  });
  expect(await tagsOf(anna.id)).toEqual([{ tag_id: 'etSpring' }]);
  expect(await tagsOf(carla.id)).toEqual([]);
  const listed = await kit.admin.call(joining.listGroupJoinRules, { query: { kind: 'state' } });
  expect(listed.body.items).toMatchObject([{ kind: 'state', subject: 'fair', name: 'fair', rules: body }]);
  expect((await kit.admin.call(joining.listGroupJoinMarks)).body.items).toEqual(['fair', 'shop']);
});

/** Her becoming a customer by adding a member: with the owner that a friend gets by default. */
const befriend = (externalUserId: string, userId: string) =>
  kit.server.db.transaction(async (tx) => {
    const now = kit.server.clock.now();
    const contact: ExternalContact = {
      externalUserId,
      name: externalUserId,
      type: 'wechat',
      avatar: null,
      gender: 'unknown',
      unionId: null,
      position: null,
      corpName: null,
      corpFullName: null,
    };
    const followUser: FollowUser = {
      userId,
      remark: '',
      description: '',
      remarkCorpName: null,
      remarkMobiles: [],
      addedAt: now,
      tags: [],
      addWay: 1,
      state: null,
      operUserId: null,
      wechatChannels: null,
    };
    await archiveRelation(tx, kit.server.deps, {
      contact,
      followUser,
      readAt: now,
      isAdded: true,
      now,
    });
  });

test('whoever becomes a customer after joining goes to whom the rules of the group name, not to whom she happened to add', async () => {
  await givenMember(kit.server, { userId: 'li', name: '李娜' });
  await givenMirrored([]);
  const body = { ...nothing, routeTo: 'group_owner' as const };
  await kit.admin.call(contracts.saveGroupJoinRules, { params: { kind: 'chat', subject: CHAT }, body });
  await kit.tell(kit.join(CHAT, 'wmBob'));
  await kit.settleReadings();
  await befriend('wmBob', 'li');
  await kit.server.settle(0);
  const [bob] = await kit.rows('SELECT owner_user_id, owner_reason FROM customer');
  expect(bob!.owner_user_id).toBe('zhang');
  expect(JSON.parse(String(bob!.owner_reason))).toMatchObject({
    rule: 'group_joined',
    alternatives: [{ userId: 'li', why: '进群后添加的员工,可以看到这位客户' }],
  });
});

test('a manager lists the rules of groups in sight, page by page; a rep none', async () => {
  await givenMember(kit.server, { userId: 'li', name: '李娜', departmentId: 2 });
  await givenMember(kit.server, { userId: 'boss', name: '主管', departmentId: 2, isLeader: true });
  for (const [chatId, owner] of [
    ['wrA', 'li'],
    ['wrB', 'zhang'],
    ['wrC', 'li'],
  ] as const) {
    kit.givenGroup(chatId, [], { owner, name: `${owner}的群` });
    await kit.tell(kit.createdXml(chatId));
    await kit.settleReadings();
    const params = { kind: 'chat', subject: chatId } as const;
    await kit.admin.call(contracts.saveGroupJoinRules, { params, body: { ...nothing, notifyOwner: true } });
  }
  const listFor = async (userId: string) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { kind: 'chat' as const, limit: 1, cursor };
      const { status, body } = await kit.server.api.as(userId).call(joining.listGroupJoinRules, { query });
      if (status !== 200) return status;
      found.push(...body.items.map(({ subject, name }) => `${subject} ${name}`));
      cursor = body.nextCursor ?? undefined;
    } while (cursor);
    return found;
  };
  expect(await listFor('admin')).toEqual(['wrA li的群', 'wrB zhang的群', 'wrC li的群']);
  expect(await listFor('boss')).toEqual(['wrA li的群', 'wrC li的群']);
  expect(await listFor('li')).toBe(403);
});

test('when the owner has left the company the leader is asked why people leave, and without a leader an admin', async () => {
  const people = Array.from({ length: 12 }, (_, index) => `wm${index}`);
  const leaveAll = async (chatId: string) => {
    await kit.tell(...people.slice(0, 4).map((id) => kit.leave(chatId, id)));
    await kit.settleReadings();
    return kit.rows(
      'SELECT t.assignee_user_id, n.user_id AS told FROM task t JOIN notice n ON n.kind = t.kind AND n.link LIKE ? WHERE t.chat_id = ?',
      [`%${chatId}`, chatId],
    );
  };
  await givenMember(kit.server, { userId: 'gone', departmentId: 3, status: 'left' });
  for (const [chatId, owner] of [
    [CHAT, 'gone'],
    ['wrNobody', ''],
  ] as const) {
    kit.givenGroup(chatId, people, { owner });
    await kit.tell(kit.createdXml(chatId));
    await kit.settleReadings();
  }
  expect(await leaveAll('wrNobody')).toEqual([{ assignee_user_id: 'admin', told: 'admin' }]);
  await givenMember(kit.server, { userId: 'boss', departmentId: 3, isLeader: true });
  expect(await leaveAll(CHAT)).toEqual([{ assignee_user_id: 'boss', told: 'boss' }]);
});

const warnings = () => kit.rows("SELECT id FROM task WHERE kind = 'group_leaving'");

test('from how many leaving within how long on it is told can be set, and switched off', async () => {
  await givenMirrored(Array.from({ length: 60 }, (_, index) => `wm${index}`));
  const leave = async (from: number, to: number) => {
    for (let index = from; index < to; index++) await kit.tell(kit.leave(CHAT, `wm${index}`));
    await kit.settleReadings();
  };
  const usual = await kit.admin.call(joining.getGroupLeavingAlert);
  expect(usual.body).toEqual({ isOn: true, count: 10, hours: 24, can: { edit: true } });
  const set = (body: joining.GroupLeavingAlert) => kit.admin.call(joining.saveGroupLeavingAlert, { body });
  await set({ isOn: false, count: 2, hours: 24 });
  await leave(0, 4);
  expect(await warnings()).toEqual([]);
  await set({ isOn: true, count: 6, hours: 2 });
  await leave(4, 5);
  expect(await warnings()).toEqual([]);
  await leave(5, 6);
  expect(await warnings()).toHaveLength(1);
  const [told] = await kit.rows("SELECT title FROM notice WHERE kind = 'group_leaving' LIMIT 1");
  expect(told).toEqual({ title: '群「春季展会①群」2 小时内 6 人退群' });
});

test('whom the owner removes has not left, and who left long ago is not counted', async () => {
  await givenMirrored(Array.from({ length: 12 }, (_, index) => `wm${index}`));
  for (let index = 0; index < 5; index++) await kit.tell(kit.leave(CHAT, `wm${index}`, 1));
  await kit.tell(kit.leave(CHAT, 'wm5'));
  await kit.settleReadings();
  const twoDaysAgo = kit.server.clock.now() - 2 * 86_400_000;
  await kit.server.db.transaction((tx) =>
    execute(tx, "UPDATE group_member SET left_at = ? WHERE left_how = 'self'", [twoDaysAgo]),
  );
  await kit.tell(kit.leave(CHAT, 'wm6'), kit.leave(CHAT, 'wm7'));
  await kit.settleReadings();
  expect(await warnings()).toEqual([]);
});
