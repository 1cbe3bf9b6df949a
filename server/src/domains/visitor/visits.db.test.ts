import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import { getLibraryStats, getMaterialStats, listVisits } from '@zhike/shared/contracts/touch';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findRow } from '../../platform/database/find-row.ts';
import { select } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenLink, givenMaterial } from '../../test/given-link.ts';
import { givenMember } from '../../test/given-member.ts';
import { phone } from '../../test/phone.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { ContentSendRow, MaterialRow } from '../material/entity.ts';
import type { CustomerRow } from '../customer/entity.ts';

let server: TestServer;
let materialId: string;
let zhangsan: CustomerRow;
let key: string;
let sendId: string;

beforeAll(async () => {
  server = await startTestServer();
  await givenMember(server, { userId: 'admin', name: '管理员' });
  await givenMember(server, { userId: 'zhangwei', name: '张伟', role: 'rep' });
  await givenMember(server, { userId: 'lina', name: '李娜', role: 'rep', departmentId: 7 });
});
afterAll(() => server.close());
beforeEach(async () => {
  ({ id: materialId } = await givenMaterial(server));
  zhangsan = await givenCustomer(server, { name: '张三', ownerUserId: 'zhangwei', friendsOf: ['zhangwei'] });
  ({ key, sendId } = await givenLink(server, { materialId, userId: 'zhangwei', customerId: zhangsan.id }));
});

const visits = async (query: EndpointRequest<typeof listVisits>['query'] = { materialId }, as = 'admin') =>
  (await server.api.as(as).call(listVisits, { query })).body.items;
const noticesTo = (userId: string) =>
  select<{ title: string }>(server.db.read, 'SELECT title FROM notice WHERE user_id = ? ORDER BY id', [userId]).then(
    (rows) => rows.map(({ title }) => title),
  );
const eventsOfVisits = (type: string) =>
  select<{ customer_id: string | null; payload: string }>(
    server.db.read,
    'SELECT customer_id, payload FROM event WHERE type = ? AND payload LIKE ?',
    [type, `%${materialId}%`],
  );

