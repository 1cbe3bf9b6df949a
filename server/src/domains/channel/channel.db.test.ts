import * as contracts from '@zhike/shared/contracts/channel';
import * as groupContracts from '@zhike/shared/contracts/channel-group';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordEvent } from '../../platform/delivery/event.ts';
import { businessTime, instantOf } from '../../platform/business-time.ts';
import { memberLeft, memberReturned } from '../corp/events.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { type ChannelTest, startChannelTest } from '../../test/channel-kit.ts';
import { ChannelRow } from './entity.ts';

const ZONE = 'Asia/Shanghai';
let kit: ChannelTest;
beforeAll(async () => {
  kit = await startChannelTest();
  for (const [userId, name] of [
    ['zhang', '张伟'],
    ['li', '李娜'],
    ['chen', '陈晨'],
    ['spare', '备用'],
  ])
    await kit.givenRep(userId!, name);
});
afterAll(() => kit.server.close());
beforeEach(async () => {
  await kit.sandbox.control('POST /control/faults/clear');
});

const settings = (more: Partial<contracts.ChannelSettingsInput> = {}): contracts.ChannelSettingsInput => ({
  name: '春季展会',
  members: [
    { userId: 'zhang', dailyCap: null },
    { userId: 'li', dailyCap: null },
  ],
  ...more,
});
const path = (channelId: string) => ({ params: { channelId } });

