import * as contracts from '@zhike/shared/contracts/group-chat';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { type GroupTest, idsOf, startGroupTest } from '../../test/group-kit.ts';

let kit: GroupTest;
const CHAT = 'wrSpring';

beforeEach(async () => {
  kit = await startGroupTest();
  await givenMember(kit.server, { userId: 'zhang', name: '张伟' });
});
afterEach(() => kit.close());

const membersOf = (presence: 'in' | 'left' = 'in') =>
  kit.rows(
    `SELECT member_id, customer_id, left_how FROM group_member WHERE chat_id = ? AND left_at IS ${presence === 'in' ? '' : 'NOT '}NULL ORDER BY member_id`,
    [CHAT],
  );
const groupRow = async () => (await kit.rows('SELECT * FROM group_chat WHERE chat_id = ?', [CHAT]))[0];
const eventsOf = (type: string) =>
  kit.rows('SELECT customer_id, payload FROM event WHERE type = ? ORDER BY id', [type]);

/** The group is in our books, as a full reading or an earlier callback left it. */
async function givenMirrored(externals: string[], more = {}) {
  kit.givenGroup(CHAT, externals, more);
  await kit.tell(kit.createdXml(CHAT));
  await kit.settleReadings();
}

test('a new group is read with its people; who is a customer is known as one, by external id or unionid', async () => {
  const anna = await givenCustomer(kit.server, { externalUserId: 'wmAnna', name: '安娜' });
  await givenMirrored(['wmAnna', 'wmBob']);
  expect(await membersOf()).toEqual([
    expect.objectContaining({ member_id: 'wmAnna', customer_id: anna.id }),
    expect.objectContaining({ member_id: 'wmBob', customer_id: null }),
    expect.objectContaining({ member_id: 'zhang', customer_id: null }),
  ]);
  expect(await groupRow()).toMatchObject({
    member_count: 3,
    external_count: 2,
    customer_count: 1,
    member_version: 'v1',
  });
});

test('people who were in a group long before we first looked at it are no news', async () => {
  await givenMirrored(['wmAnna']);
  expect(await eventsOf('group_member.joined')).toEqual([]);
});

test('who joins is told of with inviter, code and customer, once', async () => {
  const anna = await givenCustomer(kit.server, { externalUserId: 'wmAnna' });
  await givenMirrored(['wmBob']);
  const xml = kit.join(CHAT, 'wmAnna', { invitor: { userid: 'zhang' }, state: 'gc1', join_scene: 2 });
  await kit.tell(xml, xml);
  await kit.settleReadings();
  const events = await eventsOf('group_member.joined');
  expect(events).toHaveLength(1);
  expect(events[0]!.customer_id).toBe(anna.id);
  expect(JSON.parse(String(events[0]!.payload))).toEqual({
    chatId: CHAT,
    memberId: 'wmAnna',
    kind: 'external',
    joinScene: 2,
    inviterUserId: 'zhang',
    state: 'gc1',
    viaSync: false,
  });
});

test('a leaving named in full, on top of the version we have, needs no reading; how she left is kept', async () => {
  await givenMirrored(['wmAnna', 'wmBob']);
  const before = kit.readsOf(CHAT);
  await kit.tell(kit.leave(CHAT, 'wmAnna', 1));
  await kit.settleReadings();
  expect(kit.readsOf(CHAT)).toBe(before);
  expect(await membersOf('left')).toEqual([expect.objectContaining({ member_id: 'wmAnna', left_how: 'removed' })]);
  expect(await groupRow()).toMatchObject({ member_version: 'v2', member_count: 2 });
});

test('with a version missing in between, the group is read again and nobody is lost', async () => {
  await givenMirrored(['wmAnna', 'wmBob']);
  kit.join(CHAT, 'wmLost');
  await kit.tell(kit.leave(CHAT, 'wmAnna'));
  await kit.settleReadings();
  expect((await membersOf()).map((row) => row.member_id)).toEqual(['wmBob', 'wmLost', 'zhang']);
  expect(await membersOf('left')).toEqual([expect.objectContaining({ member_id: 'wmAnna', left_how: 'self' })]);
  expect(await groupRow()).toMatchObject({ member_version: 'v3' });
});

test('events that come in the wrong order end with the list of WeCom', async () => {
  await givenMirrored([]);
  const came = kit.join(CHAT, 'wmAnna');
  const went = kit.leave(CHAT, 'wmAnna');
  const cameAgain = kit.join(CHAT, 'wmAnna', { join_time: Math.floor(kit.server.clock.now() / 1000) + 5 });
  await kit.tell(cameAgain, went, came);
  await kit.settleReadings();
  expect((await membersOf()).map((row) => row.member_id)).toEqual(['wmAnna', 'zhang']);
  expect(await groupRow()).toMatchObject({ problem: null });
});

test('callbacks without any version or detail lead to a reading', async () => {
  await givenMirrored(['wmAnna']);
  kit.groups.get(CHAT)!.name = '新名字';
  kit.groups.get(CHAT)!.owner = 'li';
  await kit.tell(kit.changedXml(CHAT, 'change_name'));
  await kit.settleReadings();
  expect(await groupRow()).toMatchObject({ name: '新名字', owner_user_id: 'li' });
  const changes = (await kit.admin.call(contracts.listGroupChanges, { params: { chatId: CHAT } })).body.items;
  expect(changes.map((change) => change.kind).sort()).toEqual(['created', 'name', 'owner']);
  expect(changes.find((change) => change.kind === 'owner')).toMatchObject({
    from: { userId: 'zhang', name: '张伟' },
    to: { userId: 'li' },
  });
});

