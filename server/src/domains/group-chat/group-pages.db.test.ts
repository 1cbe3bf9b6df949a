import * as contracts from '@zhike/shared/contracts/group-chat';
import * as tagContracts from '@zhike/shared/contracts/group-tag';
import * as welcomeContracts from '@zhike/shared/contracts/group-welcome';
import { getCustomerTimeline } from '@zhike/shared/contracts/customer';
import { getSync, startSync } from '@zhike/shared/contracts/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cut } from '../../wecom/testing/fake-wecom.ts';
import { execute, insertRows } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { type GroupTest, idsOf, startGroupTest } from '../../test/group-kit.ts';

let kit: GroupTest;
const CHAT = 'wrSpring';
const params = { chatId: CHAT };
const ofChat = { kind: 'chat', subject: CHAT } as const;

beforeEach(async () => {
  kit = await startGroupTest();
  await givenMember(kit.server, { userId: 'zhang', name: '张伟' });
});
afterEach(() => kit.close());

async function givenMirrored(chatId: string, externals: string[], more = {}) {
  kit.givenGroup(chatId, externals, more);
  await kit.tell(kit.createdXml(chatId));
  await kit.settleReadings();
}

async function givenCorpTag() {
  await kit.server.db.transaction(async (tx) => {
    const common = { sort: 1, created_at: 0 };
    await insertRows(tx, 'tag_group', [{ id: 'etG', name: '来源', ...common, department_ids: null, created_by_us: 1 }]);
    await insertRows(tx, 'tag', [{ id: 'etSpring', group_id: 'etG', name: '展会群', ...common, created_by_us: 1 }]);
  });
}

const rules = { tagIds: ['etSpring'], notifyOwner: true, creditInviter: true, welcomeTask: true, routeTo: null };
const saveRules = (body: contracts.GroupJoinRules) =>
  kit.admin.call(contracts.saveGroupJoinRules, { params: ofChat, body });

