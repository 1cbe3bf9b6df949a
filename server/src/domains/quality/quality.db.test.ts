import * as contracts from '@zhike/shared/contracts/quality';
import * as taskContracts from '@zhike/shared/contracts/task';
import * as auditContracts from '@zhike/shared/contracts/audit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenMessage } from '../../test/given-message.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { select } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { DepartmentRow } from '../corp/entity.ts';
import { relationEnded } from '../customer/events.ts';
import { findOverdue } from './overdue.ts';

let server: TestServer;
let customerId: string;
const MINUTE = 60_000;

beforeEach(async () => {
  server = await startTestServer();
  await server.db.transaction(async (tx) => {
    for (const [id, name, parentId] of [
      [1, '公司', 0],
      [2, '销售部', 1],
      [3, '客服部', 1],
    ] as const)
      await tx.insert(DepartmentRow, { id, name, parentId, sort: 0, deletedAt: null });
  });
  await givenMember(server, { userId: 'admin', name: '管理员', role: 'admin', departmentId: 1 });
  await givenMember(server, { userId: 'boss', name: '主管', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'other', name: '外部主管', departmentId: 3, isLeader: true });
  await givenMember(server, { userId: 'rep', name: '张伟', departmentId: 2 });
  customerId = (await givenCustomer(server, { name: '王女士', friendsOf: ['rep'], ownerUserId: 'rep' })).id;
});
afterEach(() => server.close());

const as = (userId: string) => server.api.as(userId);
const draft = {
  name: '承诺类',
  level: 'high' as const,
  speaker: 'member' as const,
  words: ['返现', '保本'],
  departmentIds: [] as number[],
  isOn: true,
};
const givenGroup = async (
  fields: Partial<Omit<typeof draft, 'speaker'>> & { speaker?: 'member' | 'customer' } = {},
) => {
  const answer = await as('admin').call(contracts.createQualityWordGroup, { body: { ...draft, ...fields } });
  expect(answer.status).toBe(200);
  return answer.body;
};
const switchOn = async (action: contracts.QualityActionKind, amount = 0, hours = ALL_DAY) => {
  const body = { isOn: true, level: 'middle' as const, amount, departmentIds: [], hours, version: 0 };
  expect((await as('admin').call(contracts.updateQualityAction, { params: { action }, body })).status).toBe(200);
};
const ALL_DAY = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };
const say = async (text: string, fields: Partial<Parameters<typeof givenMessage>[1]> = {}) => {
  const position = await givenMessage(server, { customerId, text, by: 'member', ...fields });
  await server.settle();
  return position;
};
const hits = async (body: object = {}, userId = 'boss') => {
  const answer = await as(userId).call(contracts.searchQualityHits, { body });
  expect(answer.status).toBe(200);
  return answer.body.items;
};
const noticesOf = (userId: string) =>
  select<{ title: string; text: string }>(
    server.db.read,
    "SELECT title, text FROM notice WHERE user_id = ? AND kind = 'quality'",
    [userId],
  );

test('a word of a group is a hit: the rep is warned and the leader gets a check', async () => {
  const group = await givenGroup();
  await say('您好,今天下单可以返现');
  expect(await hits()).toMatchObject([
    {
      ruleKind: 'word',
      ruleName: group.name,
      word: '返现',
      speaker: 'member',
      level: 'high',
      member: { userId: 'rep', name: '张伟' },
      customer: { id: customerId, name: '王女士' },
      times: 1,
      state: 'open',
    },
  ]);
  expect(await noticesOf('rep')).toMatchObject([{ title: '触发敏感词「返现」' }]);
  const tasks = (await as('boss').call(taskContracts.listTasks)).body.items;
  expect(tasks).toMatchObject([{ kind: 'quality_check', title: '质检:张伟触发敏感词「返现」' }]);
});

test('the same word again within minutes is the same hit, later it is another', async () => {
  await givenGroup();
  const now = server.clock.now();
  await say('返现', { sentAt: now });
  await say('真的返现', { sentAt: now + 9 * MINUTE });
  await say('保本', { sentAt: now + 9 * MINUTE });
  await say('返现', { sentAt: now + 40 * MINUTE });
  const found = await hits();
  expect(found.map(({ word, times }) => ({ word, times }))).toEqual([
    { word: '返现', times: 1 },
    { word: '保本', times: 1 },
    { word: '返现', times: 2 },
  ]);
  expect(await noticesOf('rep')).toHaveLength(3);
});

test('whose words count, at whom, and since when, is the group’s', async () => {
  await givenGroup({ speaker: 'customer', words: ['投诉'] });
  await givenGroup({ departmentIds: [3], words: ['返现'] });
  await givenGroup({ isOn: false, words: ['保本'] });
  await say('投诉');
  await say('返现 保本');
  await say('我要投诉', { by: 'customer', sentAt: server.clock.now() - 60 * MINUTE });
  expect(await hits()).toEqual([]);
  await say('我要投诉', { by: 'customer' });
  expect(await hits()).toMatchObject([{ word: '投诉', speaker: 'customer', member: { userId: 'rep' } }]);
});

