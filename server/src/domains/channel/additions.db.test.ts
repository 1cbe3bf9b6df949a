import * as contracts from '@zhike/shared/contracts/channel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { businessTime } from '../../platform/business-time.ts';
import { type ChannelTest, startChannelTest } from '../../test/channel-kit.ts';
import { givenMember } from '../../test/given-member.ts';

let kit: ChannelTest;
let channelId: string;
let today: string;

beforeAll(async () => {
  kit = await startChannelTest();
  await kit.givenRep('zhang', '张伟');
  await kit.givenRep('li', '李娜');
  const members = [
    { userId: 'zhang', dailyCap: 2 },
    { userId: 'li', dailyCap: null },
  ];
  channelId = (await kit.givenChannel({ members })).id;
  for (const userId of ['zhang', 'zhang', 'zhang', 'li', 'li']) await kit.scan(channelId, { userId });
  await kit.settle();
  today = businessTime(kit.server.clock.now(), 'Asia/Shanghai').date;
});
afterAll(() => kit.server.close());

const list = (query: object, as = kit.admin) =>
  as.call(contracts.listChannelAdditions, {
    params: { channelId },
    query: { counted: 'added', from: today, to: today, limit: 20, ...query },
  });

test('a figure opens the rows it counts, page by page, each once', async () => {
  const { added } = (await kit.view(channelId)).today;
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, cursor: first.body.nextCursor });
  const third = await list({ limit: 2, cursor: second.body.nextCursor });
  expect(third.body.nextCursor).toBeNull();
  const rows = [first, second, third].flatMap(({ body }) => body.items);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(added);
  expect(rows.map(({ rep }) => rep.name)).toEqual(['张伟', '张伟', '张伟', '李娜', '李娜']);
  expect(rows.filter(({ overCap }) => overCap)).toHaveLength(1);
  expect(rows.every(({ customer }) => customer?.name.startsWith('客户'))).toBe(true);
});

test('the figure of one rep opens that rep’s rows', async () => {
  const { items } = (await list({ userId: 'li' })).body;
  expect(items.map(({ rep }) => rep.userId)).toEqual(['li', 'li']);
});

test('who was lost is listed by the day she was lost', async () => {
  const [row] = (await list({ userId: 'li' })).body.items;
  const { externalUserId } = (await kit.scan(channelId, { userId: 'li' })) as { externalUserId: string };
  await kit.settle();
  expect((await list({ counted: 'lost' })).body.items).toEqual([]);
  await kit.sandbox.control('POST /control/friends/delete', { body: { userId: 'li', externalUserId, by: 'customer' } });
  await kit.settle();
  const lost = (await list({ counted: 'lost' })).body.items;
  expect(lost).toHaveLength((await kit.view(channelId)).today.lost);
  expect(lost[0]?.lostAt).toBeGreaterThanOrEqual(lost[0]!.at);
  expect(lost[0]?.id).not.toBe(row?.id);
});

test('customers beyond the viewer’s scope are counted, and not named', async () => {
  await givenMember(kit.server, { userId: 'elsewhere', role: 'manager', departmentId: 9, managedDepartmentIds: [9] });
  const { items } = (await list({}, kit.server.api.as('elsewhere'))).body;
  expect(items.length).toBeGreaterThan(4);
  expect(items.every(({ customer, isHidden }) => customer === null && isHidden)).toBe(true);
});

test('a day that is none is refused by name', async () => {
  expect(await list({ from: '2026-13-40' })).toMatchObject({ status: 400 });
});
