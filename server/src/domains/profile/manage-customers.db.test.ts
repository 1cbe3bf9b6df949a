import { countCustomers, listCustomers } from '@zhike/shared/contracts/customer-list';
import { getCustomer } from '@zhike/shared/contracts/customer';
import { changeCustomerOwner, changeCustomerTags } from '@zhike/shared/contracts/customer-changes';
import { startTagJob } from '@zhike/shared/contracts/tag';
import { countTasks, createTask, dismissTask, listTasks, reopenTask } from '@zhike/shared/contracts/task';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { select } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { saveDepartments } from '../corp/store.ts';
import { TagGroupRow, TagRow } from '../tag/entity.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const departments = [
    { id: 1, name: '公司', parentId: 0, order: 1 },
    { id: 2, name: '一部', parentId: 1, order: 1 },
    { id: 3, name: '二部', parentId: 1, order: 1 },
  ];
  await server.db.transaction((tx) => saveDepartments(tx, departments, 0));
  await givenMember(server, { userId: 'manager', name: '主管', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'rep-a', name: '张伟', departmentId: 2 });
  await givenMember(server, { userId: 'rep-b', name: '李娜', departmentId: 3 });
});
afterAll(() => server.close());

const namesSeenBy = async (userId: string, filter: object = {}) =>
  (await server.api.as(userId).call(listCustomers, { body: filter })).body.items.map((row) => row.name).sort();

test('a manager sees the customers of her departments, a rep her own', async () => {
  await givenCustomer(server, { name: '一部的', ownerUserId: 'rep-a' });
  await givenCustomer(server, { name: '二部的', friendsOf: ['rep-b'] });
  await givenCustomer(server, { name: '两部都有', ownerUserId: 'rep-b', friendsOf: ['rep-a'] });
  expect(await namesSeenBy('manager')).toEqual(['一部的', '两部都有']);
  expect(await namesSeenBy('rep-b')).toEqual(['两部都有', '二部的']);
  expect(await namesSeenBy('manager', { departmentId: 3 })).toEqual(['两部都有']);
  const count = await server.api.as('manager').call(countCustomers, { body: {} });
  expect(count.body).toEqual({ count: 2, cursor: null });
});

test('a manager gives a customer to another rep, who is told; the reason can be read', async () => {
  const { id } = await givenCustomer(server, { name: '换人跟', ownerUserId: 'rep-a' });
  const answer = await server.api
    .as('manager')
    .call(changeCustomerOwner, { params: { customerId: id }, body: { ownerUserId: 'rep-b', note: '离客户更近' } });
  expect(answer.body.owner).toMatchObject({
    member: { name: '李娜' },
    reason: { rule: 'manual', sentence: '主管指定由李娜负责:离客户更近' },
  });
  await server.settle();
  const notices = await select(
    server.db.read,
    "SELECT id FROM notice WHERE user_id = 'rep-b' AND kind = 'owner_changed'",
  );
  expect(notices).toHaveLength(1);
  expect(await namesSeenBy('rep-b', { q: '换人' })).toEqual(['换人跟']);
  expect((await server.api.as('manager').call(getCustomer, { params: { customerId: id } })).status).toBe(403);
  const byRep = await server.api
    .as('rep-b')
    .call(changeCustomerOwner, { params: { customerId: id }, body: { ownerUserId: null } });
  expect(byRep.status).toBe(403);
});

test('what was searched for is not in the cursor of the next page', async () => {
  await givenCustomer(server, { name: '装修一号', ownerUserId: 'rep-a', firstAddedAt: 1_700_000_000_000 });
  await givenCustomer(server, { name: '装修二号', ownerUserId: 'rep-a', firstAddedAt: 1_700_000_001_000 });
  const { body } = await server.api.as('rep-a').call(listCustomers, { body: { q: '装修', limit: 1 } });
  expect(body.items.map((row) => row.name)).toEqual(['装修二号']);
  const cursor: unknown = JSON.parse(Buffer.from(body.nextCursor!, 'base64url').toString());
  expect(cursor).toEqual([body.items[0]!.addedAt, body.items[0]!.id]);
  const next = { q: '装修', limit: 1, cursor: body.nextCursor! };
  const second = await server.api.as('rep-a').call(listCustomers, { body: next });
  expect(second.body.items.map((row) => row.name)).toEqual(['装修一号']);
});