test('a checker sees what was said around it, and the look is written down', async () => {
  await givenGroup();
  await say('在吗', { by: 'customer' });
  const position = await say('下单返现');
  await say('好的', { by: 'customer' });
  const [hit] = await hits();
  const { body } = await as('boss').call(contracts.getQualityHit, { params: { hitId: hit!.id } });
  expect(body.messages.map(({ text, isHit, sender }) => [sender.name, text, isHit])).toEqual([
    ['王女士', '在吗', false],
    ['张伟', '下单返现', true],
    ['王女士', '好的', false],
  ]);
  expect(body.messages[1]!.position).toBe(position);
  expect(body.conversationId).toMatch(/^[0-9A-Z]{26}$/);
  const log = await as('admin').call(auditContracts.listAuditLog, { query: { action: 'quality_hit.look' } });
  expect(log.body.items).toMatchObject([{ actor: { userId: 'boss' }, subject: { id: hit!.id } }]);

  await server.db.transaction(async (tx) => void (await tx.query("UPDATE chat_conversation SET consent = 'refused'")));
  const refused = await as('boss').call(contracts.getQualityHit, { params: { hitId: hit!.id } });
  expect(refused.body).toMatchObject({ messages: [], hidden: 'no_consent' });
});

test('the first decision counts: the rep is told, the task is done, a second checker learns of it', async () => {
  await givenGroup();
  await say('返现');
  const [hit] = await hits();
  const params = { hitId: hit!.id };
  const decided = await as('boss').call(contracts.decideQualityHit, {
    params,
    body: { decision: 'violation', note: '不要承诺返现' },
  });
  expect(decided.body).toMatchObject({ state: 'violation', note: '不要承诺返现', checkedBy: { userId: 'boss' } });
  const again = await as('admin').call(contracts.decideQualityHit, { params, body: { decision: 'fine' } });
  expect(again).toMatchObject({ status: 409, body: { code: 'quality.hit_decided' } });
  expect(await noticesOf('rep')).toMatchObject([
    {},
    { title: '质检判定:违规', text: expect.stringContaining('不要承诺返现') },
  ]);
  expect((await as('boss').call(taskContracts.listTasks)).body.items).toEqual([]);
  expect(await hits({ state: 'open' })).toEqual([]);
  expect(await hits({ state: 'violation', level: 'high', userId: 'rep', word: '返现' })).toHaveLength(1);
});

test('hits stay with those who lead the rep, and are nothing for reps', async () => {
  await givenGroup();
  await say('返现');
  const [hit] = await hits({}, 'admin');
  expect(await hits({}, 'other')).toEqual([]);
  const params = { hitId: hit!.id };
  expect(await as('other').call(contracts.getQualityHit, { params })).toMatchObject({
    status: 404,
    body: { code: 'quality.hit_not_found' },
  });
  expect(await as('other').call(contracts.decideQualityHit, { params, body: { decision: 'fine' } })).toMatchObject({
    status: 404,
  });
  expect(await as('rep').call(contracts.searchQualityHits, { body: {} })).toMatchObject({ status: 403 });
});

test('pages of hits follow each other without a gap', async () => {
  await givenGroup({ words: ['一号', '二号', '三号'] });
  await say('一号 二号 三号');
  const first = await as('boss').call(contracts.searchQualityHits, { body: { limit: 2 } });
  const second = await as('boss').call(contracts.searchQualityHits, {
    body: { limit: 2, cursor: first.body.nextCursor! },
  });
  expect([...first.body.items, ...second.body.items].map(({ word }) => word).sort()).toEqual(
    ['一号', '三号', '二号'].sort(),
  );
  expect(second.body.nextCursor).toBeNull();
});

test('managers edit words for their own departments, and nobody overwrites a colleague', async () => {
  const foreign = await as('boss').call(contracts.createQualityWordGroup, { body: { ...draft, departmentIds: [3] } });
  expect(foreign).toMatchObject({ status: 403, body: { code: 'quality.departments_not_yours' } });
  const own = await as('boss').call(contracts.createQualityWordGroup, { body: { ...draft, departmentIds: [2] } });
  const params = { groupId: own.body.id };
  const change = (version: number, words: string[]) =>
    as('boss').call(contracts.updateQualityWordGroup, {
      params,
      body: { ...draft, departmentIds: [2], words, version },
    });
  expect((await change(1, ['包过'])).body).toMatchObject({ version: 2, words: ['包过'] });
  expect(await change(1, ['旧词'])).toMatchObject({ status: 409, body: { code: 'quality.changed_meanwhile' } });
  await say('包过 返现');
  expect((await hits()).map(({ word }) => word)).toEqual(['包过']);
  await as('boss').call(contracts.deleteQualityWordGroup, { params });
  await say('包过', { sentAt: server.clock.now() + 60 * MINUTE });
  expect(await hits()).toHaveLength(1);
  expect((await as('boss').call(contracts.listQualityWordGroups)).body.items).toEqual([]);
});