test('details that are late are read again until they have what was announced; a leaving told meanwhile stays', async () => {
  await givenMirrored(['wmAnna', 'wmBob']);
  kit.freeze(CHAT);
  await kit.tell(kit.join(CHAT, 'wmNew'), kit.leave(CHAT, 'wmAnna'));
  await kit.settleReadings(2);
  expect((await membersOf()).map((row) => row.member_id)).toEqual(['wmBob', 'zhang']);
  kit.thaw(CHAT);
  await kit.settleReadings();
  expect((await membersOf()).map((row) => row.member_id)).toEqual(['wmBob', 'wmNew', 'zhang']);
  expect(await membersOf('left')).toEqual([expect.objectContaining({ member_id: 'wmAnna', left_how: 'self' })]);
  expect(await groupRow()).toMatchObject({ problem: null, member_version: 'v3' });
});

test('details that never catch up: the readings end, the page says that it may be old, the next good reading heals it', async () => {
  await givenMirrored(['wmBob']);
  const before = kit.readsOf(CHAT);
  kit.freeze(CHAT);
  await kit.tell(kit.join(CHAT, 'wmNew'));
  await kit.settleReadings(20);
  expect(await kit.rows('SELECT * FROM group_reading')).toEqual([]);
  expect(kit.readsOf(CHAT) - before).toBe(8);
  const shown = await kit.admin.call(contracts.getGroup, { params: { chatId: CHAT } });
  expect(shown.body).toMatchObject({ status: 'unreadable', problem: 'group_chat.behind' });
  kit.thaw(CHAT);
  const healed = await kit.admin.call(contracts.readGroup, { params: { chatId: CHAT } });
  expect(healed.body).toMatchObject({ status: 'normal', problem: null, memberCount: 3 });
});

test('a group out of the range of the app is kept and says so; one that we never knew leaves no trace', async () => {
  await givenMirrored(['wmBob']);
  kit.refused.set(CHAT, 60011);
  kit.refused.set('wrStrange', 60011);
  await kit.tell(kit.changedXml(CHAT, 'change_notice'), kit.changedXml('wrStrange', 'change_notice'));
  await kit.settleReadings(20);
  expect(await groupRow()).toMatchObject({ problem: 'group_chat.out_of_range', dismissed_at: null, member_count: 2 });
  expect(await kit.rows('SELECT chat_id FROM group_chat')).toEqual([{ chat_id: CHAT }]);
  expect(await kit.rows("SELECT id FROM outbox_command WHERE status = 'gave_up'")).toEqual([]);
});

test('a dismissed group stays with its people, who have left it by that; nothing more is read', async () => {
  await givenMirrored(['wmAnna']);
  await kit.tell(kit.changedXml(CHAT, 'change_notice'), kit.dismissedXml(CHAT));
  const before = kit.readsOf(CHAT);
  await kit.settleReadings();
  expect(kit.readsOf(CHAT)).toBe(before);
  expect(await membersOf('left')).toEqual([
    expect.objectContaining({ member_id: 'wmAnna', left_how: 'ended' }),
    expect.objectContaining({ member_id: 'zhang', left_how: 'ended' }),
  ]);
  const left = (await eventsOf('group_member.left')).map((event) => JSON.parse(String(event.payload)));
  expect(left).toEqual([
    { chatId: CHAT, memberId: 'zhang', kind: 'member', how: 'ended', viaSync: false },
    { chatId: CHAT, memberId: 'wmAnna', kind: 'external', how: 'ended', viaSync: false },
  ]);
  expect(await kit.rows('SELECT left_count FROM group_day WHERE left_count > 0')).toEqual([{ left_count: 2 }]);
  const open = await kit.admin.call(contracts.listGroups, { body: {} });
  expect(open.body.items).toEqual([]);
  const dismissed = await kit.admin.call(contracts.listGroups, { body: { status: 'dismissed' } });
  expect(dismissed.body.items).toMatchObject([{ chatId: CHAT, status: 'dismissed' }]);
});

test('a burst of joinings is read a few times, and everybody is there', async () => {
  await givenMirrored([]);
  const before = kit.readsOf(CHAT);
  const people = Array.from({ length: 120 }, (_, index) => `wm${index}`);
  for (let start = 0; start < people.length; start += 30) {
    const messages = people.slice(start, start + 30).map((id) => kit.join(CHAT, id));
    await Promise.all(messages.map((xml) => kit.server.deliverCallback(xml)));
    await kit.settleReadings(1);
  }
  await kit.settleReadings();
  expect(kit.readsOf(CHAT) - before).toBeLessThanOrEqual(8);
  const members = await kit.admin.call(contracts.listGroupMembers, { params: { chatId: CHAT }, body: { limit: 100 } });
  expect(new Set(idsOf(members.body.items)).size).toBe(100);
  expect(await groupRow()).toMatchObject({ member_count: 121, member_version: 'v121' });
  expect(await eventsOf('group_member.joined')).toHaveLength(120);
});
