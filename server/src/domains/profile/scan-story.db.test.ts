import { getCustomerByExternalId, getCustomerTimeline } from '@zhike/shared/contracts/customer';
import { openListContactWays } from '@zhike/shared/contracts/open-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChannelTest, startChannelTest } from '../../test/channel-kit.ts';
import { TagGroupRow, TagRow } from '../tag/entity.ts';

let kit: ChannelTest;
beforeAll(async () => {
  kit = await startChannelTest();
});
afterAll(() => kit.server.close());

test('a customer who scans a channel code: the sidebar shows channel, tag with origin, owner with reason, task, and the whole timeline', async () => {
  const { server, sandbox } = kit;
  await kit.givenRep('zhangwei', '张伟');
  const group = await sandbox.control('POST /control/console/tags/create', {
    body: { groupName: '来源', names: ['展会'] },
  });
  const tag = group.tags[0]!;
  await server.db.transaction(async (tx) => {
    await tx.insert(TagGroupRow, {
      id: group.id,
      name: '来源',
      sort: 0,
      departmentIds: null,
      createdByUs: false,
      createdAt: 0,
      deletedAt: null,
    });
    await tx.insert(TagRow, {
      id: tag.id,
      groupId: group.id,
      name: '展会',
      sort: 0,
      createdByUs: false,
      createdAt: 0,
      deletedAt: null,
    });
  });
  const channel = await kit.givenChannel({
    name: '春季展会',
    members: [{ userId: 'zhangwei', dailyCap: null }],
    tagIds: [tag.id],
    stageId: '01STAGE0000000000000000002',
    remarkRule: '{昵称}-{渠道}',
    welcome: { text: '你好,{客户昵称}', attachments: [], byTimeOfDay: [] },
  });
  await kit.settle();
  const { relation } = await kit.scan(channel.id, { name: '林晓雨', userId: 'zhangwei' });
  await kit.settle();
  const externalUserId = relation!.externalUserId;

  const { body: profile } = await server.api
    .as('zhangwei')
    .call(getCustomerByExternalId, { params: { externalUserId } });
  expect(profile).toMatchObject({
    name: '林晓雨',
    stage: { name: '意向' },
    channel: { id: channel.id, name: '春季展会' },
    owner: { member: { name: '张伟' }, reason: { sentence: '客户扫「春季展会」添加了张伟,由张伟负责' } },
    tags: [
      { name: '展会', groupName: '来源', origins: [{ kind: 'scan', channel: { name: '春季展会' }, state: 'done' }] },
    ],
    myRelation: { remark: '林晓雨-春季展会', channel: { name: '春季展会' } },
    nextTask: { kind: 'first_follow_up' },
  });
  const { body: timeline } = await server.api
    .as('zhangwei')
    .call(getCustomerTimeline, { params: { customerId: profile.id } });
  const types = timeline.items.map((item) => item.type);
  for (const type of [
    'external_contact.added',
    'welcome.sent',
    'customer.tagged',
    'customer.owner_changed',
    'customer.stage_changed',
    'task.opened',
  ]) {
    expect(types, type).toContain(type);
  }
  expect(timeline.items.find((item) => item.type === 'external_contact.added')?.data).toMatchObject({
    channel: { name: '春季展会' },
  });
  const { body: ways } = await server.api.open.call(openListContactWays);
  expect(ways.items).toMatchObject([{ channelId: channel.id, userIds: ['zhangwei'], status: 'active' }]);
});
