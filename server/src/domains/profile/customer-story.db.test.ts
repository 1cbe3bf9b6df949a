import { getCustomerByExternalId, getCustomerTimeline } from '@zhike/shared/contracts/customer';
import { listCustomers } from '@zhike/shared/contracts/customer-list';
import {
  changeCustomerRemark,
  changeCustomerStage,
  changeCustomerTags,
  revealCustomerPhones,
} from '@zhike/shared/contracts/customer-changes';
import { completeTask, listTasks, logFollowUp, snoozeTask } from '@zhike/shared/contracts/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPersonInWechat, givenRepInWecom, sandboxOf, settleStory } from '../../test/sandbox-story.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { select } from '../../platform/database/sql.ts';
import { TagGroupRow, TagRow } from '../tag/entity.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ sandbox: true });
  await givenRepInWecom(server, 'zhangwei', '张伟');
  await givenRepInWecom(server, 'lina', '李娜');
  await givenRepInWecom(server, 'boss', '陈宇', { role: 'admin' });
});
afterAll(() => server.close());

const control = (): NonNullable<TestServer['sandbox']>['control'] => sandboxOf(server).control;

async function givenFriends(userId: string, name: string): Promise<string> {
  const externalUserId = await givenPersonInWechat(server, name);
  await control()('POST /control/friends/add', { body: { userId, externalUserId } });
  await settleStory(server);
  return externalUserId;
}

