import type { Filter } from '@zhike/shared/contracts/filter';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GivenCustomer, givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import type { DataScope } from '../corp/viewer.ts';
import { countSome } from './count.ts';
import { listCustomerIds } from './list.ts';
import type { CustomerFilter } from './list-filter.ts';

const MEMBERS = ['rep-a', 'rep-b', 'rep-c', 'rep-d'];
const DEPARTMENT_OF: Record<string, number> = { 'rep-a': 10, 'rep-b': 10, 'rep-c': 20, 'rep-d': 30 };
const TAGS = ['t1', 't2', 't3'];
const NAMES = ['林晓雨', '林大海', '王晓雨', 'Amy Lin', '晓晓'];
const CHANNELS = ['01CHANNEL00000000000000001', '01CHANNEL00000000000000002'];
const STAGES = ['01STAGE0000000000000000001', '01STAGE0000000000000000002'];

type Known = Required<Pick<GivenCustomer, 'name' | 'tagIds' | 'friendsOf' | 'status' | 'firstAddedAt'>> & {
  id: string;
  remark: string | null;
  ownerUserId: string | null;
  firstChannelId: string | null;
  stageId: string | null;
};

let server: TestServer;
const customers: Known[] = [];

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  for (const userId of MEMBERS) await givenMember(server, { userId, departmentId: DEPARTMENT_OF[userId] });
  // A fixed seed: the same corp every time, with many equal moments so that ties are met on page borders.
  const person = fc.record({
    name: fc.constantFrom(...NAMES),
    remark: fc.option(fc.constantFrom('装修', '林姐', '展会'), { nil: null }),
    tagIds: fc.subarray(TAGS),
    friendsOf: fc.subarray(MEMBERS, { maxLength: 2 }),
    ownerUserId: fc.option(fc.constantFrom(...MEMBERS), { nil: null }),
    status: fc.constantFrom('active' as const, 'lost' as const),
    firstAddedAt: fc.integer({ min: 0, max: 12 }).map((n) => 1_700_000_000_000 + n * 1000),
    firstChannelId: fc.option(fc.constantFrom(...CHANNELS), { nil: null }),
    stageId: fc.option(fc.constantFrom(...STAGES), { nil: null }),
  });
  for (const one of fc.sample(person, { numRuns: 120, seed: 20261122 })) {
    const { id } = await givenCustomer(server, { ...one, remark: one.remark ?? undefined });
    customers.push({ ...one, id, remark: one.friendsOf.length ? one.remark : null });
  }
}, 60_000);
afterAll(() => server.close());

const anyFilter = fc.record(
  {
    q: fc.constantFrom('林', '晓雨', '林晓雨', 'amy', '装修', '不存在'),
    tagIds: fc.subarray(TAGS, { minLength: 1 }),
    tagMatch: fc.constantFrom('any' as const, 'all' as const),
    ownerUserId: fc.constantFrom(...MEMBERS),
    channelId: fc.constantFrom(...CHANNELS),
    departmentIds: fc.subarray([10, 20, 30], { minLength: 1 }),
    stageId: fc.constantFrom(...STAGES),
    status: fc.constantFrom('active' as const, 'lost' as const),
    addedFrom: fc.integer({ min: 0, max: 12 }).map((n) => 1_700_000_000_000 + n * 1000),
    addedTo: fc.integer({ min: 0, max: 12 }).map((n) => 1_700_000_000_000 + n * 1000),
    filter: fc.oneof(
      fc.subarray(STAGES, { minLength: 1 }).map((values) => ({ field: 'stage', op: 'any' as const, values })),
      fc.subarray(MEMBERS, { minLength: 1 }).map((values) => ({ field: 'follow_user', op: 'any' as const, values })),
      fc.subarray(TAGS, { minLength: 1 }).map((values) => ({ not: { field: 'tag', op: 'any' as const, values } })),
    ),
  },
  { requiredKeys: [] },
);
const anyScope: fc.Arbitrary<DataScope> = fc.oneof(
  fc.constant<DataScope>({ kind: 'all' }),
  fc.constantFrom(...MEMBERS).map((userId): DataScope => ({ kind: 'self', userId })),
  fc.subarray([10, 20, 30]).map((departmentIds): DataScope => ({ kind: 'departments', departmentIds })),
);

