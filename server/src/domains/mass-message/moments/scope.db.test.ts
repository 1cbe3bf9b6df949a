import * as corp from '@zhike/shared/contracts/corp';
import * as contracts from '@zhike/shared/contracts/moment';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows, select } from '../../../platform/database/sql.ts';
import { givenMember } from '../../../test/given-member.ts';
import { type MomentTest, startMomentTest } from '../../../test/moment-kit.ts';
import { saveDepartments } from '../../corp/store.ts';

const [EAST, EAST_ONE, WEST] = [2, 3, 4];

let kit: MomentTest;

beforeAll(async () => {
  kit = await startMomentTest();
  const departments = [
    { id: 1, name: '示范公司', parentId: 0, order: 1 },
    { id: EAST, name: '华东', parentId: 1, order: 1 },
    { id: EAST_ONE, name: '华东一组', parentId: EAST, order: 1 },
    { id: WEST, name: '华西', parentId: 1, order: 1 },
  ];
  await kit.server.db.transaction((tx) => saveDepartments(tx, departments, 0));
  for (const { id, name, parentId } of departments.slice(1))
    await kit.sandbox.control('POST /control/departments', { body: { id, name, parentId } });
  // 张伟 is in the East, 李娜 in its first group, 王芳 in the West; 赵敏 leads the East.
  const people = [
    ['zhang', '张伟', EAST],
    ['li', '李娜', EAST_ONE],
    ['wang', '王芳', WEST],
    ['zhao', '赵敏', EAST],
  ] as const;
  for (const [userId, name, departmentId] of people) {
    if (userId === 'wang' || userId === 'zhao') await kit.givenRep(userId, name);
    await kit.sandbox.control('POST /control/members/:userId', {
      params: { userId },
      body: { departments: [departmentId] },
    });
  }
  await kit.settle();
  for (const [userId, name, departmentId] of people)
    await givenMember(kit.server, { userId, name, departmentId, isLeader: userId === 'zhao' });
});
afterAll(() => kit.server.close());

const zhao = () => kit.server.api.as('zhao');
const ask = (body: Record<string, unknown>) =>
  zhao().call(contracts.createMoment, { body: { text: '华东的活动', ...body } as never });
const askedIn = async (text: string) => {
  const found: string[] = [];
  for (const userId of ['zhang', 'li', 'wang', 'zhao', 'admin'])
    if ((await kit.momentsOf(userId, text)).length > 0) found.push(userId);
  return found;
};

test('a manager asks people and departments of her own, and nobody else', async () => {
  const strangers = await ask({ userIds: ['zhang', 'wang'], departmentIds: [EAST_ONE, WEST] });
  expect(strangers).toMatchObject({
    status: 403,
    body: { code: 'moment.publisher_out_of_scope', details: { userIds: ['wang'], departmentIds: [WEST] } },
  });
  expect(await ask({ departmentIds: [1] })).toMatchObject({ status: 403 });
  expect(await ask({ userIds: ['nobody'] })).toMatchObject({ status: 403 });
  const rows = await select<{ n: number | string }>(kit.server.db.read, 'SELECT COUNT(*) AS n FROM moment');
  expect(Number(rows[0]!.n)).toBe(0);
  expect(await ask({ text: '自己人', userIds: ['zhang'], departmentIds: [EAST_ONE] })).toMatchObject({ status: 200 });
  await kit.settle();
  expect(await askedIn('自己人')).toEqual(['zhang', 'li']);
});

test('everybody is everybody of hers; for an admin it is the whole company', async () => {
  const { body } = await ask({ text: '华东全员' });
  expect(body).toMatchObject({ departmentIds: [EAST], sentence: expect.stringContaining('由华东发表') });
  await kit.create({ text: '全公司', userIds: [] });
  await kit.settle();
  expect(await askedIn('华东全员')).toEqual(['zhang', 'li', 'zhao']);
  expect(await askedIn('全公司')).toEqual(['zhang', 'li', 'wang', 'zhao', 'admin']);
});

test('a manager whose departments are all gone asks nobody, rather than everybody', async () => {
  await givenMember(kit.server, {
    userId: 'wu',
    name: '吴倩',
    role: 'manager',
    managedDepartmentIds: [],
    departmentId: 9,
  });
  const answer = await kit.server.api
    .as('wu')
    .call(contracts.createMoment, { body: { text: '我自己', media: { kind: 'none' } } as never });
  expect(answer).toMatchObject({ status: 200, body: { userIds: ['wu'], departmentIds: [] } });
});

test('figures, publishers and reactions are those of the viewer’s people and customers', async () => {
  const id = (await ask({ text: '谁看得到' })).body.id;
  const at = kit.server.clock.now();
  const customers = await select<{ id: string; value: string }>(
    kit.server.db.read,
    'SELECT customer_id AS id, value FROM customer_identity',
  );
  const stranger = await kit.sandbox.control('POST /control/customers', { body: { name: '华西的客户' } });
  await kit.sandbox.control('POST /control/friends/add', {
    body: { userId: 'wang', externalUserId: stranger.externalUserId },
  });
  await kit.settle();
  const [west] = await select<{ id: string }>(
    kit.server.db.read,
    'SELECT customer_id AS id FROM customer_identity WHERE value = ?',
    [stranger.externalUserId],
  );
  const rep = { moment_id: id, is_published: 1, reached: 5, likes: 1, comments: 0, read_at: at };
  const like = { moment_id: id, kind: 'like', at };
  await kit.server.db.transaction(async (tx) => {
    await insertRows(tx, 'moment_rep', [
      { ...rep, user_id: 'zhang' },
      { ...rep, user_id: 'wang' },
    ]);
    await insertRows(tx, 'moment_reaction', [
      { ...like, user_id: 'zhang', customer_id: customers[0]!.id, external_user_id: customers[0]!.value },
      { ...like, user_id: 'wang', customer_id: west!.id, external_user_id: stranger.externalUserId },
    ]);
  });
  const params = { momentId: id };
  const seen = async (viewer: MomentTest['admin']) => ({
    view: (await viewer.call(contracts.getMoment, { params })).body,
    reps: (await viewer.call(contracts.listMomentReps, { params })).body.items.map(({ member }) => member.name),
    likes: (await viewer.call(contracts.listMomentReactions, { params })).body.items.length,
  });
  expect(await seen(zhao())).toMatchObject({
    view: { reps: { total: 1, published: 1 }, counts: { reached: 5, likes: 1 } },
    reps: ['张伟'],
    likes: 1,
  });
  expect(await seen(kit.admin)).toMatchObject({
    view: { reps: { total: 2 }, counts: { reached: 10, likes: 2 } },
    reps: ['王芳', '张伟'],
    likes: 2,
  });
});

test('whoever chooses finds her own people alone where she asks for them', async () => {
  const names = async (viewer: MomentTest['admin'], body: Record<string, unknown>) =>
    (await viewer.call(corp.listMembers, { body: body as never })).body.items.map(({ userId }) => userId).toSorted();
  expect(await names(zhao(), { inScope: true })).toEqual(['li', 'zhang', 'zhao']);
  expect(await names(zhao(), { inScope: true, departmentId: EAST_ONE })).toEqual(['li']);
  expect(await names(zhao(), { inScope: true, departmentId: WEST })).toEqual([]);
  expect(await names(zhao(), {})).toContain('wang');
  expect(await names(kit.admin, { inScope: true })).toContain('wang');
});