describe('a tag of a group limited to another department', () => {
  beforeAll(() =>
    server.db.transaction(async (tx) => {
      const fields = { sort: 0, createdByUs: true, createdAt: 0, deletedAt: null };
      await tx.insert(TagGroupRow, { ...fields, id: 'eg1', name: '二部专用', departmentIds: [3] });
      await tx.insert(TagGroupRow, { ...fields, id: 'eg2', name: '意向', departmentIds: null });
      await tx.insert(TagRow, { ...fields, id: 'et1', groupId: 'eg1', name: '专用' });
      await tx.insert(TagRow, { ...fields, id: 'et2', groupId: 'eg2', name: '高' });
    }),
  );

  const change = (userId: string, customerId: string, body: { add: string[]; remove: string[] }) =>
    server.api.as(userId).call(changeCustomerTags, { params: { customerId }, body });
  const tagsSeenBy = async (userId: string, customerId: string) => {
    const { body } = await server.api.as(userId).call(getCustomer, { params: { customerId } });
    return body.tags.map(({ name, onlyFor, can }) => ({ name, onlyFor, can }));
  };
  const refused = { status: 403, body: { code: 'tag.limited_to_departments', details: { tagId: 'et1' } } };

  test('cannot be put on', async () => {
    const { id } = await givenCustomer(server, { ownerUserId: 'rep-a' });
    expect(await change('rep-a', id, { add: ['et1'], remove: [] })).toMatchObject(refused);
  });

  test('cannot be taken off, and the profile says so and who can', async () => {
    const { id } = await givenCustomer(server, { ownerUserId: 'rep-b', friendsOf: ['rep-a'], tagIds: ['et1', 'et2'] });
    const removable = { name: '高', onlyFor: [], can: { remove: true } };
    expect(await tagsSeenBy('rep-a', id)).toEqual([
      { name: '专用', onlyFor: ['二部'], can: { remove: false } },
      removable,
    ]);
    expect(await change('rep-a', id, { add: [], remove: ['et2', 'et1'] })).toMatchObject(refused);
    expect(await tagsSeenBy('rep-a', id), 'nothing half done').toHaveLength(2);
    expect(await change('manager', id, { add: [], remove: ['et1'] })).toMatchObject(refused);
    const inBulk = await server.api
      .as('rep-a')
      .call(startTagJob, { body: { customerIds: [id], removeTagIds: ['et1'] } });
    expect(inBulk).toMatchObject(refused);

    expect(await tagsSeenBy('rep-b', id)).toEqual([{ name: '专用', onlyFor: [], can: { remove: true } }, removable]);
    expect((await change('rep-b', id, { add: [], remove: ['et1'] })).body.tags.map(({ name }) => name)).toEqual(['高']);
  });
});

test('members note tasks for themselves; counts follow; what was dismissed by mistake comes back', async () => {
  const rep = server.api.as('rep-a');
  const dueAt = server.clock.now() + 10 * 86_400_000;
  const created = await rep.call(createTask, { body: { title: '寄样品', dueAt } });
  expect(created.body).toMatchObject({ title: '寄样品', kind: 'other', can: { close: true } });
  expect((await rep.call(countTasks)).body).toEqual({ overdue: 0, today: 0, later: 1 });
  const taskId = created.body.id;
  await rep.call(dismissTask, { params: { taskId }, body: {} });
  expect((await rep.call(listTasks, { query: { status: 'closed' } })).body.items.map((task) => task.id)).toEqual([
    taskId,
  ]);
  await rep.call(reopenTask, { params: { taskId } });
  expect((await rep.call(listTasks)).body.items.map((task) => task.id)).toEqual([taskId]);
  const forOther = await rep.call(createTask, { body: { title: '替我做', dueAt, assigneeUserId: 'rep-b' } });
  expect(forOther).toMatchObject({ status: 400, body: { code: 'task.assignee_not_usable' } });
  const byManager = await server.api
    .as('manager')
    .call(createTask, { body: { title: '请回访', dueAt, assigneeUserId: 'rep-a' } });
  expect(byManager.body.assignee.userId).toBe('rep-a');
  const late = await rep.call(createTask, { body: { title: '昨天的', dueAt: server.clock.now() - 1 } });
  expect(late).toMatchObject({ status: 400, body: { code: 'task.time_not_ahead' } });
});
