import { Readable } from 'node:stream';
import type * as contracts from '@zhike/shared/contracts/channel';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { businessDate } from '../../platform/business-time.ts';
import { select } from '../../platform/database/sql.ts';
import { givenMember } from '../../test/given-member.ts';
import { CustomerTagRow } from '../customer/entity.ts';
import { findCustomerByExternalId, findRelation } from '../customer/store.ts';
import { listStages } from '../field/store.ts';
import { getAsset } from '../media/store.ts';
import { uploadAsset } from '../media/upload-asset.ts';
import { TaskRow } from '../task/entity.ts';
import { channelStats } from './stats.ts';
import { type ChannelTest, startChannelTest } from '../../test/channel-kit.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const admin = { userId: 'admin', name: '王总', role: 'admin', scope: { kind: 'all' }, sessionId: 'test' } as const;

let kit: ChannelTest;
let tagId: string;
let imageId: string;
beforeAll(async () => {
  kit = await startChannelTest();
  await kit.givenRep('zhang', '张伟');
  await kit.givenRep('li', '李娜');
  const group = await kit.sandbox.control('POST /control/console/tags/create', {
    body: { groupName: '来源', names: ['春季展会'] },
  });
  tagId = group.tags[0]!.id;
  imageId = (
    await uploadAsset(kit.server.deps, admin, { kind: 'image', name: '海报.png', content: Readable.from([PNG]) })
  ).id;
  await kit.settle();
});
afterAll(() => kit.server.close());
beforeEach(async () => {
  await kit.sandbox.control('POST /control/faults/clear');
  await kit.sandbox.control('POST /control/settings', { body: { skipVerifyEvents: 'full' } });
});

const welcomed: Partial<contracts.ChannelSettingsInput> = {
  members: [{ userId: 'zhang', dailyCap: null }],
  welcome: {
    text: '{客户昵称}你好,我是{员工姓名}',
    attachments: [{ kind: 'link', title: '官网', url: 'https://example.com' }],
  },
};

async function chat(userId: string, externalUserId: string) {
  const { items } = await kit.sandbox.control('GET /control/chats/:userId/:externalUserId/messages', {
    params: { userId, externalUserId },
  });
  return items.filter((message) => message.via === 'welcome').map((message) => message.content);
}

async function runsOf(scenario: string, externalUserId: string) {
  const rows = await select<{ status: string; note: string | null; payload: string }>(
    kit.server.db.read,
    'SELECT r.status, r.note, e.payload FROM scenario_run r JOIN event e ON e.id = r.event_id WHERE r.scenario = ? ORDER BY r.id',
    [scenario],
  );
  return rows.filter((row) => row.payload.includes(externalUserId)).map(({ status, note }) => ({ status, note }));
}

test('whoever scans a code is archived, tagged, owned, named, staged, welcomed and announced', async () => {
  const stages = await listStages(kit.server.db.read);
  const stage = stages.find((one) => !one.isDefault)!;
  const channel = await kit.givenChannel({
    ...welcomed,
    tagIds: [tagId],
    stageId: stage.id,
    remarkRule: '{昵称}-{渠道}',
    welcome: {
      ...welcomed.welcome!,
      attachments: [{ kind: 'image', assetId: imageId }, ...welcomed.welcome!.attachments!],
    },
  });
  await kit.settle();
  const { externalUserId } = await kit.scan(channel.id, { userId: 'zhang', name: '林晓雨' });
  await kit.settle();

  expect(await chat('zhang', externalUserId)).toMatchObject([
    { kind: 'text', text: '林晓雨你好,我是张伟' },
    { kind: 'image' },
    { kind: 'link', title: '官网', url: 'https://example.com' },
  ]);
  const customer = (await findCustomerByExternalId(kit.server.db.read, externalUserId))!;
  expect(customer).toMatchObject({
    name: '林晓雨',
    ownerUserId: 'zhang',
    stageId: stage.id,
    firstChannelId: channel.id,
    ownerReason: { rule: 'added_rep', sentence: '客户扫「春季展会」添加了张伟,由张伟负责' },
  });
  const relation = await findRelation(kit.server.db.read, 'zhang', externalUserId);
  expect(relation).toMatchObject({ channelId: channel.id, remark: '林晓雨-春季展会' });
  const tags = await kit.server.db.read.findBy(CustomerTagRow, { customerId: customer.id });
  expect(tags).toMatchObject([{ tagId, originKind: 'scan', originRef: channel.id, inWecom: 'done' }]);
  const inWecom = await kit.sandbox.control('GET /control/relations/:userId/:externalUserId', {
    params: { userId: 'zhang', externalUserId },
  });
  expect(inWecom).toMatchObject({ remark: '林晓雨-春季展会', tags: [{ id: tagId }] });
  const { items } = await kit.sandbox.control('GET /control/members/:userId/app-messages', {
    params: { userId: 'zhang' },
  });
  expect(JSON.stringify(items)).toContain('新客户「林晓雨」');
});

