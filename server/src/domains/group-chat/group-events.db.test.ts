import * as contracts from '@zhike/shared/contracts/group-chat';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute } from '../../platform/database/sql.ts';
import { givenMember } from '../../test/given-member.ts';
import { type GroupTest, startGroupTest } from '../../test/group-kit.ts';

let kit: GroupTest;
const CHAT = 'wrSpring';

beforeEach(async () => {
  kit = await startGroupTest();
  await givenMember(kit.server, { userId: 'zhang', name: '张伟' });
});
afterEach(() => kit.close());

const membersOf = async () =>
  (
    await kit.rows('SELECT member_id FROM group_member WHERE chat_id = ? AND left_at IS NULL ORDER BY member_id', [
      CHAT,
    ])
  ).map((row) => row.member_id);
const groupRow = async () => (await kit.rows('SELECT * FROM group_chat WHERE chat_id = ?', [CHAT]))[0];
const gaveUp = () =>
  kit.rows(
    "SELECT id FROM outbox_command WHERE status = 'gave_up' UNION SELECT id FROM scenario_run WHERE status = 'gave_up'",
  );

async function givenMirrored(externals: string[]) {
  kit.givenGroup(CHAT, externals);
  await kit.tell(kit.createdXml(CHAT));
  await kit.settleReadings();
}

test('who joins before WeCom has told of the group is there all the same, and news of the founding later changes nothing', async () => {
  kit.givenGroup(CHAT, []);
  const created = kit.createdXml(CHAT);
  await kit.tell(kit.join(CHAT, 'wmAnna'));
  await kit.settleReadings();
  expect(await membersOf()).toEqual(['wmAnna', 'zhang']);
  const before = kit.readsOf(CHAT);
  await kit.tell(created);
  await kit.settleReadings();
  expect(await membersOf()).toEqual(['wmAnna', 'zhang']);
  expect(kit.readsOf(CHAT) - before).toBeLessThanOrEqual(1);
  expect(await kit.rows("SELECT id FROM event WHERE type = 'group_member.joined'")).toHaveLength(1);
});

test('a leaving that overtakes the joining it undoes ends with the list of WeCom', async () => {
  await givenMirrored(['wmBob']);
  const came = kit.join(CHAT, 'wmAnna');
  const went = kit.leave(CHAT, 'wmAnna');
  await kit.tell(went, came);
  await kit.settleReadings();
  expect(await membersOf()).toEqual(['wmBob', 'zhang']);
  expect(await groupRow()).toMatchObject({ member_version: 'v3', member_count: 2, problem: null });
});

test('a callback that counts more people than it names is not believed: the group is read', async () => {
  await givenMirrored(['wmAnna', 'wmBob', 'wmCarl']);
  const before = kit.readsOf(CHAT);
  kit.leave(CHAT, 'wmAnna');
  const told = kit
    .leave(CHAT, 'wmBob')
    .replace('<LastMemVer>v2</LastMemVer>', '<LastMemVer>v1</LastMemVer>')
    .replace('<MemChangeCnt>1</MemChangeCnt>', '<MemChangeCnt>2</MemChangeCnt>');
  await kit.tell(told);
  await kit.settleReadings();
  expect(kit.readsOf(CHAT)).toBeGreaterThan(before);
  expect(await membersOf()).toEqual(['wmCarl', 'zhang']);
  expect(await groupRow()).toMatchObject({ member_version: 'v3', member_count: 2 });
});

test('changes that arrive after the dismissal, and the dismissal told twice, bring nobody back and nothing into the failures', async () => {
  await givenMirrored(['wmAnna']);
  const late = [kit.join(CHAT, 'wmBob'), kit.changedXml(CHAT, 'change_name')];
  kit.groups.delete(CHAT);
  await kit.tell(kit.dismissedXml(CHAT));
  const { dismissed_at: at } = (await groupRow())!;
  expect(at).not.toBeNull();
  await kit.tell(...late, kit.dismissedXml(CHAT));
  await kit.settleReadings(20);
  expect(await membersOf()).toEqual([]);
  expect(await groupRow()).toMatchObject({ dismissed_at: at, member_count: 0 });
  expect(await kit.rows('SELECT chat_id FROM group_reading')).toEqual([]);
  expect(await gaveUp()).toEqual([]);
});

const told = () => kit.rows("SELECT id FROM event WHERE type = 'group_member.joined'");
const read = () => kit.admin.call(contracts.readGroup, { params: { chatId: CHAT } });

test('details that are older than a leaving bring nobody back, whoever asks for them', async () => {
  await givenMirrored(['wmAnna', 'wmBob']);
  kit.freeze(CHAT);
  await kit.tell(kit.leave(CHAT, 'wmAnna'));
  expect(await groupRow()).toMatchObject({ member_version: 'v2' });
  await read();
  await kit.tell(kit.changedXml(CHAT, 'change_name'));
  await kit.settleReadings(1);
  expect(await membersOf()).toEqual(['wmBob', 'zhang']);
  expect(await groupRow()).toMatchObject({ member_version: 'v2', member_count: 2 });
  expect(await told()).toEqual([]);
  // The new name is waited for.
  kit.groups.get(CHAT)!.name = '新名字';
  kit.thaw(CHAT);
  await kit.settleReadings();
  expect(await groupRow()).toMatchObject({ member_version: 'v2', name: '新名字', problem: null });
});

