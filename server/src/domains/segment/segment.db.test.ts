import { listAuditLog } from '@zhike/shared/contracts/audit';
import { countCustomers, listCustomers } from '@zhike/shared/contracts/customer-list';
import type { Filter } from '@zhike/shared/contracts/filter';
import { describeFilter, listFilterFields } from '@zhike/shared/contracts/filter-field';
import * as segment from '@zhike/shared/contracts/segment';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const STAGE = '01STAGE0000000000000000009';
const inStage: Filter = { field: 'stage', op: 'any', values: [STAGE] };
const draft = { name: '意向客户', filter: inStage, visibility: 'own' as const };

let server: TestServer;
const as = (userId: string) => server.api.as(userId);

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'admin', departmentId: 1 });
  await givenMember(server, { userId: 'rep-a', name: '张伟', departmentId: 10 });
  await givenMember(server, { userId: 'rep-a2', departmentId: 10 });
  await givenMember(server, { userId: 'rep-b', departmentId: 20 });
  await givenCustomer(server, { name: '甲的', ownerUserId: 'rep-a', stageId: STAGE });
  await givenCustomer(server, { name: '甲的没有阶段', ownerUserId: 'rep-a' });
  await givenCustomer(server, { name: '乙的', ownerUserId: 'rep-b', stageId: STAGE });
}, 60_000);
afterAll(() => server.close());

async function given(userId: string, rest: Partial<segment.SegmentDraft> = {}) {
  const made = await as(userId).call(segment.createSegment, { body: { ...draft, ...rest } });
  expect(made.status).toBe(200);
  return made.body;
}
const idsSeenBy = async (userId: string) =>
  (await as(userId).call(segment.listSegments, { query: { limit: 100 } })).body.items.map((one) => one.id);

test('a segment is found by whom it is for, and changed by its maker and admins alone', async () => {
  const own = await given('rep-a');
  const ours = await given('rep-a', { visibility: 'department' });
  const all = await given('rep-a', { visibility: 'everybody' });
  expect(await idsSeenBy('rep-a')).toEqual([all.id, ours.id, own.id]);
  expect(await idsSeenBy('rep-a2')).toEqual([all.id, ours.id]);
  expect(await idsSeenBy('rep-b')).toEqual([all.id]);
  expect(await idsSeenBy('admin')).toEqual([all.id, ours.id, own.id]);

  const at = (one: { id: string }) => ({ params: { segmentId: one.id } });
  expect((await as('rep-b').call(segment.getSegment, at(ours))).body).toMatchObject({ code: 'segment.not_found' });
  expect((await as('rep-a2').call(segment.deleteSegment, at(own))).body).toMatchObject({ code: 'segment.not_found' });
  expect((await as('rep-b').call(segment.deleteSegment, at(all))).body).toMatchObject({ code: 'segment.not_yours' });
  expect((await as('rep-b').call(segment.getSegment, at(all))).body).toMatchObject({
    owner: { userId: 'rep-a', name: '张伟' },
    can: { edit: false },
  });
  for (const one of [own, ours]) expect((await as('rep-a').call(segment.deleteSegment, at(one))).status).toBe(200);
  expect((await as('admin').call(segment.deleteSegment, at(all))).status).toBe(200);
  expect(await idsSeenBy('rep-a')).toEqual([]);
});

test('the pages of a long list hold every segment once', async () => {
  const made: string[] = [];
  for (let count = 0; count < 5; count++) made.unshift((await given('rep-b', { name: `第 ${count} 个` })).id);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await as('rep-b').call(segment.listSegments, { query: { limit: 2, cursor } });
    seen.push(...page.body.items.map((one) => one.id));
    cursor = page.body.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(made);
});

test('of two who change the same version the second is told, and nothing of hers is saved', async () => {
  const { id, version } = await given('rep-a');
  const change = (userId: string, name: string) =>
    as(userId).call(segment.updateSegment, { params: { segmentId: id }, body: { ...draft, name, version } });
  expect((await change('rep-a', '先改的')).body).toMatchObject({ name: '先改的', version: version + 1 });
  const second = await change('admin', '后改的');
  expect([second.status, second.body]).toMatchObject([409, { code: 'segment.changed_meanwhile' }]);
  expect((await as('admin').call(segment.getSegment, { params: { segmentId: id } })).body.name).toBe('先改的');
});

test('a copy is one’s own, whoever made the first, and leaves that as it was', async () => {
  const first = await given('rep-a', { visibility: 'everybody', name: '很长的名字'.repeat(6) });
  const copy = await as('rep-b').call(segment.copySegment, { params: { segmentId: first.id } });
  expect(copy.body).toMatchObject({
    visibility: 'own',
    filter: first.filter,
    owner: { userId: 'rep-b' },
    can: { edit: true },
  });
  expect(copy.body.name).toMatch(/ 副本$/);
  expect([...copy.body.name].length).toBeLessThanOrEqual(30);
});

test('the log says who changed which segment by which fields, never by which words', async () => {
  const filter: Filter = { all: [inStage, { not: { field: 'name', op: 'contains', text: '王小明' } }] };
  const { id } = await given('rep-a', { name: '有名字的', filter });
  await as('rep-a').call(segment.deleteSegment, { params: { segmentId: id } });
  const log = await as('admin').call(listAuditLog, { query: { limit: 20 } });
  const entries = log.body.items.filter((entry) => entry.subject.id === id);
  expect(entries.map((entry) => entry.action)).toEqual(['segment.delete', 'segment.create']);
  expect(entries[1]!.after).toMatchObject({ name: '有名字的', fields: ['stage', 'name'] });
  expect(JSON.stringify(entries)).not.toContain('王小明');
});