test('a half friend and her confirmation are one adding: one welcome, one count', async () => {
  await kit.sandbox.control('POST /control/settings', { body: { skipVerifyEvents: 'half_then_full' } });
  const channel = await kit.givenChannel(welcomed);
  const { externalUserId } = await kit.scan(channel.id, { userId: 'zhang', name: '半友' });
  await kit.settle();
  await kit.sandbox
    .control('POST /control/friends/confirm', { body: { externalUserId, userId: 'zhang' } })
    .catch(() => undefined);
  await kit.settle();
  expect(await chat('zhang', externalUserId)).toHaveLength(2);
  expect((await kit.view(channel.id)).today.added).toBe(1);
  expect(await findCustomerByExternalId(kit.server.db.read, externalUserId)).toMatchObject({ ownerUserId: 'zhang' });
});

test('a welcome that WeCom is busy with is tried again within its 20 seconds', async () => {
  await kit.sandbox.control('POST /control/faults', {
    body: { api: { failNext: [{ path: '/cgi-bin/externalcontact/send_welcome_msg', errcode: 41096, times: 1 }] } },
  });
  const channel = await kit.givenChannel(welcomed);
  const { externalUserId } = await kit.scan(channel.id, { userId: 'zhang', name: '稍等' });
  await kit.settle();
  await expect.poll(() => chat('zhang', externalUserId), { timeout: 5_000 }).toHaveLength(2);
});

test('a welcome whose answer was lost counts as sent', async () => {
  await kit.sandbox.control('POST /control/faults', {
    body: {
      api: {
        failNext: [{ path: '/cgi-bin/externalcontact/send_welcome_msg', errcode: 41096, times: 1, afterEffect: true }],
      },
    },
  });
  const channel = await kit.givenChannel(welcomed);
  const { externalUserId } = await kit.scan(channel.id, { userId: 'zhang', name: '已发' });
  await kit.settle();
  await expect
    .poll(() => eventsOf('welcome.sent', externalUserId), { timeout: 5_000 })
    .toMatchObject([{ alreadyServed: true }]);
  expect(await chat('zhang', externalUserId)).toHaveLength(2);
});

test('a code that WeCom no longer takes becomes a task for the rep', async () => {
  await kit.sandbox.control('POST /control/faults', {
    body: { api: { failNext: [{ path: '/cgi-bin/externalcontact/send_welcome_msg', errcode: 41050, times: 1 }] } },
  });
  const channel = await kit.givenChannel(welcomed);
  const { externalUserId } = await kit.scan(channel.id, { userId: 'zhang', name: '错过' });
  await kit.settle();
  const tasks = await kit.server.db.read.findBy(TaskRow, { kind: 'welcome_missed' });
  expect(tasks).toMatchObject([{ assigneeUserId: 'zhang', status: 'open', reason: expect.stringContaining('20 秒') }]);
  expect(await chat('zhang', externalUserId)).toEqual([]);
});

