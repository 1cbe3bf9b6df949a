import { getCustomerByExternalId, getCustomerTimeline } from '@zhike/shared/contracts/customer';
import { listTasks } from '@zhike/shared/contracts/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { select } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { givenPersonInWechat, givenRepInWecom, sandboxOf } from '../../test/sandbox-story.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import {
  externalContactAdded,
  externalContactArchiveConsented,
  externalContactDeletedByCustomer,
  externalContactDeletedByMember,
  externalContactTransferFailed,
} from '../../wecom/events.ts';
import { memberLeft } from '../corp/events.ts';
import { saveDepartments } from '../corp/store.ts';
import { archiveRelation } from '../customer/archive.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ sandbox: true });
  await server.db.transaction((tx) => saveDepartments(tx, [{ id: 1, name: '公司', parentId: 0, order: 1 }], 0));
  await givenRepInWecom(server, 'zhangwei', '张伟');
  await givenRepInWecom(server, 'leader', '主管', { isLeader: true });
  // Callbacks are told by these tests themselves, in the order they choose.
  sandboxOf(server).control.setCallbackUrl('');
});
afterAll(() => server.close());

const control = (): NonNullable<TestServer['sandbox']>['control'] => sandboxOf(server).control;

/** Friends in WeCom; nobody has told us. */
async function givenUntoldFriends(name: string) {
  const externalUserId = await givenPersonInWechat(server, name);
  await control()('POST /control/friends/add', { body: { userId: 'zhangwei', externalUserId } });
  const { followUsers } = await server.deps.wecom.externalContact.get(externalUserId);
  return { externalUserId, addedAt: followUsers[0]!.addedAt! };
}

const pair = (externalUserId: string) => ({ userId: 'zhangwei', externalUserId });
const tell = async (event: Parameters<typeof recordEvent>[1]) => {
  await server.db.transaction((tx) => recordEvent(tx, event));
  await server.settle();
};
const added = (externalUserId: string, occurredAt: number) =>
  externalContactAdded({
    occurredAt,
    memberUserId: 'zhangwei',
    payload: { ...pair(externalUserId), state: null, welcomeCode: null },
  });

async function relationOf(externalUserId: string) {
  const [row] = await select<{ status: string; customer_id: string }>(
    server.db.read,
    'SELECT status, customer_id FROM follow_user WHERE external_user_id = ?',
    [externalUserId],
  );
  return row;
}

async function lastNoteOf(scenario: string): Promise<string | null | undefined> {
  const [row] = await select<{ note: string | null }>(
    server.db.read,
    'SELECT note FROM scenario_run WHERE scenario = ? ORDER BY id DESC LIMIT 1',
    [scenario],
  );
  return row?.note;
}

test('the customer’s deletion told before the adding archives her as lost, and the late adding does not bring her back', async () => {
  const { externalUserId, addedAt } = await givenUntoldFriends('先删后加');
  await control()('POST /control/friends/delete', { body: { userId: 'zhangwei', externalUserId, by: 'customer' } });
  await tell(externalContactDeletedByCustomer({ occurredAt: addedAt + 5000, payload: pair(externalUserId) }));
  expect(await relationOf(externalUserId)).toMatchObject({ status: 'deleted_by_customer' });
  await tell(added(externalUserId, addedAt));
  expect(await relationOf(externalUserId)).toMatchObject({ status: 'deleted_by_customer' });
});

test('a customer who comes back is back, also when WeCom goes on showing the date of the first time', async () => {
  const { externalUserId, addedAt } = await givenUntoldFriends('去而复返');
  await tell(added(externalUserId, addedAt));
  await tell(externalContactDeletedByCustomer({ occurredAt: addedAt + 5000, payload: pair(externalUserId) }));
  expect(await relationOf(externalUserId)).toMatchObject({ status: 'deleted_by_customer' });
  await tell(added(externalUserId, addedAt + 9000));
  expect(await relationOf(externalUserId)).toMatchObject({ status: 'active' });
  // The deletion told once more, and a reading of the sync with the old date, change nothing.
  await tell(externalContactDeletedByCustomer({ occurredAt: addedAt + 5000, payload: pair(externalUserId) }));
  const { contact, followUsers } = await server.deps.wecom.externalContact.get(externalUserId);
  const now = server.clock.now();
  await server.db.transaction((tx) =>
    archiveRelation(tx, server.deps, { contact, followUser: followUsers[0]!, readAt: now, viaSync: true, now }),
  );
  expect(await relationOf(externalUserId)).toMatchObject({ status: 'active' });
  const { customer_id: customerId = '' } = (await relationOf(externalUserId)) ?? {};
  const tasks = await server.api.as('zhangwei').call(listTasks, { query: { customerId } });
  expect(tasks.body.items.filter((task) => task.kind === 'first_follow_up').map((task) => task.title)).toEqual([
    expect.stringContaining('首次联系'),
    expect.stringContaining('再次添加'),
  ]);
});