test('phone numbers are a sensitive action of reps only', async () => {
  await switchOn('phone');
  await say('我的电话 13800138000', { by: 'customer' });
  expect(await hits()).toEqual([]);
  await say('加我 138 0013 8000');
  expect(await hits()).toMatchObject([{ ruleKind: 'action', action: 'phone', word: null, level: 'middle' }]);
});

test('deleting a customer is found, a handover is not', async () => {
  await switchOn('deleted_customer');
  const ended = (by: 'member' | 'transfer') =>
    server.db.transaction(async (tx) => {
      await recordEvent(
        tx,
        relationEnded({
          occurredAt: server.clock.now() + 1_000,
          customerId,
          payload: { userId: 'rep', externalUserId: 'wm', followUserId: `f-${by}`, by, isLast: true, viaSync: false },
        }),
      );
    });
  await ended('transfer');
  await ended('member');
  await server.settle();
  expect(await hits()).toMatchObject([{ action: 'deleted_customer', customer: { id: customerId } }]);
});

test('who is not answered in time becomes a hit once; whoever is answered does not', async () => {
  const second = (await givenCustomer(server, { name: '李先生', friendsOf: ['rep'] })).id;
  await switchOn('no_reply', 1);
  const now = server.clock.now();
  const later = now + 2 * 24 * 60 * MINUTE;
  await say('请问多少钱', { by: 'customer', sentAt: now });
  await say('在吗', { by: 'customer', sentAt: now, customerId: second });
  await say('在的', { sentAt: now + 20_000, customerId: second });
  const look = (at: number) => server.db.transaction((tx) => findOverdue(tx, server.deps, at));
  expect(await look(now)).toBe(0);
  expect(await look(later)).toBe(1);
  expect(await look(later)).toBe(0);
  expect(await hits()).toMatchObject([{ action: 'no_reply', customer: { id: customerId } }]);
  const day = new Date(now + 8 * 60 * MINUTE).toISOString().slice(0, 10);
  server.clock.offsetMs += 10 * MINUTE;
  const stats = await as('boss').call(contracts.getQualityStats, { query: { from: day, to: day } });
  expect(stats.body.byMember).toMatchObject([
    { userId: 'rep', asked: 2, unanswered: 1, averageReply: 20, averageFirstReply: 20 },
  ]);
});

test('a customer whom nobody follows up becomes a hit; a follow-up noted meanwhile starts the days anew', async () => {
  const DAY = 24 * 60 * MINUTE;
  await switchOn('no_follow_up', 3);
  const now = server.clock.now();
  await say('您好', { sentAt: now });
  await as('rep').call(taskContracts.logFollowUp, { params: { customerId }, body: { text: '电话沟通' } });
  const [noted] = await select<{ at: number | string }>(server.db.read, 'SELECT created_at AS at FROM follow_up');
  await server.db.transaction(
    async (tx) => void (await tx.query('UPDATE follow_up SET created_at = ?', [Number(noted!.at) + DAY])),
  );
  const look = (at: number) => server.db.transaction((tx) => findOverdue(tx, server.deps, at));
  await look(now + 3 * DAY + MINUTE);
  expect(await hits()).toEqual([]);
  await look(now + 5 * DAY);
  expect(await hits()).toMatchObject([{ action: 'no_follow_up' }]);
});

test('figures by word, rep, department and day are the hits that can be listed', async () => {
  await givenGroup();
  await say('返现 保本');
  const [hit] = await hits();
  await as('boss').call(contracts.decideQualityHit, { params: { hitId: hit!.id }, body: { decision: 'violation' } });
  const day = new Date(server.clock.now() + 8 * 60 * MINUTE).toISOString().slice(0, 10);
  const query = { from: day, to: day };
  const { body } = await as('boss').call(contracts.getQualityStats, { query });
  expect(body).toMatchObject({
    total: { hits: 2, open: 1, violations: 1 },
    days: [{ day, words: 2, actions: 0 }],
    byDepartment: [{ id: 2, name: '销售部', hits: 2 }],
    byMember: [{ userId: 'rep', hits: 2, violations: 1 }],
  });
  expect(body.byWord).toHaveLength(2);
  const elsewhere = await as('other').call(contracts.getQualityStats, { query });
  expect(elsewhere.body).toMatchObject({ total: { hits: 0 }, byMember: [] });
  const long = await as('boss').call(contracts.getQualityStats, { query: { from: '2026-01-01', to: '2026-12-31' } });
  expect(long).toMatchObject({
    status: 400,
    body: { code: 'request.invalid', details: { issues: [{ path: 'query.to' }] } },
  });
});