test('a customer who joins is tagged, the owner told, the inviter credited once, and one task opened a day', async () => {
  const anna = await givenCustomer(kit.server, { externalUserId: 'wmAnna', name: '安娜', friendsOf: ['zhang'] });
  await givenCorpTag();
  await givenMirrored(CHAT, []);
  expect(await saveRules(rules)).toMatchObject({ status: 200, body: rules });
  const invitor = { userid: 'zhang' };
  await kit.tell(kit.join(CHAT, 'wmAnna', { invitor }), kit.join(CHAT, 'wmBob', { invitor }));
  await kit.settleReadings();
  const tags = await kit.rows('SELECT tag_id, origin_kind, origin_ref FROM customer_tag WHERE customer_id = ?', [
    anna.id,
  ]);
  expect(tags).toEqual([{ tag_id: 'etSpring', origin_kind: 'rule', origin_ref: CHAT }]);
  const notices = await kit.rows("SELECT user_id, kind FROM notice WHERE kind = 'group_joined'");
  expect(notices).toEqual([
    { user_id: 'zhang', kind: 'group_joined' },
    { user_id: 'zhang', kind: 'group_joined' },
  ]);
  await kit.tell(kit.leave(CHAT, 'wmBob'));
  await kit.tell(kit.join(CHAT, 'wmBob', { invitor, join_time: Math.floor(kit.server.clock.now() / 1000) + 60 }));
  await kit.settleReadings();
  const today = new Date(kit.server.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const stats = await kit.admin.call(contracts.getGroupStats, { params, query: { from: today, to: today } });
  expect(stats.body.inviters).toMatchObject([{ member: { name: '张伟' }, count: 2 }]);
  const tasks = await kit.server.api.as('zhang').call(contracts.listGroupTasks, { params });
  expect(tasks.body.items).toMatchObject([{ kind: 'group_welcome', assignee: { userId: 'zhang' } }]);
  const timeline = await kit.admin.call(getCustomerTimeline, {
    params: { customerId: anna.id },
    query: { group: 'group' },
  });
  expect(timeline.body.items).toMatchObject([
    { type: 'group_member.joined', data: { group: { chatId: CHAT, name: '春季展会①群' }, inviter: { name: '张伟' } } },
  ]);
});

test('nothing is set for the group: joining leads to nothing but that it is known', async () => {
  await givenMirrored(CHAT, []);
  await kit.tell(kit.join(CHAT, 'wmAnna'));
  await kit.settleReadings();
  expect(await kit.rows('SELECT id FROM notice')).toEqual([]);
  expect(await kit.rows('SELECT id FROM task')).toEqual([]);
  const ended = await kit.rows("SELECT DISTINCT status FROM scenario_run WHERE status IN ('waiting', 'gave_up')");
  expect(ended).toEqual([]);
});

test('when many leave within an hour the owner is warned, once', async () => {
  const people = Array.from({ length: 6 }, (_, index) => `wm${index}`);
  await givenMirrored(CHAT, people);
  for (const id of people.slice(0, 5)) await kit.tell(kit.leave(CHAT, id));
  await kit.settleReadings();
  expect(await kit.rows("SELECT assignee_user_id, chat_id FROM task WHERE kind = 'group_leaving'")).toEqual([
    { assignee_user_id: 'zhang', chat_id: CHAT },
  ]);
  const told = await kit.rows("SELECT DISTINCT user_id FROM notice WHERE kind = 'group_leaving' ORDER BY user_id");
  expect(told.map((row) => row.user_id)).toEqual(['admin', 'zhang']);
});

test('a rep sees the groups she is in and no other; a manager those of her department; refusals are coded', async () => {
  await givenMember(kit.server, { userId: 'li', name: '李娜', departmentId: 2 });
  await givenMember(kit.server, { userId: 'boss', name: '主管', departmentId: 2, isLeader: true });
  await givenMirrored(CHAT, []);
  await givenMirrored('wrLi', [], { owner: 'li', name: '李娜的群' });
  const seenBy = async (userId: string) => {
    const { body } = await kit.server.api.as(userId).call(contracts.listGroups, { body: {} });
    return body.items.map((group) => group.chatId).sort();
  };
  expect(await seenBy('zhang')).toEqual([CHAT]);
  expect(await seenBy('boss')).toEqual(['wrLi']);
  expect(await seenBy('admin')).toEqual(['wrLi', CHAT]);
  const refused = await kit.server.api.as('li').call(contracts.getGroup, { params });
  expect(refused).toMatchObject({ status: 403, body: { code: 'group_chat.not_visible' } });
  const read = await kit.server.api.as('li').call(contracts.listGroupMembers, { params, body: {} });
  expect(read.status).toBe(403);
  const unknown = await kit.server.api.as('li').call(contracts.readGroup, { params: { chatId: 'wrNowhere' } });
  expect(unknown).toMatchObject({ status: 404, body: { code: 'group_chat.not_found' } });
});

test('members are found by name, page by page without a jump; a customer out of sight is known as one, no more', async () => {
  const anna = await givenCustomer(kit.server, { externalUserId: 'wm03', name: '安娜' });
  await givenMirrored(
    CHAT,
    Array.from({ length: 7 }, (_, index) => `wm0${index}`),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await kit.admin.call(contracts.listGroupMembers, { params, body: { limit: 3, cursor } });
    seen.push(...idsOf(body.items));
    cursor = body.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(['wm06', 'wm05', 'wm04', 'wm03', 'wm02', 'wm01', 'wm00', 'zhang']);
  const found = await kit.admin.call(contracts.listGroupMembers, { params, body: { q: '安' } });
  expect(found.body.items).toMatchObject([
    { memberId: 'wm03', customer: { id: anna.id, name: '安娜' }, isCustomer: true },
  ]);
  const byRep = await kit.server.api
    .as('zhang')
    .call(contracts.listGroupMembers, { params, body: { who: 'customers' } });
  expect(byRep.body.items).toMatchObject([{ memberId: 'wm03', customer: null, isCustomer: true }]);
  const groups = await kit.admin.call(contracts.listCustomerGroups, { params: { customerId: anna.id } });
  expect(groups.body.items).toMatchObject([{ chatId: CHAT, name: '春季展会①群', can: { open: true } }]);
});

test('of customers out of sight a group shows what WeCom shows in it, nothing from our books', async () => {
  await givenMember(kit.server, { userId: 'li', name: '李娜', departmentId: 2 });
  await givenMember(kit.server, { userId: 'boss', name: '主管', departmentId: 2, isLeader: true });
  const avatar = 'https://example.com/anna.png';
  const friendsOf = ['admin'];
  await givenCustomer(kit.server, { externalUserId: 'wmAnna', name: '安娜', avatar, friendsOf });
  const nameless = { userid: 'wmAnna', type: 2, join_time: 1_760_000_000, join_scene: 3 } as const;
  kit.givenGroup(CHAT, [], { owner: 'li' }).members.push(nameless);
  await kit.tell(kit.createdXml(CHAT));
  await kit.settleReadings();
  const search = async (userId: string, q?: string) =>
    (await kit.server.api.as(userId).call(contracts.listGroupMembers, { params, body: { q } })).body.items;
  expect((await search('admin', '安娜')).map(({ name }) => name)).toEqual(['安娜']);
  for (const userId of ['li', 'boss']) {
    const [anna] = (await search(userId)).filter((member) => member.memberId === 'wmAnna');
    expect(anna).toMatchObject({ name: null, avatar: null, customer: null, isCustomer: true });
    expect(await search(userId, '安娜')).toEqual([]);
  }
});

test('of a group out of sight a customer shows the name alone', async () => {
  await givenMember(kit.server, { userId: 'li', name: '李娜', departmentId: 2 });
  await givenMember(kit.server, { userId: 'boss', name: '主管', departmentId: 2, isLeader: true });
  const anna = await givenCustomer(kit.server, { externalUserId: 'wmAnna', name: '安娜', friendsOf: ['li'] });
  await givenMirrored(CHAT, ['wmAnna']);
  const groupsFor = async (userId: string) => {
    const at = { params: { customerId: anna.id } };
    return (await kit.server.api.as(userId).call(contracts.listCustomerGroups, at)).body.items;
  };
  expect(await groupsFor('admin')).toMatchObject([{ owner: { userId: 'zhang' }, memberCount: 2, can: { open: true } }]);
  for (const userId of ['li', 'boss'])
    expect(await groupsFor(userId)).toMatchObject([
      { name: '春季展会①群', owner: null, memberCount: null, can: { open: false } },
    ]);
});

test('who came since the last look is new to this viewer, and to nobody who has never looked', async () => {
  await givenMirrored(CHAT, ['wmOld']);
  const zhang = kit.server.api.as('zhang');
  expect((await zhang.call(contracts.getGroup, { params })).body.look).toEqual({ at: null, newCount: 0 });
  await zhang.call(contracts.lookAtGroup, { params });
  const later = Math.floor(kit.server.clock.now() / 1000) + 2;
  await kit.tell(kit.join(CHAT, 'wmNew', { join_time: later }));
  await kit.settleReadings();
  expect((await zhang.call(contracts.getGroup, { params })).body.look.newCount).toBe(1);
  const { body } = await zhang.call(contracts.listGroupMembers, { params, body: {} });
  expect(body.items.filter((member) => member.isNew).map((member) => member.memberId)).toEqual(['wmNew']);
  expect((await kit.admin.call(contracts.getGroup, { params })).body.look.newCount).toBe(0);
});

test('group tags are a library of their own: made, put on a group, searched by, deleted, all audited', async () => {
  await givenMirrored(CHAT, []);
  const made = await kit.admin.call(tagContracts.createGroupTagGroup, {
    body: { name: '用途', tagNames: ['售后', '活动'] },
  });
  expect(made.status).toBe(200);
  const [after, event] = made.body.tags;
  const zhang = kit.server.api.as('zhang');
  const put = await zhang.call(contracts.changeGroupTags, { params, body: { add: [after!.id, event!.id] } });
  expect(put.body.tags.map((tag) => tag.name)).toEqual(['售后', '活动']);
  const found = await zhang.call(contracts.listGroups, { body: { tagId: after!.id } });
  expect(found.body.items).toMatchObject([{ chatId: CHAT }]);
  const twice = await kit.admin.call(tagContracts.addGroupTags, {
    params: { groupId: made.body.id },
    body: { names: ['售后'] },
  });
  expect(twice).toMatchObject({ status: 409, body: { code: 'group_tag.name_taken' } });
  await kit.admin.call(tagContracts.deleteGroupTag, { params: { tagId: after!.id } });
  expect((await zhang.call(contracts.getGroup, { params })).body.tags.map((tag) => tag.name)).toEqual(['活动']);
  const audited = await kit.rows("SELECT action FROM audit_log WHERE action LIKE 'group%' ORDER BY id");
  expect(audited.map((row) => row.action)).toEqual([
    'group_tag.create_group',
    'group_chat.change_tags',
    'group_tag.delete',
  ]);
  const refused = await zhang.call(tagContracts.deleteGroupTag, { params: { tagId: event!.id } });
  expect(refused.status).toBe(403);
});

const TEMPLATE = '/cgi-bin/externalcontact/group_welcome_template';

test('a welcome message is made, changed and deleted in WeCom; its words become those of WeCom', async () => {
  kit.wecom.answer(`${TEMPLATE}/add`, { errcode: 0, template_id: 'T1' });
  const body = { name: '展会', text: '{客户昵称}你好', attachment: null };
  const { body: made } = await kit.admin.call(welcomeContracts.createGroupWelcome, { body });
  await kit.server.settle(0);
  const [call] = kit.wecom.callsTo(`${TEMPLATE}/add`);
  expect(JSON.parse(call!.body)).toEqual({ text: { content: '%NICKNAME%你好' }, notify: 1 });
  const link = { kind: 'link', title: '攻略', url: 'https://example.com/', description: '', pictureUrl: null } as const;
  const at = { params: { welcomeId: made.id } };
  await kit.admin.call(welcomeContracts.updateGroupWelcome, { ...at, body: { ...body, attachment: link } });
  await kit.server.settle(0);
  const [edit] = kit.wecom.callsTo(`${TEMPLATE}/edit`);
  expect(JSON.parse(edit!.body)).toMatchObject({
    template_id: 'T1',
    link: { title: '攻略', url: 'https://example.com/' },
  });
  await kit.admin.call(welcomeContracts.deleteGroupWelcome, at);
  await kit.server.settle(0);
  expect(kit.wecom.callsTo(`${TEMPLATE}/del`).map((one) => JSON.parse(one.body))).toEqual([{ template_id: 'T1' }]);
  expect((await kit.admin.call(welcomeContracts.listGroupWelcomes)).body.items).toEqual([]);
});

test('a welcome message whose making nobody knows the end of is not made twice by itself: a person decides', async () => {
  kit.wecom.answer(`${TEMPLATE}/add`, cut, { errcode: 0, template_id: 'T2' });
  const body = { name: '展会', text: '你好', attachment: null };
  const { body: made } = await kit.admin.call(welcomeContracts.createGroupWelcome, { body });
  await kit.server.settle();
  const shown = async () => (await kit.admin.call(welcomeContracts.listGroupWelcomes)).body.items[0];
  expect(await shown()).toMatchObject({ status: 'unknown', problem: 'group_welcome.outcome_unknown' });
  expect(kit.wecom.callsTo(`${TEMPLATE}/add`)).toHaveLength(1);
  await kit.admin.call(welcomeContracts.retryGroupWelcome, { params: { welcomeId: made.id } });
  await kit.server.settle(0);
  expect(await shown()).toMatchObject({ status: 'active', problem: null });
});

test('what WeCom refuses is shown with its reason, and can be mended', async () => {
  kit.wecom.answer(`${TEMPLATE}/add`, { errcode: 41055 }, { errcode: 0, template_id: 'T3' });
  const body = { name: '展会', text: '你好', attachment: null };
  const { body: made } = await kit.admin.call(welcomeContracts.createGroupWelcome, { body });
  await kit.server.settle(0);
  const shown = async () => (await kit.admin.call(welcomeContracts.listGroupWelcomes)).body.items[0];
  expect(await shown()).toMatchObject({ status: 'draft', problem: 'group_welcome.full' });
  await kit.admin.call(welcomeContracts.updateGroupWelcome, { params: { welcomeId: made.id }, body });
  await kit.server.settle(0);
  expect(await shown()).toMatchObject({ status: 'active', problem: null });
});

test('the full reading brings all groups, repairs what drifted, and ends what is gone; the second writes nothing', async () => {
  const anna = await givenCustomer(kit.server, { externalUserId: 'wmAnna' });
  for (let n = 0; n < 130; n++)
    kit.givenGroup(`wr${String(n).padStart(3, '0')}`, ['wmAnna', `wm${n}`], { name: `群${n}` });
  const run = async () => {
    await kit.admin.call(startSync, { params: { kind: 'groups' } });
    await kit.server.settle();
    const job = (await kit.admin.call(getSync)).body.jobs[0];
    expect(job).toMatchObject({ kind: 'groups', status: 'done', problem: null });
    return job!;
  };
  const first = await run();
  expect(first).toMatchObject({ doneCount: 130, counts: { added: 390, removed: 0 } });
  expect(await kit.rows('SELECT COUNT(*) AS n FROM group_member WHERE customer_id = ?', [anna.id])).toEqual([
    { n: 130 },
  ]);
  expect(await kit.rows("SELECT id FROM event WHERE type = 'group_member.joined'")).toEqual([]);

  const second = await run();
  expect(second.counts).toMatchObject({ added: 0, changed: 0, removed: 0 });

  // Nobody told us: one joined, one left, a group was dismissed, and a row of ours was lost.
  kit.join('wr001', 'wmLate', { join_time: Math.floor(kit.server.clock.now() / 1000) });
  kit.leave('wr002', 'wm2');
  kit.groups.delete('wr003');
  await kit.server.db.transaction((tx) =>
    execute(tx, "DELETE FROM group_member WHERE chat_id = 'wr004' AND member_id = 'wm4'"),
  );
  const third = await run();
  await kit.server.settle();
  expect(third.counts).toMatchObject({ added: 2, removed: 2 });
  const gone = await kit.rows('SELECT chat_id FROM group_chat WHERE dismissed_at IS NOT NULL');
  expect(gone).toEqual([{ chat_id: 'wr003' }]);
});