test('a deletion told after the customer was added anew does not end the new relation', async () => {
  const { externalUserId, addedAt } = await givenUntoldFriends('删后又加');
  await tell(added(externalUserId, addedAt));
  await tell(
    externalContactDeletedByMember({ occurredAt: addedAt - 5000, payload: { ...pair(externalUserId), source: null } }),
  );
  expect(await relationOf(externalUserId)).toMatchObject({ status: 'active' });
  expect(await lastNoteOf('end-relation-by-member')).toBe('之后又重新添加了好友');
});

test('a rep who deleted the customer before we came to read leaves nothing to archive, and says so', async () => {
  const { externalUserId, addedAt } = await givenUntoldFriends('秒删');
  await control()('POST /control/friends/delete', { body: { userId: 'zhangwei', externalUserId, by: 'member' } });
  await tell(added(externalUserId, addedAt));
  expect(await relationOf(externalUserId)).toBeUndefined();
  expect(await lastNoteOf('archive-external-contact')).toBe('企业微信里已没有这条好友关系,可能已被删除');
  await tell(
    externalContactDeletedByMember({ occurredAt: addedAt + 1000, payload: { ...pair(externalUserId), source: null } }),
  );
  expect(await lastNoteOf('end-relation-by-member')).toBe('还没有归档过这条好友关系');
});

test('a relation that the sync saw first still opens the first task when its callback arrives', async () => {
  const { externalUserId, addedAt } = await givenUntoldFriends('同步先到');
  const { contact, followUsers } = await server.deps.wecom.externalContact.get(externalUserId);
  const now = server.clock.now();
  await server.db.transaction((tx) =>
    archiveRelation(tx, server.deps, { contact, followUser: followUsers[0]!, readAt: now, viaSync: true, now }),
  );
  await server.settle();
  const { customer_id: customerId = '' } = (await relationOf(externalUserId)) ?? {};
  const before = await server.api.as('zhangwei').call(listTasks, { query: { customerId } });
  expect(before.body.items).toEqual([]);
  await tell(added(externalUserId, addedAt));
  const after = await server.api.as('zhangwei').call(listTasks, { query: { customerId } });
  expect(after.body.items.map((task) => task.kind)).toEqual(['first_follow_up']);
});

test('a sync that reads later and stores sooner than the callback takes nothing of its news', async () => {
  const { externalUserId } = await givenUntoldFriends('同步超车');
  const { contact, followUsers } = await server.deps.wecom.externalContact.get(externalUserId);
  const now = server.clock.now();
  const archive = (reading: { readAt: number; viaSync?: boolean; isAdded?: boolean }) =>
    server.db.transaction((tx) =>
      archiveRelation(tx, server.deps, { contact, followUser: followUsers[0]!, now, ...reading }),
    );
  const { customerId } = await archive({ readAt: now, viaSync: true });
  await archive({ readAt: now - 1_000, isAdded: true });
  // The same news once more, as after a crash: told once.
  await archive({ readAt: now - 1_000, isAdded: true });
  await server.settle();
  const tasks = await server.api.as('zhangwei').call(listTasks, { query: { customerId } });
  expect(tasks.body.items.map((task) => task.kind)).toEqual(['first_follow_up']);
  const archived = await select(server.db.read, 'SELECT id FROM event WHERE customer_id = ? AND type = ?', [
    customerId,
    'customer.archived',
  ]);
  expect(archived).toHaveLength(2);
});

test('somebody’s customer whom the sync saw with a second rep first is still a returning one', async () => {
  await givenRepInWecom(server, 'lina', '李娜');
  for (const readEarlier of [0, 1_000]) {
    const { externalUserId, addedAt } = await givenUntoldFriends(`老客户${readEarlier}`);
    const { contact, followUsers } = await server.deps.wecom.externalContact.get(externalUserId);
    const now = server.clock.now();
    const archive = (userId: string, reading: { at: number; readAt: number; viaSync?: boolean; isAdded?: boolean }) =>
      server.db.transaction((tx) =>
        archiveRelation(tx, server.deps, {
          contact,
          followUser: { ...followUsers[0]!, userId, addedAt: reading.at },
          now,
          ...reading,
        }),
      );
    const { customerId } = await archive('lina', { at: addedAt - 86_400_000, readAt: now, isAdded: true });
    await server.settle();
    await archive('zhangwei', { at: addedAt, readAt: now, viaSync: true });
    await archive('zhangwei', { at: addedAt, readAt: now - readEarlier, isAdded: true });
    await server.settle();
    const tasks = await server.api.as('zhangwei').call(listTasks, { query: { customerId } });
    expect(tasks.body.items.filter(({ assignee }) => assignee.userId === 'zhangwei').map(({ title }) => title)).toEqual(
      [expect.stringContaining('再次添加')],
    );
  }
});

