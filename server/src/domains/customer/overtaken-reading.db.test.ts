import { getCustomer, getCustomerTimeline } from '@zhike/shared/contracts/customer';
import { changeCustomerRemark, changeCustomerTags } from '@zhike/shared/contracts/customer-changes';
import { startSync } from '@zhike/shared/contracts/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPersonInWechat, givenRepInWecom, sandboxOf } from '../../test/sandbox-story.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { archiveRelation } from './archive.ts';
import { type PairReading, readPair } from './read-pair.ts';
import { endRelation } from './relations.ts';
import { findRelation } from './store.ts';

const MINUTE = 60_000;
let server: TestServer;
let control: NonNullable<TestServer['sandbox']>['control'];
let high: string;
let city: string;

beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [] });
  control = sandboxOf(server).control;
  // Nothing is told by callbacks: these tests read at the moments they choose.
  control.setCallbackUrl('');
  await givenRepInWecom(server, 'zhangwei', '张伟', { role: 'admin' });
  const group = await control('POST /control/console/tags/create', {
    body: { groupName: '意向', names: ['高', '上海'] },
  });
  [high = '', city = ''] = group.tags.map((tag) => tag.id);
  await sync('tags');
});
afterAll(() => server.close());

const rep = () => server.api.as('zhangwei');

async function sync(kind: 'tags' | 'customers'): Promise<void> {
  expect((await rep().call(startSync, { params: { kind } })).status).toBe(200);
  await server.settle();
}

/** A friend of a while ago, in our books as WeCom knows her. */
async function givenFriend(name: string, inWecom: { remark?: string; addTags?: string[] } = {}) {
  const externalUserId = await givenPersonInWechat(server, name);
  const pair = { userId: 'zhangwei', externalUserId };
  await control('POST /control/friends/add', { body: pair });
  await control('POST /control/friends/edit', { body: { ...pair, ...inWecom } });
  server.clock.offsetMs += 11 * MINUTE;
  const customerId = await store(await readPair(pair, server.deps));
  return { pair, customerId };
}

const store = ({ contact, followUser, readAt }: PairReading) =>
  server.db.transaction(async (tx) => {
    const truth = { contact: contact!, followUser: followUser!, readAt, now: server.clock.now() };
    return (await archiveRelation(tx, server.deps, truth)).customerId;
  });

const tagsOf = async ({ customerId }: { customerId: string }) =>
  (await rep().call(getCustomer, { params: { customerId } })).body.tags.map(({ tagId }) => tagId);
const remarkOf = async ({ customerId }: { customerId: string }) =>
  (await rep().call(getCustomer, { params: { customerId } })).body.myRelation?.remark;

async function change({ customerId }: { customerId: string }, add: string[], remove: string[]): Promise<void> {
  await rep().call(changeCustomerTags, { params: { customerId }, body: { add, remove } });
  await server.settle();
}

test('a reading begun before tags were changed undoes neither removal nor addition, and still brings its own news', async () => {
  const friend = await givenFriend('标签', { addTags: [high] });
  await control('POST /control/friends/edit', { body: { ...friend.pair, remark: '林姐' } });
  const reading = await readPair(friend.pair, server.deps);
  await change(friend, [city], [high]);
  await store(reading);
  expect(await tagsOf(friend)).toEqual([city]);
  expect(await remarkOf(friend)).toBe('林姐');
  const timeline = await rep().call(getCustomerTimeline, {
    params: { customerId: friend.customerId },
    query: { group: 'tag' },
  });
  expect(timeline.body.items.filter(({ data }) => data.origin === 'wecom')).toHaveLength(1);
});

test('a tag taken off here and put on again in the client is back with the next reading', async () => {
  const friend = await givenFriend('又打上', { addTags: [high] });
  await change(friend, [], [high]);
  await control('POST /control/friends/edit', { body: { ...friend.pair, addTags: [high] } });
  await store(await readPair(friend.pair, server.deps));
  expect(await tagsOf(friend)).toEqual([high]);
  await change(friend, [], [high]);
  await change(friend, [high], []);
  await store(await readPair(friend.pair, server.deps));
  expect(await tagsOf(friend)).toEqual([high]);
});

test('a reading begun before a remark was changed does not bring the old one back; a later one brings a newer one', async () => {
  const friend = await givenFriend('备注', { remark: '旧的' });
  const reading = await readPair(friend.pair, server.deps);
  await rep().call(changeCustomerRemark, { params: { customerId: friend.customerId }, body: { remark: '新的' } });
  await server.settle();
  await store(reading);
  expect(await remarkOf(friend)).toBe('新的');
  await control('POST /control/friends/edit', { body: { ...friend.pair, remark: '客户端改的' } });
  await store(await readPair(friend.pair, server.deps));
  expect(await remarkOf(friend)).toBe('客户端改的');
});

test('drift after such a change is found by the next sync, though WeCom looks as it did the last time', async () => {
  const tagged = await givenFriend('标签漂移', { addTags: [high] });
  const remarked = await givenFriend('备注漂移', { remark: '旧的' });
  await sync('customers');
  await change(tagged, [], [high]);
  await rep().call(changeCustomerRemark, { params: { customerId: remarked.customerId }, body: { remark: '新的' } });
  await server.settle();
  await control('POST /control/friends/edit', { body: { ...tagged.pair, addTags: [high] } });
  await control('POST /control/friends/edit', { body: { ...remarked.pair, remark: '旧的' } });
  await sync('customers');
  expect([await tagsOf(tagged), await remarkOf(remarked)]).toEqual([[high], '旧的']);
});

test('a tag taken off a customer who has deleted the rep is taken off in WeCom too, so that no sync brings it back', async () => {
  const friend = await givenFriend('流失', { addTags: [high] });
  await control('POST /control/friends/delete', { body: { ...friend.pair, by: 'customer' } });
  const now = server.clock.now();
  await server.db.transaction(async (tx) => {
    const relation = (await findRelation(tx, friend.pair.userId, friend.pair.externalUserId))!;
    await endRelation(tx, { relation, by: 'customer', at: now, readAt: now });
  });
  await change(friend, [], [high]);
  await sync('customers');
  expect(await tagsOf(friend)).toEqual([]);
});