test('somebody who left by our books and is still listed minutes later is in the group', async () => {
  await givenMirrored(['wmAnna']);
  const people = kit.groups.get(CHAT)!.members;
  await kit.tell(kit.leave(CHAT, 'wmAnna'));
  kit.groups.get(CHAT)!.members = people;
  await kit.server.db.transaction((tx) => execute(tx, 'UPDATE group_member SET left_at = left_at - 61000'));
  await read();
  expect(await membersOf()).toEqual(['wmAnna', 'zhang']);
});

test('details that are older than the dismissal do not revive the group', async () => {
  await givenMirrored(['wmAnna']);
  await kit.tell(kit.dismissedXml(CHAT));
  const dismissed = await groupRow();
  expect(dismissed!.dismissed_at).not.toBeNull();
  await read();
  expect(await groupRow()).toEqual(dismissed);
  expect(await membersOf()).toEqual([]);
  expect(await told()).toEqual([]);
});

test('a colleague who leaves a group sees nothing more of it at once, and old details do not give it back', async () => {
  await givenMember(kit.server, { userId: 'li', name: '李娜' });
  const seconds = Math.floor(kit.server.clock.now() / 1000);
  const group = kit.givenGroup(CHAT, ['wmAnna'], { admins: ['li'] });
  group.members.push({ userid: 'li', type: 1, join_time: seconds - 90_000, join_scene: 1 });
  await kit.tell(kit.createdXml(CHAT));
  await kit.settleReadings();
  const li = kit.server.api.as('li');
  expect((await li.call(contracts.getGroup, { params: { chatId: CHAT } })).status).toBe(200);
  kit.freeze(CHAT);
  await kit.tell(kit.leave(CHAT, 'li'));
  const isShut = async () => {
    expect((await li.call(contracts.getGroup, { params: { chatId: CHAT } })).status).toBe(403);
    expect((await li.call(contracts.listGroups, { body: {} })).body.items).toEqual([]);
    const shown = await kit.admin.call(contracts.getGroup, { params: { chatId: CHAT } });
    expect(shown.body.admins).toEqual([]);
  };
  await isShut();
  await read();
  await isShut();
});

test('the dismissal of a large group is told of everybody, and warns of nothing', async () => {
  await givenMirrored(Array.from({ length: 450 }, (_, index) => `wm${index}`));
  await kit.tell(kit.dismissedXml(CHAT));
  await kit.server.settle(0);
  expect(await kit.rows("SELECT COUNT(*) AS n FROM event WHERE type = 'group_member.left'")).toEqual([{ n: 451 }]);
  expect(await kit.rows("SELECT id FROM task WHERE kind = 'group_leaving'")).toEqual([]);
  expect(await kit.rows("SELECT id FROM scenario_run WHERE scenario = 'alert-of-many-leaving'")).toEqual([]);
  expect(await gaveUp()).toEqual([]);
});

test('the dismissal of a group that we never knew leaves no trace', async () => {
  await kit.tell(kit.dismissedXml('wrStrange'));
  await kit.settleReadings();
  expect(await kit.rows('SELECT chat_id FROM group_chat')).toEqual([]);
  expect(await gaveUp()).toEqual([]);
});

test('a group that comes into the range of the app later is read as if nothing had been', async () => {
  kit.givenGroup(CHAT, ['wmAnna']);
  kit.refused.set(CHAT, 60011);
  await kit.tell(kit.createdXml(CHAT));
  await kit.settleReadings(20);
  expect(await groupRow()).toBeUndefined();
  const looked = await kit.admin.call(contracts.readGroup, { params: { chatId: CHAT } });
  expect(looked).toMatchObject({ status: 404, body: { code: 'group_chat.not_found' } });
  kit.refused.delete(CHAT);
  await kit.tell(kit.join(CHAT, 'wmBob'));
  await kit.settleReadings();
  expect(await membersOf()).toEqual(['wmAnna', 'wmBob', 'zhang']);
  expect(await groupRow()).toMatchObject({ problem: null, member_count: 3 });
});

test('a rush in which every third leaves again, told in any order, ends with one list, few readings and days that add up', async () => {
  await givenMirrored([]);
  const before = kit.readsOf(CHAT);
  const told: string[] = [];
  for (let index = 0; index < 90; index++) {
    told.push(kit.join(CHAT, `wm${String(index).padStart(2, '0')}`));
    if (index % 3 === 0) told.push(kit.leave(CHAT, `wm${String(index).padStart(2, '0')}`));
  }
  // As if by many connections: every seventh first, then the next of each seven.
  const shuffled = Array.from({ length: 7 }, (_, start) => told.filter((_xml, index) => index % 7 === start)).flat();
  for (let start = 0; start < shuffled.length; start += 40) {
    await Promise.all(shuffled.slice(start, start + 40).map((xml) => kit.server.deliverCallback(xml)));
    await kit.settleReadings(1);
  }
  await kit.settleReadings(20);
  expect(kit.readsOf(CHAT) - before).toBeLessThanOrEqual(12);
  const stayed = Array.from({ length: 90 }, (_, index) => index).filter((index) => index % 3 !== 0);
  expect(await membersOf()).toEqual([...stayed.map((index) => `wm${String(index).padStart(2, '0')}`), 'zhang']);
  expect(await groupRow()).toMatchObject({ member_count: 61, problem: null });
  const [days] = await kit.rows('SELECT SUM(joined) - SUM(left_count) AS n FROM group_day WHERE chat_id = ?', [CHAT]);
  expect(Number(days!.n)).toBe(61);
});