test('whatever a filter asks for, everybody counts and sees those whom she may see', async () => {
  const ways: Filter[] = [
    inStage,
    { any: [inStage, { not: inStage }] },
    { any: [inStage, { field: 'owner', op: 'any', values: ['rep-a', 'rep-b'] }] },
    { not: { all: [inStage, { field: 'gender', op: 'none', values: ['0', '1', '2'] }] } },
    { field: 'behaviour', op: 'count', values: ['follow_up'], days: 7, max: 3 },
    { field: 'behaviour', op: 'count', values: ['follow_up'], from: '2026-10-01', to: '2026-10-31', max: 3 },
  ];
  const seen = async (userId: string, filter: Filter) => {
    const list = await as(userId).call(listCustomers, { body: { filter, limit: 50 } });
    const names = list.body.items.map((one) => one.name).sort();
    const count = await as(userId).call(countCustomers, { body: { filter } });
    expect(count.body).toEqual({ count: names.length, cursor: null });
    return names;
  };
  for (const filter of ways) {
    const everybody = await seen('admin', filter);
    expect(everybody).toContain('乙的');
    expect(await seen('rep-a', filter)).toEqual(everybody.filter((name) => name.startsWith('甲的')));
    expect(await seen('rep-b', filter)).toEqual(['乙的']);
    expect(await seen('rep-a2', filter)).toEqual([]);
  }
});

test.each<[string, Filter, string]>([
  ['a field nobody knows', { field: 'shoe_size', op: 'any', values: ['43'] }, 'filter.field_unknown'],
  ['an operator of another kind', { field: 'stage', op: 'within_days', days: 3 }, 'filter.operator_not_for_field'],
  [
    'all of what one can only be one of',
    { field: 'stage', op: 'all', values: ['a', 'b'] },
    'filter.operator_not_for_field',
  ],
  ['a value that cannot be', { field: 'gender', op: 'any', values: ['7'] }, 'filter.value_unknown'],
  ['a department that is no number', { field: 'department', op: 'any', values: ['1 OR 1'] }, 'filter.value_unknown'],
])('%s is refused wherever a filter is asked for or saved', async (_what, filter, code) => {
  const nested = { all: [inStage, { not: { any: [filter, inStage] } }] };
  for (const asked of [filter, nested]) {
    const answers = [
      await as('rep-a').call(countCustomers, { body: { filter: asked } }),
      await as('rep-a').call(segment.createSegment, { body: { ...draft, filter: asked } }),
    ];
    for (const { status, body } of answers) expect([status, body]).toMatchObject([400, { code }]);
  }
});

test('a filter nested without end is refused like any other wrong input', async () => {
  let deep = JSON.stringify(inStage);
  for (let depth = 0; depth < 5_000; depth++) deep = `{"not":${deep}}`;
  const answer = await fetch(`${server.origin}${countCustomers.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await as('rep-a').headers()) },
    body: `{"filter":${deep}}`,
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'request.invalid' }]);
});

test('the builder learns which fields there are and what each can be asked', async () => {
  const { body } = await as('rep-a').call(listFilterFields);
  const named = new Map(body.items.map((field) => [field.name, field]));
  expect([...named.keys()]).toEqual(
    expect.arrayContaining(['tag', 'stage', 'owner', 'department', 'channel', 'added_at', 'behaviour', 'group_chat']),
  );
  expect(named.get('tag')).toMatchObject({ kind: 'set', input: 'tag', operators: expect.arrayContaining(['all']) });
  expect(named.get('gender')?.options).toHaveLength(3);
});

test('a filter is said in words, with the names of what is in it; what has been deleted says so', async () => {
  await server.db.transaction((tx) =>
    insertRows(tx, 'stage', [
      { id: STAGE, name: '意向', color: 'blue', sort: 1, is_default: 0, created_at: server.clock.now() },
    ]),
  );
  const say = async (filter: Filter) => (await as('rep-a').call(describeFilter, { body: { filter } })).body;
  const said = await say({
    all: [
      inStage,
      { not: { field: 'last_contact_at', op: 'within_days', days: 7 } },
      {
        any: [
          { field: 'owner', op: 'none', values: ['rep-a', 'gone'] },
          { field: 'behaviour', op: 'count', values: ['follow_up'], days: 30, min: 3 },
        ],
      },
      { not: { field: 'added_at', op: 'between', from: Date.UTC(2026, 10, 21, 16), to: Date.UTC(2026, 10, 23, 16) } },
    ],
  });
  expect(said.sentence).toBe(
    '客户阶段是「意向」,且最近联系时间不在最近 7 天内,且(负责人不是「张伟」或「已删除」,或最近 30 天内「写跟进记录」不少于 3 次),且排除(首次添加时间在 2026-11-22 至 2026-11-23)',
  );
  const often = { field: 'behaviour', op: 'count' as const, values: ['follow_up'], min: 2 };
  expect((await say({ ...often, from: '2026-10-01', to: '2026-10-31' })).sentence).toBe(
    '在 2026-10-01 至 2026-10-31 期间「写跟进记录」不少于 2 次',
  );
  expect((await say({ ...often, to: '2026-10-31' })).sentence).toBe('在 2026-10-31 及以前「写跟进记录」不少于 2 次');
  expect(said.names).toContainEqual({ field: 'owner', value: 'rep-a', name: '张伟' });
  const made = await given('rep-a', { filter: { all: [inStage, { field: 'tag', op: 'empty' }] } });
  expect(made.sentence).toBe('客户阶段是「意向」,且没有标签');
});
