import * as contracts from '@zhike/shared/contracts/moment';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { insertRows, select } from '../../../platform/database/sql.ts';
import { givenLibrary, PNG } from '../../../test/material-kit.ts';
import { type MomentTest, startMomentTest } from '../../../test/moment-kit.ts';

const MINUTE = 60_000;
const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let kit: MomentTest;
let lin: string;

beforeAll(async () => {
  kit = await startMomentTest();
  lin = kit.customers.zhang!;
});
afterAll(() => kit.server.close());
afterEach(() => kit.sandbox.control('POST /control/faults/clear'));

const create: MomentTest['create'] = (more) => kit.create(more);
const view: MomentTest['view'] = (id) => kit.view(id);
const later: MomentTest['later'] = (ms) => kit.later(ms);
const momentsOf: MomentTest['momentsOf'] = (userId, text) => kit.momentsOf(userId, text);
const publish: MomentTest['publish'] = (userId, text) => kit.publish(userId, text);
const running: MomentTest['running'] = (text, more) => kit.running(text, more);

test('reps publish it, and who sees it, likes it and comments comes back', async () => {
  const id = await running('一号朋友圈');
  expect(await view(id)).toMatchObject({ status: 'running', reps: { total: 2, published: 0 }, can: { cancel: true } });
  const momentId = await publish('zhang', '一号朋友圈');
  const params = { userId: 'zhang', momentId };
  await kit.sandbox.control('POST /control/members/:userId/moments/:momentId/like', {
    params,
    body: { by: lin },
  });
  await kit.sandbox.control('POST /control/members/:userId/moments/:momentId/comments', {
    params,
    body: { by: lin, text: '好看' },
  });
  await later(6 * MINUTE);
  expect(await view(id)).toMatchObject({
    reps: { total: 2, published: 1 },
    counts: { reached: 1, likes: 1, comments: 1 },
  });
  const reps = await kit.admin.call(contracts.listMomentReps, { params: { momentId: id } });
  expect(reps.body.items.map((rep) => [rep.member.name, rep.isPublished, rep.reached])).toEqual([
    ['李娜', false, 0],
    ['张伟', true, 1],
  ]);
  const reactions = await kit.admin.call(contracts.listMomentReactions, { params: { momentId: id } });
  expect(reactions.body.items.map((one) => [one.customer.name, one.kind]).toSorted()).toEqual([
    ['客户zhang', 'comment'],
    ['客户zhang', 'like'],
  ]);
  // Read again and again, told once.
  await later(6 * MINUTE);
  const [told] = await select<{ n: number | string }>(
    kit.server.db.read,
    "SELECT COUNT(*) AS n FROM event WHERE type = 'moment.reacted'",
  );
  expect(Number(told!.n)).toBe(2);
});

test('pictures of the library go along', async () => {
  const asset = await givenLibrary(kit.server, 'admin').upload('image', 'a.png', ONE_PIXEL);
  const id = await running('有图', { media: { kind: 'images', assetIds: [asset.id] } });
  expect(await view(id)).toMatchObject({ status: 'running' });
  expect((await momentsOf('li', '有图'))[0]!.images).toHaveLength(1);
});

test('what WeCom will not take fails with what to change', async () => {
  const broken = await givenLibrary(kit.server, 'admin').upload('image', 'b.png', PNG);
  await kit.sandbox.control('POST /control/faults', {
    body: { api: { failNext: [{ path: '/cgi-bin/media/upload_attachment', times: 1, errcode: 41081 }] } },
  });
  const { id } = (await create({ media: { kind: 'images', assetIds: [broken.id] } })).body;
  await kit.settle();
  expect(await view(id)).toMatchObject({ status: 'failed', problem: 'moment.picture_too_large' });
  expect(await create({ text: '', media: { kind: 'none' } })).toMatchObject({ status: 400 });
  const video = await create({ media: { kind: 'video', assetId: broken.id } });
  expect(video).toMatchObject({ status: 400, body: { code: 'moment.file_unfit' } });
});

test('cancelled, nobody publishes it any more, and what was published is still counted', async () => {
  const id = await running('取消一半');
  await publish('li', '取消一半');
  const cancelled = await kit.admin.call(contracts.cancelMoment, { params: { momentId: id } });
  expect(cancelled.body).toMatchObject({ status: 'cancelled', can: { cancel: false } });
  await kit.settle();
  await expect(publish('zhang', '取消一半')).rejects.toThrow('已被停止');
  await later(6 * MINUTE);
  expect(await view(id)).toMatchObject({ status: 'cancelled', reps: { published: 1 }, counts: { reached: 1 } });
  const again = await kit.admin.call(contracts.cancelMoment, { params: { momentId: id } });
  expect(again).toMatchObject({ status: 409, body: { code: 'moment.not_running' } });
});

test('asked for twice by one tap or a repeated request it is made once, and says whom it is for', async () => {
  const more = { text: '只有一条', idempotencyKey: 'one-tap-0002', userIds: ['zhang'] };
  const [first, second] = await Promise.all([create(more), create(more)]);
  expect(second.body.id).toBe(first.body.id);
  expect((await create(more)).body.id).toBe(first.body.id);
  await kit.settle();
  await later(2 * MINUTE);
  expect(await momentsOf('zhang', '只有一条')).toHaveLength(1);
  expect((await view(first.body.id)).sentence).toBe('由张伟发表,她们的全部客户可见');
});