describe('who it was', () => {
  test('the first to open a customer’s link counts as her, and the rep hears it at once', async () => {
    const { beat } = phone(server).open(key);
    expect((await beat({ page: 5 })).body).toEqual({ counted: true, ownKey: expect.stringMatching(/^\w{10}$/) });
    expect(await visits()).toMatchObject([
      {
        customer: { id: zhangsan.id, name: '张三' },
        knownBy: 'link',
        via: null,
        sharedBy: { userId: 'zhangwei', name: '张伟' },
        page: 5,
        nth: 1,
        isReading: true,
      },
    ]);
    await server.settle();
    expect(await noticesTo('zhangwei')).toContain('张三 正在看你的《产品手册》,第 5 页');
    expect(await findRow(server.db.read, ContentSendRow, { id: sendId })).toMatchObject({
      visits: 1,
      openedAt: expect.any(Number),
    });
    expect(await findRow(server.db.read, MaterialRow, { id: materialId })).toMatchObject({ opened: 1 });
  });

  test('a second visit of hers is told as the second', async () => {
    const her = phone(server);
    await her.open(key).beat();
    await her.open(key).beat({ page: 2 });
    expect((await visits()).map(({ nth }) => nth).sort()).toEqual([1, 2]);
    await server.settle();
    expect((await noticesTo('zhangwei')).at(-1)).toBe('张三 正在看你的《产品手册》,第 2 页,第 2 次');
    expect(await findRow(server.db.read, MaterialRow, { id: materialId })).toMatchObject({ opened: 1 });
    expect(await findRow(server.db.read, ContentSendRow, { id: sendId })).toMatchObject({ visits: 2 });
  });

  test('another browser on the same link came through her, and is nobody we know', async () => {
    await phone(server).open(key).beat();
    await phone(server).open(key).beat();
    const [second, first] = await visits();
    expect(first).toMatchObject({ customer: { name: '张三' }, via: null });
    expect(second).toMatchObject({ customer: null, knownBy: 'nobody', via: { id: zhangsan.id, name: '张三' } });
    expect(await findRow(server.db.read, ContentSendRow, { id: sendId })).toMatchObject({ visits: 1 });
  });

  test('two who open it at the same moment: one is her, the other came through her', async () => {
    await Promise.all([phone(server).open(key).beat(), phone(server).open(key).beat()]);
    const all = await visits();
    expect(all.filter(({ customer }) => customer?.id === zhangsan.id)).toHaveLength(1);
    expect(all.filter(({ via }) => via?.id === zhangsan.id)).toHaveLength(1);
  });

  test('what is passed on by her own link is an arrival through her; reading on there herself is none', async () => {
    const her = phone(server);
    const own = (await her.open(key).beat()).body.ownKey!;
    expect(own).not.toBe(key);
    await her.open(own).beat();
    expect((await her.open(own).beat()).body.ownKey).toBe(own);
    const friend = phone(server);
    const ofFriend = (await friend.open(own).beat()).body.ownKey!;
    await friend.open(ofFriend).beat();
    await phone(server).open(ofFriend).beat();
    const seen = (await visits()).reverse().map(({ customer, via }) => [customer?.name, via?.name]);
    expect(seen).toEqual([
      ['张三', undefined],
      ['张三', undefined],
      ['张三', undefined],
      [undefined, '张三'],
      [undefined, '张三'],
      // Through a friend of hers whom nobody knows.
      [undefined, undefined],
    ]);
    const stats = await server.api
      .as('admin')
      .call(getMaterialStats, { params: { materialId }, query: { from: today(), to: today() } });
    expect(stats.body).toMatchObject({ visits: 6, visitors: 3, passedOn: 3 });
    const range = { materialId, from: today(), to: today() };
    expect(await visits({ ...range, only: 'passed_on' })).toHaveLength(3);
    expect(await visits(range)).toHaveLength(6);
    expect(await visits({ ...range, only: 'finished' })).toEqual([]);
    expect(await visits({ materialId, to: '2020-01-01' })).toEqual([]);
  });

  test('an anonymous visitor who turns out to be a customer brings her earlier visits with her', async () => {
    const open = await givenLink(server, { materialId, userId: 'zhangwei' });
    const her = phone(server);
    await her.open(open.key).beat({ percent: 95 });
    expect(await visits({ customerId: zhangsan.id })).toEqual([]);
    expect(await eventsOfVisits('touch.opened')).toMatchObject([{ customer_id: null }]);
    await her.open(key).beat();
    expect(await visits({ customerId: zhangsan.id })).toHaveLength(2);
    expect((await eventsOfVisits('touch.opened')).map((event) => event.customer_id)).toEqual([
      zhangsan.id,
      zhangsan.id,
    ]);
    expect(await eventsOfVisits('touch.finished')).toMatchObject([{ customer_id: zhangsan.id }]);
    await server.settle();
    const counted = await select<{ kind: string; count: number }>(
      server.db.read,
      "SELECT kind, count FROM customer_day_count WHERE customer_id = ? AND kind LIKE 'material%' ORDER BY kind",
      [zhangsan.id],
    );
    expect(counted.map(({ kind, count }) => [kind, Number(count)])).toEqual([
      ['material_finished', 1],
      ['material_opened', 2],
    ]);
  });

  test('of somebody unknown the member hears once an hour and link', async () => {
    const open = await givenLink(server, { materialId, userId: 'lina' });
    await phone(server).open(open.key).beat();
    await phone(server).open(open.key).beat();
    await server.settle();
    const told = (await noticesTo('lina')).filter((title) => title.startsWith('有人通过你发的链接'));
    expect(told).toHaveLength(1);
    expect(await visits({ userId: 'lina', materialId })).toHaveLength(2);
  });
});

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(server.clock.now());

describe('what does not count', () => {
  test.each(['curl/8.5.0', 'Mozilla/5.0 (compatible; Baiduspider/2.0)', 'Mozilla/5.0 HeadlessChrome/126.0'])(
    '%s',
    async (userAgent) => {
      const answer = await phone(server, { 'user-agent': userAgent }).open(key).beat();
      expect(answer.body).toEqual({ counted: false, ownKey: null });
      expect(await visits()).toEqual([]);
    },
  );

  test.each(['zhangwei', 'lina'])('%s, who works here', async (userId) => {
    const { cookie } = await server.api.as(userId).headers();
    const answer = await phone(server, { cookie: cookie! }).open(key).beat();
    expect(answer).toMatchObject({ status: 200, body: { counted: false } });
    expect(await visits()).toEqual([]);
  });

  test('fetching the page, which previews do as well', async () => {
    expect((await server.api.request('GET', `/t/${key}`)).status).toBe(200);
    expect(await visits()).toEqual([]);
  });
});