test('a manager makes a code for several reps and downloads its picture', async () => {
  const channel = await kit.givenChannel(settings({ name: '展会 A/1' }));
  expect(channel).toMatchObject({
    status: 'active',
    inWecom: true,
    receivingNow: { userIds: ['zhang', 'li'], why: 'on_duty' },
  });
  const [way] = await kit.codeInWecom(channel.id);
  expect(way).toMatchObject({ type: 2, scene: 2, remark: '展会 A/1', users: ['zhang', 'li'], skipVerify: true });
  const picture = await fetch(`${kit.server.origin}${channel.qrUrl}?download=1`, {
    headers: await kit.admin.headers(),
  });
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(picture.headers.get('content-disposition')).toContain(encodeURIComponent('展会 A_1.png'));
  expect(Buffer.from(await picture.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
  const list = await kit.admin.call(contracts.listChannels, { body: { search: '展会 a' } });
  expect(list.body.items.map((item) => item.id)).toEqual([channel.id]);
});

test('what the settings name must exist and be usable', async () => {
  const refused = async (more: Partial<contracts.ChannelSettingsInput>) =>
    (await kit.admin.call(contracts.createChannel, { body: settings(more) })).body as unknown as { code: string };
  expect(await refused({ members: [{ userId: 'nobody', dailyCap: null }] })).toMatchObject({
    code: 'channel.members_not_usable',
    details: { userIds: ['nobody'] },
  });
  expect(await refused({ members: [], departmentIds: [99] })).toMatchObject({ code: 'channel.departments_not_usable' });
  expect(await refused({ tagIds: ['etNone'] })).toMatchObject({ code: 'channel.tags_not_usable' });
  expect(await refused({ stageId: '01JD0000000000000000000000' })).toMatchObject({ code: 'channel.stage_not_usable' });
  expect(await refused({ groupId: '01JD0000000000000000000000' })).toMatchObject({ code: 'channel.group_not_found' });
  const image = { kind: 'image' as const, assetId: '01JD0000000000000000000000' };
  expect(await refused({ welcome: { text: 'Hi', attachments: [image] } })).toMatchObject({
    code: 'channel.materials_not_usable',
  });
  expect(await refused({ members: [] })).toMatchObject({ code: 'request.invalid' });
});

test('a full quota is told at once, and leaves nothing behind', async () => {
  await failNext('add_contact_way', 41045);
  const answer = await kit.admin.call(contracts.createChannel, { body: settings({ name: '满了' }) });
  expect(answer).toMatchObject({ status: 409, body: { code: 'channel.code_quota_full' } });
  const list = await kit.admin.call(contracts.listChannels, { body: { search: '满了' } });
  expect(list.body.items).toEqual([]);
});

test('while WeCom does not answer the code is a draft, and is made exactly once when it does', async () => {
  await kit.sandbox.control('POST /control/faults', {
    body: { api: { outage: 'html', paths: ['/cgi-bin/externalcontact/add_contact_way'] } },
  });
  const draft = await kit.givenChannel(settings({ name: '没答复' }));
  expect(draft).toMatchObject({ status: 'draft', qrUrl: null, problem: { code: 'wecom.unknown_outcome' } });
  await kit.sandbox.control('POST /control/faults/clear');
  // The answer does not wait for the failed call to be put back.
  await kit.settle();
  await dueNow();
  await kit.settle();
  expect(await kit.view(draft.id)).toMatchObject({ status: 'active', inWecom: true, problem: null });
  expect(await kit.codeInWecom(draft.id)).toHaveLength(1);
});

test('a code made by a call whose answer was lost is adopted, not made again', async () => {
  // Busy after the effect: the client tries again by itself, so WeCom holds more than one with our mark.
  await kit.sandbox.control('POST /control/faults', {
    body: {
      api: {
        failNext: [{ path: '/cgi-bin/externalcontact/add_contact_way', errcode: 45033, times: 3, afterEffect: true }],
      },
    },
  });
  const draft = await kit.givenChannel(settings({ name: '答复丢了' }));
  expect(draft.status).toBe('draft');
  await kit.settle();
  expect(await kit.view(draft.id)).toMatchObject({ status: 'active' });
  await night();
  expect(await kit.codeInWecom(draft.id)).toHaveLength(1);
});

test('edits reach WeCom, and the printed picture stays', async () => {
  const channel = await kit.givenChannel(settings());
  const [before] = await kit.codeInWecom(channel.id);
  const edited = await kit.admin.call(contracts.updateChannel, {
    ...path(channel.id),
    body: settings({ name: '夏季展会', members: [{ userId: 'chen', dailyCap: 5 }], skipVerify: false }),
  });
  expect(edited.body).toMatchObject({ name: '夏季展会', inWecom: false, receivingNow: { userIds: ['chen'] } });
  await kit.settle();
  const [after] = await kit.codeInWecom(channel.id);
  expect(after).toMatchObject({ configId: before!.configId, remark: '夏季展会', users: ['chen'], skipVerify: false });
  expect(await kit.view(channel.id)).toMatchObject({
    inWecom: true,
    settings: { members: [{ userId: 'chen', dailyCap: 5 }] },
  });
});

test('of two managers who edit one code at once the second learns of it and overwrites nothing', async () => {
  const channel = await kit.givenChannel(settings({ name: '两人同改' }));
  await kit.settle();
  const seen = { seenUpdatedAt: String((await kit.view(channel.id)).updatedAt) };
  const save = (name: string, query = {}) =>
    kit.admin.call(contracts.updateChannel, { ...path(channel.id), query, body: settings({ name }) });
  expect(await save('第一位', seen)).toMatchObject({ status: 200 });
  expect(await save('第二位', seen)).toMatchObject({ status: 409, body: { code: 'channel.changed_meanwhile' } });
  const now = await kit.view(channel.id);
  expect(now.name).toBe('第一位');
  // Pausing and resuming are no edits of the settings: whoever is at it may go on.
  await kit.admin.call(contracts.pauseChannel, { ...path(channel.id), body: { standInUserId: 'chen' } });
  await kit.admin.call(contracts.resumeChannel, path(channel.id));
  expect(await save('第二位', { seenUpdatedAt: String(now.updatedAt) })).toMatchObject({ status: 200 });
});

test('a paused code leads to the spare, else to a stand-in, and resumes', async () => {
  const channel = await kit.givenChannel(settings());
  const without = await kit.admin.call(contracts.pauseChannel, { ...path(channel.id), body: {} });
  expect(without).toMatchObject({ status: 400, body: { code: 'channel.pause_needs_stand_in' } });
  const paused = await kit.admin.call(contracts.pauseChannel, { ...path(channel.id), body: { standInUserId: 'chen' } });
  expect(paused.body).toMatchObject({ status: 'paused', can: { pause: false, resume: true } });
  await kit.settle();
  expect((await kit.codeInWecom(channel.id))[0]!.users).toEqual(['chen']);
  await kit.admin.call(contracts.resumeChannel, path(channel.id));
  await kit.settle();
  expect((await kit.codeInWecom(channel.id))[0]!.users).toEqual(['zhang', 'li']);
  const again = await kit.admin.call(contracts.resumeChannel, path(channel.id));
  expect(again).toMatchObject({ status: 409, body: { code: 'channel.wrong_status' } });
});

test('a deleted code is gone from WeCom and from the list', async () => {
  const channel = await kit.givenChannel(settings({ name: '要删的' }));
  await kit.admin.call(contracts.deleteChannel, path(channel.id));
  await kit.settle();
  expect(await kit.codeInWecom(channel.id)).toEqual([]);
  expect((await kit.admin.call(contracts.getChannel, path(channel.id))).status).toBe(404);
});

test('who reaches the daily cap rests until midnight; the spare receives when all rest', async () => {
  const members = [
    { userId: 'zhang', dailyCap: 1 },
    { userId: 'li', dailyCap: 1 },
  ];
  const channel = await kit.givenChannel(settings({ members, spareUserId: 'spare' }));
  const users = async () => (await kit.codeInWecom(channel.id))[0]!.users;
  await kit.scan(channel.id, { userId: 'zhang' });
  await kit.settle();
  expect(await users()).toEqual(['li']);
  // Came before WeCom knew: stays with that rep and shows as beyond the cap.
  await kit.scan(channel.id, { userId: 'zhang' });
  await kit.scan(channel.id, { userId: 'li' });
  await kit.settle();
  expect(await users()).toEqual(['spare']);
  const seen = await kit.view(channel.id);
  expect(seen.receivingNow.why).toBe('spare');
  expect(seen.members.find((member) => member.userId === 'zhang')).toMatchObject({ addedToday: 2, overCapToday: 1 });
  expect(seen.today).toEqual({ added: 3, lost: 0, net: 3 });
  await kit.travelTo(tomorrowAt(0, 1));
  expect(await users()).toEqual(['zhang', 'li']);
});

test('of many who come at the same moment exactly those beyond the cap count as beyond it', async () => {
  const channel = await kit.givenChannel(
    settings({ members: [{ userId: 'zhang', dailyCap: 5 }], spareUserId: 'spare' }),
  );
  await Promise.all(Array.from({ length: 20 }, () => kit.scan(channel.id, { userId: 'zhang' })));
  await kit.settle();
  const day = businessTime(kit.server.clock.now(), ZONE).date;
  const stats = await kit.admin.call(contracts.getChannelStats, { ...path(channel.id), query: { from: day, to: day } });
  expect(stats.body).toMatchObject({ total: { added: 20 }, days: [{ day, added: 20, overCap: 15 }] });
  expect((await kit.codeInWecom(channel.id))[0]!.users).toEqual(['spare']);
  const tooLong = await kit.admin.call(contracts.getChannelStats, {
    ...path(channel.id),
    query: { from: '2020-01-01', to: day },
  });
  expect(tooLong).toMatchObject({
    status: 400,
    body: { code: 'request.invalid', details: { issues: [{ path: 'query.to' }] } },
  });
});

test('the timetable moves the code from shift to shift', async () => {
  const shift = (from: string, to: string, userId: string) => ({
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    from,
    to,
    userIds: [userId],
  });
  const duty = { kind: 'weekly' as const, shifts: [shift('09:00', '12:00', 'zhang'), shift('12:00', '18:00', 'li')] };
  await kit.travelTo(tomorrowAt(10, 0));
  const channel = await kit.givenChannel(settings({ duty, spareUserId: 'spare' }));
  const users = async () => (await kit.codeInWecom(channel.id))[0]!.users;
  expect(await users()).toEqual(['zhang']);
  const today = businessTime(kit.server.clock.now(), ZONE).date;
  await kit.travelTo(instantOf(today, 12 * 60 + 1, ZONE));
  expect(await users()).toEqual(['li']);
  await kit.travelTo(instantOf(today, 18 * 60 + 1, ZONE));
  expect(await users()).toEqual(['spare']);
});

test('a leaver leaves all codes at once, and the last one makes somebody look', async () => {
  const both = await kit.givenChannel(settings({ name: '两人' }));
  const alone = await kit.givenChannel(settings({ name: '独自', members: [{ userId: 'chen', dailyCap: null }] }));
  await happen(memberLeft({ occurredAt: 1, memberUserId: 'zhang', payload: { userId: 'zhang', reason: 'left' } }));
  await happen(memberLeft({ occurredAt: 1, memberUserId: 'chen', payload: { userId: 'chen', reason: 'left' } }));
  expect((await kit.codeInWecom(both.id))[0]!.users).toEqual(['li']);
  expect(await kit.view(alone.id)).toMatchObject({
    receivingNow: { why: 'unattended' },
    members: [{ condition: 'left' }],
  });
  const { items } = await kit.sandbox.control('GET /control/members/:userId/app-messages', {
    params: { userId: 'admin' },
  });
  expect(JSON.stringify(items)).toContain('渠道码「独自」无人接待');
  await happen(memberReturned({ occurredAt: 2, memberUserId: 'chen', payload: { userId: 'chen' } }));
  await happen(memberReturned({ occurredAt: 2, memberUserId: 'zhang', payload: { userId: 'zhang' } }));
  expect(await kit.view(alone.id)).toMatchObject({ receivingNow: { userIds: ['chen'], why: 'on_duty' } });
});

test('a rep whom WeCom refuses is left out with an explanation, and tried again at night', async () => {
  await kit.givenRep('raw', '未激活');
  const channel = await kit.givenChannel(settings());
  await kit.sandbox.control('POST /control/members/:userId', { params: { userId: 'raw' }, body: { status: 4 } });
  const members = ['zhang', 'li', 'raw', 'chen'].map((userId) => ({ userId, dailyCap: null }));
  await kit.admin.call(contracts.updateChannel, { ...path(channel.id), body: settings({ members }) });
  await kit.settle();
  const seen = await kit.view(channel.id);
  expect(seen.problem).toMatchObject({ code: 'channel.member_not_activated', userIds: ['raw'] });
  expect(seen.members.find((member) => member.userId === 'raw')?.condition).toBe('unusable');
  expect((await kit.codeInWecom(channel.id))[0]!.users.sort()).toEqual(['chen', 'li', 'zhang']);
  await kit.sandbox.control('POST /control/members/:userId', { params: { userId: 'raw' }, body: { status: 1 } });
  await night();
  const mended = await kit.view(channel.id);
  expect(mended.problem).toBeNull();
  expect((await kit.codeInWecom(channel.id))[0]!.users.sort()).toEqual(['chen', 'li', 'raw', 'zhang']);
});

test('a code that only WeCom remembers comes back as a channel; those of other apps are left alone', async () => {
  const channel = await kit.givenChannel(settings({ name: '备份之后' }));
  await kit.server.deps.wecom.contactWay.add({ state: 'of-another-app', userIds: ['zhang'] });
  const [way] = await kit.codeInWecom(channel.id);
  await kit.server.db.transaction((tx) => tx.delete(ChannelRow, { id: channel.id }));
  await night();
  const list = await kit.admin.call(contracts.listChannels, { body: { search: '备份之后' } });
  expect(list.body.items).toMatchObject([{ status: 'active', memberCount: 2 }]);
  const { items } = await kit.sandbox.control('GET /control/contact-ways', { query: { limit: '500' } });
  expect(items.filter((one) => one.configId === way!.configId || one.state === 'of-another-app')).toHaveLength(2);
  expect(list.body.items).toHaveLength(1);
});

test('groups hold channels, and let them go', async () => {
  const group = (await kit.admin.call(groupContracts.createChannelGroup, { body: { name: '展会' } })).body;
  const channel = await kit.givenChannel(settings({ name: '在组里', groupId: group.id }));
  const inGroup = await kit.admin.call(contracts.listChannels, { body: { groupId: group.id } });
  expect(inGroup.body.items).toMatchObject([{ id: channel.id, group: { name: '展会' } }]);
  await kit.admin.call(groupContracts.updateChannelGroup, {
    params: { groupId: group.id },
    body: { name: '线下展会', sort: 2 },
  });
  const groups = await kit.admin.call(groupContracts.listChannelGroups);
  expect(groups.body.items).toMatchObject([{ name: '线下展会', channelCount: 1 }]);
  await kit.admin.call(groupContracts.deleteChannelGroup, { params: { groupId: group.id } });
  expect((await kit.view(channel.id)).group).toBeNull();
});

test('reps may not touch channels', async () => {
  const answer = await kit.server.api.as('li').call(contracts.listChannels, { body: {} });
  expect(answer).toMatchObject({ status: 403 });
});

test('pages of the list go on where the last one ended', async () => {
  const first = await kit.admin.call(contracts.listChannels, { body: { limit: 3 } });
  const second = await kit.admin.call(contracts.listChannels, { body: { limit: 3, cursor: first.body.nextCursor! } });
  expect(first.body.items).toHaveLength(3);
  expect(second.body.items[0]!.id < first.body.items[2]!.id).toBe(true);
});

async function failNext(call: string, errcode: number, times = 1) {
  const rule = { path: `/cgi-bin/externalcontact/${call}`, errcode, times };
  await kit.sandbox.control('POST /control/faults', { body: { api: { failNext: [rule] } } });
}

/** What waits for a later try is tried now. */
async function dueNow() {
  await kit.server.db.transaction((tx) =>
    tx.query("UPDATE outbox_command SET next_attempt_at = 0 WHERE status = 'waiting'"),
  );
}

async function happen(event: Parameters<typeof recordEvent>[1]) {
  await kit.server.db.transaction((tx) => recordEvent(tx, event));
  await kit.settle();
}

const night = () => happen(nightStarted({ occurredAt: kit.server.clock.now(), payload: {} }));

function tomorrowAt(hour: number, minute: number): number {
  const { date } = businessTime(kit.server.clock.now() + 24 * 3_600_000, ZONE);
  return instantOf(date, hour * 60 + minute, ZONE);
}