test('a link with its cover goes along', async () => {
  const cover = await givenLibrary(kit.server, 'admin').upload('image', 'c.png', ONE_PIXEL);
  const media = { kind: 'link', title: '春季手册', url: 'https://example.com/spring', coverAssetId: cover.id };
  const id = await running('有链接', { media });
  expect(await view(id)).toMatchObject({ status: 'running', media });
  expect(JSON.stringify(await momentsOf('li', '有链接'))).toContain('https://example.com/spring');
});

test('who likes and comments in the same second is told of each time, page by page', async () => {
  const id = await running('一秒之内');
  const [customer] = await select<{ id: string }>(
    kit.server.db.read,
    'SELECT customer_id AS id FROM customer_identity',
  );
  const at = kit.server.clock.now();
  const row = { moment_id: id, customer_id: customer!.id, external_user_id: lin, at };
  await kit.server.db.transaction((tx) =>
    insertRows(tx, 'moment_reaction', [
      { ...row, user_id: 'zhang', kind: 'like' },
      { ...row, user_id: 'zhang', kind: 'comment' },
      { ...row, user_id: 'li', kind: 'like' },
    ]),
  );
  const seen: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages === 0 || cursor; pages += 1) {
    const query = { limit: 1, ...(cursor ? { cursor } : {}) };
    const { body } = await kit.admin.call(contracts.listMomentReactions, { params: { momentId: id }, query });
    seen.push(...body.items.map((one) => `${one.member.userId} ${one.kind}`));
    cursor = body.nextCursor ?? undefined;
  }
  expect(seen.toSorted()).toEqual(['li like', 'zhang comment', 'zhang like']);
});

test('one of many publishers is read in several turns, each of them asked for once a round', async () => {
  const userIds = Array.from({ length: 32 }, (_, n) => `rep${n}`);
  for (const userId of userIds) await kit.givenRep(userId, `员工${userId}`);
  const { externalUserId } = await kit.sandbox.control('POST /control/customers', { body: { name: '大家的客户' } });
  for (const userId of userIds)
    await kit.sandbox.control('POST /control/friends/add', { body: { userId, externalUserId } });
  await kit.settle();
  const id = await running('大家一起发', { userIds });
  let momentId = '';
  for (const userId of userIds) momentId = await publish(userId, '大家一起发');
  const calls = async (name: string) => {
    const path = `/cgi-bin/externalcontact/${name}`;
    return (await kit.sandbox.control('GET /control/api-calls', { query: { path, limit: '500' } })).items;
  };
  const copies = async () => (await calls('get_moment_send_result')).filter(({ userId }) => userIds.includes(userId));
  /** A turn begins with who has published. */
  const turns = async () => {
    const details = (await calls('get_moment_task')).map(({ id: callId }) =>
      kit.sandbox.control('GET /control/api-calls/:id', { params: { id: String(callId) } }),
    );
    return (await Promise.all(details)).filter(({ request }) => JSON.stringify(request).includes(momentId));
  };
  const before = { copies: await copies(), turns: await turns() };
  await later(6 * MINUTE);
  expect(await view(id)).toMatchObject({ reps: { total: 32, published: 32 }, counts: { reached: 32 } });
  expect((await copies()).length - before.copies.length).toBe(32);
  expect((await turns()).length - before.turns.length).toBe(2);
});

test('a publisher of whom WeCom tells nothing any more ends nothing, and what was known stays', async () => {
  const id = await running('有人离职');
  for (const userId of ['li', 'zhang']) await publish(userId, '有人离职');
  await later(6 * MINUTE);
  expect(await view(id)).toMatchObject({ counts: { reached: 2 } });
  await kit.sandbox.control('POST /control/faults', {
    body: {
      api: { failNext: [{ path: '/cgi-bin/externalcontact/get_moment_send_result', times: 20, errcode: 84061 }] },
    },
  });
  const readBefore = (await view(id)).readAt!;
  await later(6 * MINUTE);
  const after = await view(id);
  expect(after).toMatchObject({ status: 'running', problem: null, reps: { published: 2 }, counts: { reached: 2 } });
  expect(after.readAt).toBeGreaterThan(readBefore);
});

test('reps may not', async () => {
  expect(await kit.server.api.as('zhang').call(contracts.listMoments)).toMatchObject({ status: 403 });
});

test('with tags it is for those who have one of them: only reps who serve such customers are asked, and nobody else sees it', async () => {
  const { tags } = await kit.sandbox.control('POST /control/console/tags/create', {
    body: { groupName: '意向', names: ['高意向'] },
  });
  const tagIds = [tags[0]!.id];
  await kit.sandbox.control('POST /control/friends/edit', {
    body: { userId: 'zhang', externalUserId: lin, addTags: tagIds },
  });
  const other = await kit.sandbox.control('POST /control/customers', { body: { name: '没有标签' } });
  await kit.sandbox.control('POST /control/friends/add', {
    body: { userId: 'zhang', externalUserId: other.externalUserId },
  });
  await kit.settle();
  const id = await running('只给高意向', { tagIds });
  expect(await view(id)).toMatchObject({
    status: 'running',
    tagIds,
    sentence: expect.stringContaining('高意向'),
    reps: { total: 1 },
  });
  await publish('zhang', '只给高意向');
  await later(6 * MINUTE);
  expect(await view(id)).toMatchObject({ counts: { reached: 1 } });
  expect(await create({ text: '没有的标签', tagIds: ['et-unknown'] })).toMatchObject({ status: 404 });
});