test('an attachment that WeCom refuses does not cost the greeting: the text goes out, the file is uploaded anew, managers are told once', async () => {
  // A rep of this test alone: beyond a pace the notices of one are merged.
  await kit.givenRep('wang', '王芳');
  const channel = await kit.givenChannel({
    members: [{ userId: 'wang', dailyCap: null }],
    name: '坏素材',
    welcome: { text: '{客户昵称}你好', attachments: [{ kind: 'image', assetId: imageId }] },
  });
  await kit.settle();
  const mediaIdOf = async () => (await getAsset(kit.server.db.read, imageId)).mediaId;
  const before = await mediaIdOf();
  expect(before).not.toBeNull();
  await kit.sandbox.control('POST /control/faults', {
    body: { api: { failNext: [{ path: '/cgi-bin/externalcontact/send_welcome_msg', errcode: 40007, times: 1 }] } },
  });
  const first = await kit.scan(channel.id, { userId: 'wang', name: '收到文字' });
  await kit.settle();
  expect(await chat('wang', first.externalUserId)).toMatchObject([{ kind: 'text', text: '收到文字你好' }]);
  expect(await eventsOf('welcome.sent', first.externalUserId)).toMatchObject([{ withoutAttachments: true }]);
  expect(await mediaIdOf()).not.toBe(before);
  expect((await kit.view(channel.id)).problem).toMatchObject({ code: 'channel.welcome_attachments_refused' });

  await kit.sandbox.control('POST /control/faults', {
    body: { api: { failNext: [{ path: '/cgi-bin/externalcontact/send_welcome_msg', errcode: 40007, times: 1 }] } },
  });
  await kit.scan(channel.id, { userId: 'wang', name: '再来一位' });
  // The one refusal is hers: of two greetings at once either could be the first.
  await kit.settle();
  const healed = await kit.scan(channel.id, { userId: 'wang', name: '图文都有' });
  await kit.settle();
  expect(await chat('wang', healed.externalUserId)).toHaveLength(2);
  const { items } = await kit.sandbox.control('GET /control/members/:userId/app-messages', {
    params: { userId: 'admin' },
  });
  expect(items.filter((item) => JSON.stringify(item).includes('「坏素材」需要处理'))).toHaveLength(1);
});

test('whoever must agree to archiving first is greeted once she has', async () => {
  await kit.sandbox.control('POST /control/members', { body: { userId: 'archived', name: '存档', archived: true } });
  await givenMember(kit.server, { userId: 'archived', name: '存档' });
  const channel = await kit.givenChannel({ ...welcomed, members: [{ userId: 'archived', dailyCap: null }] });
  const { externalUserId } = await kit.scan(channel.id, { userId: 'archived', name: '先同意' });
  await kit.settle();
  expect(await eventsOf('welcome.missed', externalUserId)).toMatchObject([{ reason: 'consent_needed' }]);
  await kit.sandbox.control('POST /control/friends/consent', {
    body: { externalUserId, userId: 'archived', agree: true },
  });
  await kit.settle();
  expect(await chat('archived', externalUserId)).toMatchObject([{ text: '先同意你好,我是存档' }, {}]);
});

test('the welcome does not wait for a name that does not come', async () => {
  await kit.sandbox.control('POST /control/faults', {
    body: { api: { latencyMs: 1_500, paths: ['/cgi-bin/externalcontact/get'] } },
  });
  const channel = await kit.givenChannel(welcomed);
  const { externalUserId } = await kit.scan(channel.id, { userId: 'zhang', name: '无名' });
  await expect
    .poll(() => chat('zhang', externalUserId), { timeout: 6_000 })
    .toMatchObject([{ text: '朋友你好,我是张伟' }, {}]);
});

test('every way of not greeting says why', async () => {
  const silent = await kit.givenChannel({ members: welcomed.members });
  const scanned = await kit.scan(silent.id, { userId: 'zhang', name: '无欢迎语' });
  const { externalUserId } = await kit.sandbox.control('POST /control/customers', { body: { name: '名片' } });
  await kit.sandbox.control('POST /control/friends/add', { body: { externalUserId, userId: 'zhang' } });
  await kit.settle();
  expect(await runsOf('send-welcome-message', scanned.externalUserId)).toEqual([
    { status: 'skipped', note: '客户来源的渠道没有设置欢迎语' },
  ]);
  expect(await runsOf('send-welcome-message', externalUserId)).toEqual([
    { status: 'skipped', note: '客户来源的渠道没有设置欢迎语' },
  ]);
});