async function profileFor(userId: string, externalUserId: string) {
  const answer = await server.api.as(userId).call(getCustomerByExternalId, { params: { externalUserId } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

async function givenTags(names: string[]): Promise<string[]> {
  const { id: groupId, tags } = await control()('POST /control/console/tags/create', {
    body: { groupName: `组${names[0]}`, names },
  });
  await server.db.transaction(async (tx) => {
    await tx.insert(TagGroupRow, {
      id: groupId,
      name: `组${names[0]}`,
      sort: 0,
      departmentIds: null,
      createdByUs: false,
      createdAt: 0,
      deletedAt: null,
    });
    for (const tag of tags)
      await tx.insert(TagRow, {
        id: tag.id,
        groupId,
        name: tag.name,
        sort: 0,
        createdByUs: false,
        createdAt: 0,
        deletedAt: null,
      });
  });
  return tags.map((tag) => tag.id);
}

test('a customer who adds a rep is archived with her relation, a first stage and a first task', async () => {
  const externalUserId = await givenFriends('zhangwei', '林晓雨');
  const profile = await profileFor('zhangwei', externalUserId);
  expect(profile).toMatchObject({
    name: '林晓雨',
    status: 'active',
    externalUserId,
    stage: { name: '新客户' },
    myRelation: { status: 'active', isMine: true, member: { name: '张伟' } },
    nextTask: { kind: 'first_follow_up', assignee: { userId: 'zhangwei' }, title: '首次联系「林晓雨」' },
    freshestSignal: { type: 'external_contact.added' },
    can: { editRemark: true, setOwner: false },
  });
  const timeline = await server.api.as('zhangwei').call(getCustomerTimeline, { params: { customerId: profile.id } });
  expect(timeline.body.items.map((item) => item.type)).toContain('external_contact.added');
});

test('the same callback told twice archives once and opens one task', async () => {
  const externalUserId = await givenFriends('zhangwei', '王小明');
  await server.deliverCallback(
    `<xml><ToUserName><![CDATA[${server.config.wecom.corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${Math.floor(Date.now() / 1000) + 1}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangwei]]></UserID><ExternalUserID><![CDATA[${externalUserId}]]></ExternalUserID></xml>`,
  );
  await server.settle();
  const profile = await profileFor('zhangwei', externalUserId);
  expect(profile.relations).toHaveLength(1);
  const tasks = await server.api.as('zhangwei').call(listTasks, { query: { customerId: profile.id } });
  expect(tasks.body.items).toHaveLength(1);
});

test('two reps adding one customer are two relations of one customer', async () => {
  const externalUserId = await givenFriends('zhangwei', '赵两家');
  await control()('POST /control/friends/add', { body: { userId: 'lina', externalUserId } });
  await settleStory(server);
  const [mine, hers] = [await profileFor('zhangwei', externalUserId), await profileFor('lina', externalUserId)];
  expect(mine.id).toBe(hers.id);
  expect(hers.relations.map((one) => one.member.userId).sort()).toEqual(['lina', 'zhangwei']);
});

test('a customer who deletes the rep is lost, the rep is alerted, and coming back revives the relation', async () => {
  const externalUserId = await givenFriends('lina', '流失的客户');
  await control()('POST /control/clock', { body: { advanceMs: 2000 } });
  await control()('POST /control/friends/delete', { body: { userId: 'lina', externalUserId, by: 'customer' } });
  await settleStory(server);
  const lost = await profileFor('boss', externalUserId);
  expect(lost.status).toBe('lost');
  expect(lost.relations[0]).toMatchObject({ status: 'deleted_by_customer' });
  const tasks = await server.api.as('lina').call(listTasks, { query: { limit: 100 } });
  expect(tasks.body.items.map((task) => task.title)).toContain('了解「流失的客户」删除好友的原因');
  const notices = await select<{ title: string }>(
    server.db.read,
    "SELECT title FROM notice WHERE user_id = 'lina' AND kind = 'customer_lost'",
  );
  expect(notices).toHaveLength(1);

  await control()('POST /control/clock', { body: { advanceMs: 2000 } });
  await control()('POST /control/friends/add', { body: { userId: 'lina', externalUserId } });
  await settleStory(server);
  const back = await profileFor('lina', externalUserId);
  expect(back).toMatchObject({ id: lost.id, status: 'active', myRelation: { status: 'active', removedAt: null } });
});

test('a rep tags a customer: our books at once, WeCom through the outbox; the timeline tells who did it', async () => {
  const externalUserId = await givenFriends('zhangwei', '贴标签');
  const { id } = await profileFor('zhangwei', externalUserId);
  const [high = '', city = ''] = await givenTags(['高意向', '上海']);
  const answer = await server.api
    .as('zhangwei')
    .call(changeCustomerTags, { params: { customerId: id }, body: { add: [high, city], remove: [] } });
  expect(answer.body.tags.map((tag) => tag.name).sort()).toEqual(['上海', '高意向']);
  expect(answer.body.tags[0]?.origins[0]).toMatchObject({ kind: 'rep', member: { name: '张伟' } });
  await server.settle();
  const inWecom = await control()('GET /control/relations/:userId/:externalUserId', {
    params: { userId: 'zhangwei', externalUserId },
  });
  expect(inWecom.tags.map((tag) => tag.id).sort()).toEqual([high, city].sort());
  expect((await profileFor('zhangwei', externalUserId)).tags.every((tag) => tag.origins[0]?.state === 'done')).toBe(
    true,
  );

  await server.api
    .as('zhangwei')
    .call(changeCustomerTags, { params: { customerId: id }, body: { add: [], remove: [city] } });
  await server.settle();
  const after = await control()('GET /control/relations/:userId/:externalUserId', {
    params: { userId: 'zhangwei', externalUserId },
  });
  expect(after.tags.map((tag) => tag.id)).toEqual([high]);
  const timeline = await server.api
    .as('zhangwei')
    .call(getCustomerTimeline, { params: { customerId: id }, query: { group: 'tag' } });
  expect(timeline.body.items.map((item) => [item.type, item.actor?.name])).toEqual([
    ['customer.untagged', '张伟'],
    ['customer.tagged', '张伟'],
  ]);
});

test('what a rep changes in the WeCom client comes into our books, and our own pending changes stay', async () => {
  const externalUserId = await givenFriends('zhangwei', '客户端改');
  const { id } = await profileFor('zhangwei', externalUserId);
  const [ours = '', theirs = ''] = await givenTags(['我们打的', '客户端打的']);
  await server.api
    .as('zhangwei')
    .call(changeCustomerTags, { params: { customerId: id }, body: { add: [ours], remove: [] } });
  await server.settle();
  await control()('POST /control/friends/edit', {
    body: {
      userId: 'zhangwei',
      externalUserId,
      remark: '林姐',
      mobiles: ['13812345678'],
      addTags: [theirs],
      removeTags: [ours],
    },
  });
  await settleStory(server);
  const profile = await profileFor('zhangwei', externalUserId);
  expect(profile.tags.map((tag) => [tag.name, tag.origins[0]?.kind])).toEqual([['客户端打的', 'wecom']]);
  expect(profile.myRelation).toMatchObject({ remark: '林姐', phones: ['138****5678'] });
});

test('phone numbers are encrypted, masked, found by the whole number, and every full look is audited', async () => {
  const externalUserId = await givenFriends('lina', '有电话');
  await control()('POST /control/friends/edit', {
    body: { userId: 'lina', externalUserId, mobiles: ['+86 139 0000 1111'] },
  });
  await settleStory(server);
  const { id } = await profileFor('lina', externalUserId);
  const [stored] = await select<{ phone_encrypted: string }>(
    server.db.read,
    'SELECT phone_encrypted FROM customer_phone WHERE customer_id = ?',
    [id],
  );
  expect(stored?.phone_encrypted).not.toContain('139');
  const found = await server.api.as('lina').call(listCustomers, { body: { q: '13900001111' } });
  expect(found.body.items.map((row) => row.id)).toEqual([id]);
  const full = await server.api.as('lina').call(revealCustomerPhones, { params: { customerId: id } });
  expect(full.body.phones.map((one) => one.phone)).toEqual(['+86 139 0000 1111']);
  const audits = await select(
    server.db.read,
    "SELECT id FROM audit_log WHERE action = 'customer.reveal_phones' AND subject_id = ?",
    [id],
  );
  expect(audits).toHaveLength(1);
});

test('remark and stage change in place; the remark reaches WeCom', async () => {
  const externalUserId = await givenFriends('zhangwei', '改备注');
  const { id } = await profileFor('zhangwei', externalUserId);
  await server.api
    .as('zhangwei')
    .call(changeCustomerRemark, { params: { customerId: id }, body: { remark: '装修林姐', description: '要报价' } });
  await server.settle();
  const inWecom = await control()('GET /control/relations/:userId/:externalUserId', {
    params: { userId: 'zhangwei', externalUserId },
  });
  expect(inWecom).toMatchObject({ remark: '装修林姐', description: '要报价' });
  const stage = await server.api
    .as('zhangwei')
    .call(changeCustomerStage, { params: { customerId: id }, body: { stageId: '01STAGE0000000000000000002' } });
  expect(stage.body.stage.name).toBe('意向');
  const refused = await server.api
    .as('boss')
    .call(changeCustomerRemark, { params: { customerId: id }, body: { remark: '不是我的' } });
  expect(refused).toMatchObject({ status: 409, body: { code: 'customer.no_own_relation' } });
});

test('beside a chat the newest entries come along when they are asked for, the same that the timeline has', async () => {
  const externalUserId = await givenFriends('zhangwei', '一次看全');
  const asZhangwei = server.api.as('zhangwei');
  const customerId = (await profileFor('zhangwei', externalUserId)).id;
  for (const text of ['第一次', '第二次', '第三次'])
    await asZhangwei.call(logFollowUp, { params: { customerId }, body: { text } });
  const timeline = await asZhangwei.call(getCustomerTimeline, { params: { customerId }, query: { limit: 2 } });
  const params = { externalUserId };
  const together = await asZhangwei.call(getCustomerByExternalId, { params, query: { timeline: 2 } });
  expect(together.body.timeline).toEqual(timeline.body);
  expect(together.body.timeline!.items).toHaveLength(2);
  expect(await profileFor('zhangwei', externalUserId)).not.toHaveProperty('timeline');
  const foreign = await server.api.as('lina').call(getCustomerByExternalId, { params, query: { timeline: 2 } });
  expect(foreign).toMatchObject({ status: 403, body: { code: 'customer.not_visible' } });
});

test('a rep sees her own customers and nobody else’s', async () => {
  const externalUserId = await givenFriends('zhangwei', '不给看');
  const answer = await server.api.as('lina').call(getCustomerByExternalId, { params: { externalUserId } });
  expect(answer).toMatchObject({ status: 403, body: { code: 'customer.not_visible' } });
  const list = await server.api.as('lina').call(listCustomers, { body: { q: '不给看' } });
  expect(list.body.items).toEqual([]);
  const unknown = await server.api.as('lina').call(getCustomerByExternalId, { params: { externalUserId: 'wmNobody' } });
  expect(unknown).toMatchObject({ status: 404, body: { code: 'customer.not_archived' } });
});

test('noting a follow-up finishes the first contact, and its next date becomes a task', async () => {
  const externalUserId = await givenFriends('zhangwei', '跟进我');
  const { id } = await profileFor('zhangwei', externalUserId);
  const nextAt = server.clock.now() + 3 * 86_400_000;
  const draft = { text: '聊了装修预算', nextAt, nextTitle: '回访报价', idempotencyKey: 'once-and-only' };
  const first = await server.api.as('zhangwei').call(logFollowUp, { params: { customerId: id }, body: draft });
  const again = await server.api.as('zhangwei').call(logFollowUp, { params: { customerId: id }, body: draft });
  expect(again.body.followUp.id).toBe(first.body.followUp.id);
  expect(first.body.task).toMatchObject({ title: '回访报价', dueAt: nextAt, kind: 'follow_up' });
  const open = await server.api.as('zhangwei').call(listTasks, { query: { customerId: id } });
  expect(open.body.items.map((task) => task.title)).toEqual(['回访报价']);
  const taskId = open.body.items[0]!.id;
  const later = await server.api
    .as('zhangwei')
    .call(snoozeTask, { params: { taskId }, body: { until: nextAt + 3_600_000 } });
  expect(later.body.snoozedUntil).toBe(nextAt + 3_600_000);
  const stranger = await server.api.as('lina').call(completeTask, { params: { taskId }, body: {} });
  expect(stranger.status).toBe(403);
  const done = await server.api.as('zhangwei').call(completeTask, { params: { taskId }, body: { result: '已报价' } });
  expect(done.body).toMatchObject({ status: 'done', result: '已报价' });
  const twice = await server.api.as('zhangwei').call(completeTask, { params: { taskId }, body: {} });
  expect(twice).toMatchObject({ status: 409, body: { code: 'task.closed' } });
});