const valuesOf = (filter: Filter) => ('values' in filter ? filter.values : []);

/** The same question answered without any index. */
function expected(filter: CustomerFilter, scope: DataScope): string[] {
  const viewersOf = (one: Known) => [...one.friendsOf, ...(one.ownerUserId ? [one.ownerUserId] : [])];
  const inDepartments = (one: Known, ids: number[]) =>
    viewersOf(one).some((userId) => ids.includes(DEPARTMENT_OF[userId]!));
  const plain = (text: string) => text.toLowerCase().replace(/\s/g, '');
  return customers
    .filter((one) => {
      if (filter.q && ![one.name, one.remark ?? ''].some((text) => plain(text).includes(plain(filter.q!))))
        return false;
      const more = filter.filter;
      if (more && 'not' in more) {
        if (valuesOf(more.not).some((tagId) => one.tagIds.includes(tagId))) return false;
      } else if (more && 'field' in more) {
        const has = more.field === 'stage' ? [one.stageId ?? ''] : one.friendsOf;
        if (!valuesOf(more).some((value) => has.includes(value))) return false;
      }
      if (filter.tagIds) {
        const carried = filter.tagIds.filter((tagId) => one.tagIds.includes(tagId)).length;
        if (filter.tagMatch === 'all' ? carried < filter.tagIds.length : carried === 0) return false;
      }
      if (filter.ownerUserId && one.ownerUserId !== filter.ownerUserId) return false;
      if (filter.channelId && one.firstChannelId !== filter.channelId) return false;
      if (filter.departmentIds && !inDepartments(one, filter.departmentIds)) return false;
      if (filter.stageId && one.stageId !== filter.stageId) return false;
      if (filter.status && one.status !== filter.status) return false;
      if (filter.addedFrom !== undefined && one.firstAddedAt < filter.addedFrom) return false;
      if (filter.addedTo !== undefined && one.firstAddedAt >= filter.addedTo) return false;
      if (scope.kind === 'self') return viewersOf(one).includes(scope.userId);
      return scope.kind === 'all' || inDepartments(one, scope.departmentIds);
    })
    .sort((a, b) => b.firstAddedAt - a.firstAddedAt || (a.id < b.id ? 1 : -1))
    .map((one) => one.id);
}

async function everyPage(
  filter: CustomerFilter,
  scope: DataScope,
  limit: number,
  stretches?: number[],
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCustomerIds(server.db.read, server.deps, filter, scope, { cursor, limit }, stretches);
    ids.push(...page.ids);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

/** Counted in stretches of some rows, as often as it takes. */
async function countInSteps(filter: CustomerFilter, scope: DataScope, rows: number): Promise<number> {
  for (let cursor: string | undefined, steps = 0; ; steps++) {
    const counted = await countSome(server.db.read, server.deps, filter, scope, cursor, {
      looked: rows,
      counted: rows,
    });
    if (counted.cursor === null) return counted.count;
    expect(steps).toBeLessThan(customers.length);
    cursor = counted.cursor;
  }
}

test('whatever is asked, the pages hold exactly the customers that fit, in order and each once, and the count agrees', async () => {
  await fc.assert(
    fc.asyncProperty(anyFilter, anyScope, fc.integer({ min: 1, max: 40 }), async (filter, scope, limit) => {
      const wanted = expected(filter, scope);
      expect(await everyPage(filter, scope, limit)).toEqual(wanted);
      expect(await everyPage(filter, scope, limit, [3, limit])).toEqual(wanted);
      expect(await countInSteps(filter, scope, limit * 3)).toBe(wanted.length);
      expect(await countSome(server.db.read, server.deps, filter, scope)).toEqual({
        count: wanted.length,
        cursor: null,
      });
    }),
    { numRuns: 80, seed: 7 },
  );
});