test('a returning customer keeps her owner; the added rep is told, and so is the owner', async () => {
  const first = await kit.givenChannel({ name: '第一次', members: [{ userId: 'zhang', dailyCap: null }] });
  const second = await kit.givenChannel({ name: '第二次', members: [{ userId: 'li', dailyCap: null }] });
  const { externalUserId } = await kit.scan(first.id, { userId: 'zhang', name: '熟客' });
  await kit.settle();
  await kit.scan(second.id, { userId: 'li', externalUserId });
  await kit.settle();
  expect(await findCustomerByExternalId(kit.server.db.read, externalUserId)).toMatchObject({
    ownerUserId: 'zhang',
    firstChannelId: first.id,
    ownerReason: { rule: 'returning_customer', alternatives: [{ userId: 'li' }] },
  });
  const messages = async (userId: string) =>
    JSON.stringify(
      (await kit.sandbox.control('GET /control/members/:userId/app-messages', { params: { userId } })).items,
    );
  expect(await messages('li')).toContain('仍由张伟负责');
  expect(await messages('zhang')).toContain('又添加了李娜');
});

test('a rep whose customer-contact function we have not seen yet owns whoever adds her: WeCom let her be added', async () => {
  const channel = await kit.givenChannel({ name: '新人', members: [{ userId: 'li', dailyCap: null }] });
  await givenMember(kit.server, { userId: 'li', name: '李娜', isFollowUser: false });
  const { externalUserId } = await kit.scan(channel.id, { userId: 'li', name: '新人的客户' });
  await kit.settle();
  expect(await findCustomerByExternalId(kit.server.db.read, externalUserId)).toMatchObject({
    ownerUserId: 'li',
    ownerReason: { rule: 'added_rep' },
  });
  await givenMember(kit.server, { userId: 'li', name: '李娜' });
});

test('losses count on the day they happen, and coming back counts anew', async () => {
  const channel = await kit.givenChannel({ name: '来来去去', members: [{ userId: 'zhang', dailyCap: null }] });
  const { externalUserId } = await kit.scan(channel.id, { userId: 'zhang', name: '去而复返' });
  await kit.settle();
  await kit.sandbox.control('POST /control/friends/delete', {
    body: { externalUserId, userId: 'zhang', by: 'customer' },
  });
  await kit.settle();
  expect((await kit.view(channel.id)).today).toEqual({ added: 1, lost: 1, net: 0 });
  await kit.travelTo(kit.server.clock.now() + 2 * 3_600_000);
  await kit.scan(channel.id, { userId: 'zhang', externalUserId });
  await kit.settle();
  const today = businessDate(kit.server.clock.now(), 'Asia/Shanghai');
  const stats = await channelStats(
    kit.server.db.read,
    channel.id,
    businessDate(kit.server.clock.now() - 24 * 3_600_000, 'Asia/Shanghai'),
    today,
  );
  expect(stats.total).toEqual({ added: 2, lost: 1, net: 1 });
  expect(stats.byMember).toMatchObject([{ userId: 'zhang', name: '张伟', added: 2 }]);
});

test('WeCom telling the same twice counts once', async () => {
  const channel = await kit.givenChannel({ name: '重复', members: [{ userId: 'zhang', dailyCap: null }] });
  const { callbacks } = await kit.scan(channel.id, { userId: 'zhang', name: '重复者' });
  await kit.settle();
  for (const id of callbacks) await kit.sandbox.control('POST /control/callbacks/:id/repeat', { params: { id } });
  await kit.settle();
  expect((await kit.view(channel.id)).today.added).toBe(1);
});

async function eventsOf(type: string, externalUserId: string): Promise<Record<string, unknown>[]> {
  const rows = await select<{ payload: string }>(
    kit.server.db.read,
    'SELECT payload FROM event WHERE type = ? ORDER BY id',
    [type],
  );
  return rows
    .map((row) => JSON.parse(row.payload) as Record<string, unknown>)
    .filter((payload) => payload.externalUserId === externalUserId);
}
