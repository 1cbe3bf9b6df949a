import { reportSend } from '@zhike/shared/contracts/material-send';
import * as script from '@zhike/shared/contracts/script';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
const as = (userId: string) => server.api.as(userId);

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'admin', departmentId: 1 });
  await givenMember(server, { userId: 'wang', name: '王芳', departmentId: 10, position: '顾问' });
  await givenMember(server, { userId: 'li', name: '李娜', departmentId: 20 });
}, 60_000);
afterAll(() => server.close());

let made = 0;
async function category(userId: string, isMine: boolean, parentId: string | null = null) {
  const body = { name: `分类${++made}`, isMine, parentId };
  const answer = await as(userId).call(script.createScriptCategory, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.id;
}
async function given(userId: string, rest: { isMine?: boolean; [more: string]: unknown } = {}) {
  const isMine = rest.isMine ?? false;
  const categoryId = (rest.categoryId as string | undefined) ?? (await category(userId, isMine));
  const body = { title: `话术${++made}`, text: '您好', ...rest, categoryId, isMine };
  const answer = await as(userId).call(script.createScript, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
const search = async (userId: string, body: Record<string, unknown> = {}) =>
  (await as(userId).call(script.searchScripts, { body })).body;
const titles = async (userId: string, body: Record<string, unknown> = {}) =>
  (await search(userId, body)).items.map(({ title }) => title);

test('company scripts are kept by managers, one’s own by oneself and seen by nobody else', async () => {
  const ours = await given('admin', { title: '公司介绍' });
  const own = await given('wang', { isMine: true, title: '我的开场白' });
  expect(ours.can.edit).toBe(true);
  expect((await search('wang')).items.map(({ title, can }) => [title, can.edit])).toEqual([
    ['公司介绍', false],
    ['我的开场白', true],
  ]);
  expect(await titles('li')).toEqual(['公司介绍']);
  expect(await titles('admin')).not.toContain('我的开场白');
  expect(await titles('wang', { whose: 'mine' })).toEqual(['我的开场白']);
  expect(await titles('wang', { whose: 'company' })).toEqual(['公司介绍']);

  const at = (one: { id: string }) => ({ params: { scriptId: one.id } });
  expect((await as('wang').call(script.deleteScript, at(ours))).body).toMatchObject({ code: 'script.not_yours' });
  expect((await as('admin').call(script.deleteScript, at(own))).body).toMatchObject({ code: 'script.not_found' });
  const draft = { title: '冒充公司', text: '好', categoryId: ours.categoryId, isMine: false };
  expect((await as('wang').call(script.createScript, { body: draft })).body).toMatchObject({
    code: 'script.not_yours',
  });
  const misplaced = await as('wang').call(script.createScript, { body: { ...draft, isMine: true } });
  expect(misplaced.body).toMatchObject({ code: 'script.category_of_other' });
  for (const one of [ours, own])
    expect((await as(one.isMine ? 'wang' : 'admin').call(script.deleteScript, at(one))).status).toBe(200);
  expect(await titles('wang')).toEqual([]);
});

test('a script for a department is found and sent only there, and by whoever leads above it', async () => {
  await server.db.transaction((tx) =>
    insertRows(
      tx,
      'department',
      [1, 10, 20].map((id) => ({ id, name: `部门${id}`, parent_id: id === 1 ? 0 : 1, sort: id })),
      { ignoreDuplicates: true },
    ),
  );
  const limited = await given('admin', { title: '十部话术', departmentIds: [10] });
  expect(await titles('wang')).toContain('十部话术');
  expect(await titles('li')).not.toContain('十部话术');
  expect(await titles('admin')).toContain('十部话术');
  const customer = await givenCustomer(server, { ownerUserId: 'li' });
  const body = { to: { customerId: customer.id }, idempotencyKey: 'limited-1' };
  const refused = await as('li').call(script.prepareScriptSend, { params: { scriptId: limited.id }, body });
  expect([refused.status, refused.body]).toMatchObject([404, { code: 'script.not_found' }]);
  const wrong = await as('admin').call(script.createScript, {
    body: { title: '未知部门', text: '好', categoryId: limited.categoryId, isMine: false, departmentIds: [999] },
  });
  expect(wrong.body).toMatchObject({ code: 'corp.department_not_found' });
});

test('a misspelt variable is refused before a customer could read it', async () => {
  const categoryId = await category('admin', false);
  const body = { title: '错别字', text: '{客户昵你}您好', categoryId, isMine: false };
  const answer = await as('admin').call(script.createScript, { body });
  expect([answer.status, answer.body]).toMatchObject([
    400,
    { code: 'script.unknown_variable', details: { names: ['客户昵你'] } },
  ]);
  expect(await titles('admin', { categoryId })).toEqual([]);
});

test('words are found by title, keyword, text, pinyin and initials', async () => {
  const { id } = await given('admin', { title: '售后承诺', text: '七天无理由', keywords: ['退换货'] });
  for (const text of ['售后', 'shouhou', 'shcn', '退换', 'thh', '无理由', '承诺 七天'])
    expect(
      (await search('li', { text })).items.map((one) => one.id),
      text,
    ).toContain(id);
  expect(await titles('li', { text: '售后 十天' })).toEqual([]);
  expect(await titles('li', { text: '%' })).toEqual([]);
});

test('words are filled in for the customer in whose chat they are proposed', async () => {
  const customer = await givenCustomer(server, {
    name: '{员工姓名}',
    ownerUserId: 'wang',
    friendsOf: ['wang'],
    remark: '林姐',
  });
  const { id } = await given('admin', { text: '{客户昵称}/{客户备注},我是{员工职位}{员工姓名} <b>&' });
  const mine = async (more: Record<string, unknown>) =>
    (await search('wang', more)).items.find((one) => one.id === id)!.filled;
  expect(await mine({})).toBeNull();
  expect(await mine({ customerId: customer.id })).toBe('{员工姓名}/林姐,我是顾问王芳 <b>&');
  expect(await mine({ inGroup: true })).toBe('朋友/朋友,我是顾问王芳 <b>&');
  const stranger = await as('li').call(script.searchScripts, { body: { customerId: customer.id } });
  expect(stranger.body).toMatchObject({ code: 'customer.not_visible' });
});

test('of two who change the same script the second is told, and nothing of hers is saved', async () => {
  const one = await given('admin', { title: '第一版' });
  const change = (title: string) =>
    as('admin').call(script.updateScript, {
      params: { scriptId: one.id },
      body: { title, text: '好', categoryId: one.categoryId, version: one.version },
    });
  expect((await change('第二版')).body).toMatchObject({ title: '第二版', version: 2 });
  expect((await change('另一版')).body).toMatchObject({ code: 'script.changed_meanwhile', details: { version: 2 } });
  expect(await titles('admin', { categoryId: one.categoryId })).toEqual(['第二版']);
});

test('categories have two levels, their names are told apart, and one with something in it stays', async () => {
  const top = await category('admin', false);
  const below = await category('admin', false, top);
  const deeper = await as('admin').call(script.createScriptCategory, {
    body: { name: '三级', parentId: below, isMine: false },
  });
  expect(deeper.body).toMatchObject({ code: 'script.category_too_deep' });
  const { items } = (await as('li').call(script.listScriptCategories)).body;
  const { name } = items.find(({ id }) => id === below)!;
  expect(items.findIndex(({ id }) => id === below)).toBeGreaterThan(items.findIndex(({ id }) => id === top));
  const again = await as('admin').call(script.createScriptCategory, { body: { name, parentId: top, isMine: false } });
  expect(again.body).toMatchObject({ code: 'script.category_name_taken' });

  const held = await given('admin', { categoryId: below, title: '在下级里' });
  expect(await titles('li', { categoryId: top })).toEqual(['在下级里']);
  const remove = (categoryId: string) => as('admin').call(script.deleteScriptCategory, { params: { categoryId } });
  expect((await remove(below)).body).toMatchObject({ code: 'script.category_in_use' });
  expect((await remove(top)).body).toMatchObject({ code: 'script.category_in_use' });
  await as('admin').call(script.deleteScript, { params: { scriptId: held.id } });
  expect([(await remove(below)).status, (await remove(top)).status]).toEqual([200, 200]);
});

test('a new order of categories names all of them, and scripts follow it', async () => {
  const top = await category('admin', false);
  const [first, second] = [await category('admin', false, top), await category('admin', false, top)];
  await given('admin', { categoryId: second, title: '乙' });
  await given('admin', { categoryId: first, title: '甲' });
  expect(await titles('li', { categoryId: top })).toEqual(['甲', '乙']);
  const order = (categoryIds: string[]) =>
    as('admin').call(script.reorderScriptCategories, { body: { parentId: top, isMine: false, categoryIds } });
  expect((await order([second])).body).toMatchObject({ code: 'script.order_incomplete' });
  expect((await order([second, first])).status).toBe(200);
  expect(await titles('li', { categoryId: top })).toEqual(['乙', '甲']);
});

test('the pages of a long list hold every script once, in every order', async () => {
  const categoryId = await category('wang', true);
  for (let count = 0; count < 5; count++) await given('wang', { isMine: true, categoryId, title: `第${count}条` });
  for (const sort of ['order', 'most_used', 'mine'] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search('wang', { categoryId, sort, limit: 2, cursor });
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.toSorted(), sort).toEqual(['第0条', '第1条', '第2条', '第3条', '第4条']);
  }
});

test('favourites are one’s own, and keeping twice keeps once', async () => {
  const { id } = await given('admin', { title: '收藏我' });
  const params = { scriptId: id };
  for (let times = 0; times < 2; times++)
    expect((await as('wang').call(script.addScriptFavourite, { params })).status).toBe(200);
  expect(await titles('wang', { onlyFavourites: true })).toEqual(['收藏我']);
  expect(await titles('li', { onlyFavourites: true })).toEqual([]);
  await as('wang').call(script.removeScriptFavourite, { params });
  expect(await titles('wang', { onlyFavourites: true })).toEqual([]);
});

test('a double tap prepares one sending, with the words as the rep changed them', async () => {
  const customer = await givenCustomer(server, { name: '林晓雨', ownerUserId: 'wang' });
  const { id } = await given('admin', { text: '{客户昵称}您好' });
  const prepare = (userId: string, more: object = {}) =>
    as(userId).call(script.prepareScriptSend, {
      params: { scriptId: id },
      body: { to: { customerId: customer.id }, idempotencyKey: 'tap-12345', ...more },
    });
  const first = await prepare('wang');
  expect(first.body.message).toEqual({ msgtype: 'text', text: { content: '林晓雨您好' } });
  const second = await prepare('wang', { text: '晓雨,{今天日期}见' });
  expect(second.body).toEqual({
    sendId: first.body.sendId,
    message: { msgtype: 'text', text: { content: '晓雨,{今天日期}见' } },
  });
  const rows = await select(server.db.read, 'SELECT id FROM content_send WHERE script_id = ?', [id]);
  expect(rows).toHaveLength(1);
  expect((await prepare('li')).body).toMatchObject({ code: 'customer.not_visible' });

  const report = await as('wang').call(reportSend, {
    params: { sendId: first.body.sendId },
    body: { outcome: 'sent' },
  });
  expect(report.status).toBe(200);
  const events = await select(server.db.read, "SELECT payload FROM event WHERE type = 'content.sent'");
  expect(events.map(({ payload }) => JSON.parse(payload as string))).toMatchObject([{ scriptId: id, way: 'text' }]);
  expect((await search('wang', { sort: 'mine' })).items[0]).toMatchObject({ id, mySent: 1 });
});

test('a script whose department was dissolved can still be changed; a new one cannot be for it', async () => {
  const made = await given('admin', { departmentIds: [20] });
  await server.db.transaction((tx) => execute(tx, 'DELETE FROM department WHERE id = 20', []));
  const { title, categoryId, text, departmentIds, version } = made;
  const body = { title: `${title}改`, categoryId, text, departmentIds, version, materialIds: [], keywords: [] };
  const changed = await as('admin').call(script.updateScript, { params: { scriptId: made.id }, body });
  expect(changed).toMatchObject({ status: 200, body: { title: `${title}改`, departmentIds: [20] } });
  const fresh = { title: '新的', categoryId, text, departmentIds: [20], isMine: false };
  expect((await as('admin').call(script.createScript, { body: fresh })).body).toMatchObject({
    code: 'corp.department_not_found',
  });
});