describe('beats', () => {
  test('come twice and in any order, and the visit says the same', async () => {
    const { beat } = phone(server).open(key);
    await beat({ seq: 3, seconds: 30, percent: 60, page: 3, pageSeconds: [[3, 12]] });
    await beat({ seq: 1, seconds: 3, percent: 10, page: 1, pageSeconds: [[1, 3]] });
    await beat({ seq: 4, seconds: 41, percent: 60, page: 2, pageSeconds: [[3, 20]], isLeaving: true });
    await beat({
      seq: 2,
      seconds: 12,
      percent: 40,
      page: 7,
      pageSeconds: [
        [1, 8],
        [3, 2],
      ],
    });
    await beat({ seq: 4, seconds: 41, percent: 60, page: 2, pageSeconds: [[3, 20]], isLeaving: true });
    expect(await visits()).toMatchObject([{ seconds: 41, percent: 60, page: 2, isReading: false }]);
    const stats = await server.api
      .as('admin')
      .call(getMaterialStats, { params: { materialId }, query: { from: today(), to: today() } });
    expect(stats.body.byPage).toEqual([
      { page: 1, visits: 1, seconds: 8 },
      { page: 3, visits: 1, seconds: 20 },
    ]);
    expect(await eventsOfVisits('touch.opened')).toHaveLength(1);
  });

  test('those of a browser that has its cookie are taken on the short way, and answered alike', async () => {
    const her = phone(server, { cookie: `zhike_visitor=${'c'.repeat(22)}` });
    const { beat } = her.open(key);
    expect((await beat()).body).toEqual({ counted: true, ownKey: expect.stringMatching(/^\w{10}$/) });
    expect((await beat({ seconds: 77, percent: 93 })).body.counted).toBe(true);
    expect(await visits()).toMatchObject([{ seconds: 77, percent: 93 }]);
    expect(await beat({ percent: -1 })).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect((await beat({ phone: 'x'.repeat(20_000) })).body.code).toBe('request.too_large');
    expect((await her.open('0000000000').beat()).body.code).toBe('touch.link_not_found');
    const robot = phone(server, { cookie: 'zhike_visitor=x', 'user-agent': 'curl/8' });
    expect((await robot.open(key).beat()).body).toEqual({ counted: false, ownKey: null });
    const { cookie } = await server.api.as('zhangwei').headers();
    const colleague = phone(server, { cookie: `zhike_visitor=${'d'.repeat(22)}; ${cookie}` });
    expect((await colleague.open(key).beat()).body.counted).toBe(false);
  });

  test('a hundred at once are one visit each, told once', async () => {
    const phones = Array.from({ length: 20 }, () => phone(server).open(key));
    await Promise.all(
      phones.flatMap(({ beat }) => [1, 2, 3, 4, 5].map((seq) => beat({ seq, seconds: seq * 5, percent: seq * 20 }))),
    );
    const all = (await server.api.as('admin').call(listVisits, { query: { materialId, limit: 100 } })).body.items;
    expect(all).toHaveLength(20);
    expect(all.every(({ seconds, percent }) => seconds === 25 && percent === 100)).toBe(true);
    expect(await eventsOfVisits('touch.opened')).toHaveLength(20);
    expect(await eventsOfVisits('touch.finished')).toHaveLength(20);
  });

  test('nobody goes on with another browser’s visit', async () => {
    const { visit, beat } = phone(server).open(key);
    await beat({ seconds: 5 });
    const other = phone(server);
    const answer = await server.api.request('POST', '/api/visits/beats', {
      headers: { 'user-agent': 'MicroMessenger' },
      body: { key, token: other.token, visit, seq: 9, seconds: 500, percent: 100 },
    });
    expect(answer.status).toBe(200);
    expect((await visits()).map(({ seconds }) => seconds).sort()).toEqual([5, 500]);
  });

  test('what is no beat, no link, too long or too often is refused with a clear code', async () => {
    const her = phone(server);
    expect((await her.open('0000000000').beat()).body.code).toBe('touch.link_not_found');
    expect((await her.open(key).beat({ percent: 101 })).body.code).toBe('request.invalid');
    expect((await her.open(key).beat({ phone: 'x'.repeat(20_000) })).body.code).toBe('request.too_large');
    const { beat } = her.open(key);
    const answers = await Promise.all(Array.from({ length: 130 }, (_, index) => beat({ seq: index + 1 })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.body.code).toBe('touch.too_many_beats');
  });
});

describe('who may see it', () => {
  test('the rep who shared it sees the visit; a stranger to customer and share does not', async () => {
    await phone(server).open(key).beat();
    expect(await visits({ materialId }, 'zhangwei')).toHaveLength(1);
    expect(await visits({ materialId }, 'lina')).toEqual([]);
    const refused = await server.api.as('lina').call(listVisits, { query: { customerId: zhangsan.id } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'customer.not_visible' } });
    for (const [userId, count] of [
      ['zhangwei', 1],
      ['lina', 0],
    ] as const) {
      const stats = await server.api
        .as(userId)
        .call(getMaterialStats, { params: { materialId }, query: { from: today(), to: today() } });
      expect(stats.body).toMatchObject({ visits: count, sent: count, openedSends: count });
      expect(stats.body.byDay).toEqual([{ day: today(), sent: count, visits: count }]);
    }
  });

  test('a visit through her share of a customer who is not hers is told without the name', async () => {
    const open = await givenLink(server, { materialId, userId: 'lina' });
    const her = phone(server);
    await her.open(key).beat();
    await her.open(open.key).beat();
    expect(await visits({ userId: 'lina', materialId }, 'lina')).toMatchObject([{ customer: null, knownBy: 'nobody' }]);
    expect(await visits({ customerId: zhangsan.id }, 'zhangwei')).toHaveLength(2);
    await server.settle();
    const told = await noticesTo('lina');
    expect(told.at(-1)).toBe('有人通过你发的链接打开了《产品手册》');
    expect(told.filter((title) => title.includes('张三'))).toEqual([]);
  });

  test('what is for another department counts without saying what it is about', async () => {
    const { id } = await givenMaterial(server, { title: '内部报价单', departmentIds: [7] });
    const link = await givenLink(server, { materialId: id, userId: 'zhangwei', customerId: zhangsan.id });
    await phone(server).open(link.key).beat();
    for (const [userId, title] of [
      ['zhangwei', '其他部门的素材'],
      ['admin', '内部报价单'],
    ] as const) {
      expect(await visits({ customerId: zhangsan.id }, userId)).toMatchObject([{ material: { id, title } }]);
      const { body } = await server.api.as(userId).call(getLibraryStats, { query: { from: today(), to: today() } });
      expect(body.byMaterial.find((material) => material.id === id)).toMatchObject({ title, visits: 1 });
    }
  });

  test('the library counts materials and members', async () => {
    await phone(server).open(key).beat();
    const { body } = await server.api.as('zhangwei').call(getLibraryStats, { query: { from: today(), to: today() } });
    expect(body.byMaterial.find(({ id }) => id === materialId)).toMatchObject({ sent: 1, openedSends: 1, visits: 1 });
    expect(body.byMember.map(({ userId }) => userId)).toContain('zhangwei');
    const tooLong = await server.api
      .as('admin')
      .call(getLibraryStats, { query: { from: '2020-01-01', to: '2026-01-01' } });
    expect(tooLong).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', details: { issues: [{ path: 'query.to' }] } },
    });
  });

  test('lists go on where a page ended', async () => {
    const her = phone(server);
    for (let count = 0; count < 5; count += 1) await her.open(key).beat();
    const seen: string[] = [];
    for (let cursor: string | undefined, page = 0; page < 5; page += 1) {
      const { body } = await server.api.as('admin').call(listVisits, { query: { materialId, limit: 2, cursor } });
      seen.push(...body.items.map(({ id }) => id));
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});