test('a customer handed over in WeCom belongs to whoever took over, in whichever order it is told', async () => {
  await givenRepInWecom(server, 'wangfang', '王芳');
  const owner = async (externalUserId: string) =>
    (await server.api.as('leader').call(getCustomerByExternalId, { params: { externalUserId } })).body.owner;
  const takenOver = (externalUserId: string, occurredAt: number) =>
    externalContactAdded({
      occurredAt,
      memberUserId: 'wangfang',
      payload: { userId: 'wangfang', externalUserId, state: null, welcomeCode: null },
    });
  const handedOver = (externalUserId: string, occurredAt: number) =>
    externalContactDeletedByMember({
      occurredAt,
      payload: { ...pair(externalUserId), source: 'DELETE_BY_TRANSFER' },
    });
  for (const order of ['added first', 'deleted first']) {
    const { externalUserId, addedAt } = await givenUntoldFriends(`转接 ${order}`);
    await tell(added(externalUserId, addedAt));
    expect((await owner(externalUserId))?.member.userId).toBe('zhangwei');
    await control()('POST /control/friends/add', { body: { userId: 'wangfang', externalUserId } });
    await control()('POST /control/friends/delete', { body: { userId: 'zhangwei', externalUserId, by: 'member' } });
    const news = [takenOver(externalUserId, addedAt + 2000), handedOver(externalUserId, addedAt + 1000)];
    for (const event of order === 'added first' ? news : news.reverse()) await tell(event);
    expect(await owner(externalUserId), order).toMatchObject({
      member: { userId: 'wangfang' },
      reason: { rule: 'transferred', sentence: '张伟把客户转接给了王芳,由王芳负责' },
    });
  }
});

test('a colleague who was her friend already takes over without an adding, and is told', async () => {
  await givenRepInWecom(server, 'zhaolei', '赵磊');
  const { externalUserId, addedAt } = await givenUntoldFriends('早就是好友');
  await tell(added(externalUserId, addedAt));
  await control()('POST /control/friends/add', { body: { userId: 'zhaolei', externalUserId } });
  const asTaker = { userId: 'zhaolei', externalUserId };
  await tell(externalContactAdded({ occurredAt: addedAt, payload: { ...asTaker, state: null, welcomeCode: null } }));
  const later = addedAt + 3 * 86_400_000;
  await tell(
    externalContactDeletedByMember({
      occurredAt: later,
      payload: { ...pair(externalUserId), source: 'DELETE_BY_TRANSFER' },
    }),
  );
  const profile = await server.api.as('zhaolei').call(getCustomerByExternalId, { params: { externalUserId } });
  expect(profile.body.owner).toMatchObject({ member: { userId: 'zhaolei' }, reason: { rule: 'transferred' } });
  const notices = await select<{ title: string }>(
    server.db.read,
    "SELECT title FROM notice WHERE user_id = 'zhaolei' AND kind = 'owner_changed'",
  );
  expect(notices).toEqual([{ title: '有客户转接给你' }]);
});

test('consent to archiving is stored, whoever comes first', async () => {
  const { externalUserId, addedAt } = await givenUntoldFriends('同意存档');
  await tell(
    externalContactArchiveConsented({
      occurredAt: addedAt + 1000,
      payload: { ...pair(externalUserId), welcomeCode: null },
    }),
  );
  await tell(added(externalUserId, addedAt));
  const profile = await server.api.as('zhangwei').call(getCustomerByExternalId, { params: { externalUserId } });
  expect(profile.body.myRelation?.archiveConsentAt).toBe(addedAt + 1000);
});

test('a failed handover becomes a task of the taker’s leader, with WeCom’s reason in words', async () => {
  const { externalUserId, addedAt } = await givenUntoldFriends('转接失败');
  await tell(added(externalUserId, addedAt));
  await tell(
    externalContactTransferFailed({
      occurredAt: addedAt + 1000,
      payload: { ...pair(externalUserId), failReason: 'customer_refused' },
    }),
  );
  const tasks = await server.api.as('leader').call(listTasks, { query: {} });
  expect(tasks.body.items).toMatchObject([{ kind: 'transfer_failed', reason: '转接给张伟没有成功:客户拒绝了转接' }]);
  const { customer_id: customerId = '' } = (await relationOf(externalUserId)) ?? {};
  const timeline = await server.api
    .as('zhangwei')
    .call(getCustomerTimeline, { params: { customerId }, query: { group: 'relation' } });
  expect(timeline.body.items.map((item) => item.type)).toEqual([
    'external_contact.transfer_failed',
    'external_contact.added',
  ]);
});

test('open tasks of a rep who left go to her leader, who is told how many', async () => {
  const mine = await server.api.as('zhangwei').call(listTasks, { query: { limit: 100 } });
  expect(mine.body.items.length).toBeGreaterThan(0);
  const before = await server.api.as('leader').call(listTasks, { query: { limit: 100 } });
  await tell(
    memberLeft({
      occurredAt: server.clock.now(),
      memberUserId: 'zhangwei',
      payload: { userId: 'zhangwei', reason: 'left' },
    }),
  );
  const after = await server.api.as('leader').call(listTasks, { query: { limit: 100 } });
  expect(after.body.items.length).toBe(before.body.items.length + mine.body.items.length);
  const [notice] = await select<{ title: string }>(
    server.db.read,
    "SELECT title FROM notice WHERE user_id = 'leader' AND kind = 'task' ORDER BY id DESC LIMIT 1",
  );
  expect(notice?.title).toBe(`张伟的 ${mine.body.items.length} 项待办转给了你`);
});
