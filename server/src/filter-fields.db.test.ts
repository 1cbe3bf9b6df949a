import type { Filter, FilterCondition } from '@zhike/shared/contracts/filter';
import type { FilterFieldView } from '@zhike/shared/contracts/filter-field';
import { Filter as FilterSchema } from '@zhike/shared/contracts/filter';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { behaviourKindNames } from './domains/behaviour/kinds.ts';
import { compileFilter } from './engines/filter/compile.ts';
import { matchesFilter } from './engines/filter/evaluate.ts';
import { loadFacts } from './engines/filter/facts.ts';
import { type PreparedFilter, prepareFilter } from './engines/filter/prepare.ts';
import { filterFields } from './filter-fields.ts';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import { setField } from './domains/customer/fields.ts';
import { CustomFieldRow } from './domains/field/entity.ts';
import { insertRows, select } from './platform/database/sql.ts';
import type { Tx } from './platform/database/tx.ts';
import { newId } from './platform/id.ts';
import { givenCustomer } from './test/given-customer.ts';
import { givenMember } from './test/given-member.ts';
import { startTestServer, type TestServer } from './test/start-test-server.ts';

/** Midnight in Shanghai that begins 2026-11-22. */
const MIDNIGHT = Date.UTC(2026, 10, 21, 16);
const DAY = 86_400_000;
const MEMBERS = ['rep-a', 'rep-b', 'rep-c'];
const DEPARTMENTS = ['10', '20', '30', '99'];
const TAGS = ['t1', 't2', 't3'];
const GROUPS = ['g1', 'g2', 'g3'];
const MATERIALS = ['01MATERIAL0000000000000001', '01MATERIAL0000000000000002'];
const CHANNELS = ['01CHANNEL00000000000000001', '01CHANNEL00000000000000002'];
const STAGES = ['01STAGE0000000000000000001', '01STAGE0000000000000000002'];
const DAYS = ['2026-11-22', '2026-11-21', '2026-11-20', '2026-11-16', '2026-11-15', '2026-10-01'];

const OPTIONS = ['01OPTN00000000000000000001', '01OPTN00000000000000000002', '01OPTN00000000000000000003'];
const options = OPTIONS.map((id, index) => ({ id, label: `选项${index}`, isRetired: index === 2 }));
/** One custom field of each kind, and one out of use. */
const CUSTOM_FIELDS = (['text', 'number', 'date', 'single_choice', 'multiple_choice', 'text'] as const).map(
  (kind, index) => ({
    id: `01FE${String(index).padStart(22, '0')}`,
    name: `字段${index}`,
    kind,
    unit: kind === 'number' ? '㎡' : null,
    options: kind.endsWith('choice') ? options : [],
    departmentIds: null,
    sort: index,
    createdAt: 1,
    retiredAt: index === 5 ? 2 : null,
  }),
);
const NUMBERS = [-1.5, 0, 0.1, 0.3, 12, 12.3456, 100_000_000_000];

/** Moments on, just before and just after the borders of days, and some anywhere. */
const anyMoment = fc.oneof(
  fc.tuple(fc.integer({ min: -10, max: 1 }), fc.constantFrom(-1, 0, 1)).map(([days, ms]) => MIDNIGHT + days * DAY + ms),
  fc.integer({ min: MIDNIGHT - 10 * DAY, max: MIDNIGHT + 2 * DAY }),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const person = fc.record({
  own: fc.record({
    name: fc.constantFrom('林晓雨', '王大海', 'Amy Lin', '晓晓', '  '),
    corpName: maybe(fc.constantFrom('林氏家具', 'ACME', 'acme ', 'a%b_c')),
    ownerUserId: maybe(fc.constantFrom(...MEMBERS)),
    stageId: maybe(fc.constantFrom(...STAGES)),
    firstChannelId: maybe(fc.constantFrom(...CHANNELS)),
    gender: fc.integer({ min: 0, max: 2 }),
    type: fc.integer({ min: 1, max: 2 }),
    status: fc.constantFrom('active' as const, 'lost' as const),
    firstAddedAt: anyMoment,
    lastAddedAt: anyMoment,
    lostAt: maybe(anyMoment),
    friendsOf: fc.subarray(MEMBERS, { maxLength: 2 }),
    remark: fc.constantFrom('装修', '林姐'),
    tagIds: fc.subarray(TAGS),
  }),
  groups: fc.subarray(GROUPS),
  left: fc.subarray(GROUPS),
  seen: fc.subarray(MATERIALS),
  counts: fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom(...behaviourKindNames),
      day: fc.constantFrom(...DAYS),
      count: fc.integer({ min: 1, max: 4 }),
    }),
    { selector: (one) => one.kind + one.day, maxLength: 12 },
  ),
  fields: fc.tuple(
    maybe(fc.constantFrom('林氏家具', 'a%b_c', 'ACME', 'acme').map((text) => ({ kind: 'text' as const, text }))),
    maybe(fc.constantFrom(...NUMBERS).map((number) => ({ kind: 'number' as const, number }))),
    maybe(fc.constantFrom(...DAYS, '1931-05-06', '2026-11-25').map((day) => ({ kind: 'date' as const, day }))),
    maybe(fc.constantFrom(...OPTIONS).map((id) => ({ kind: 'choice' as const, optionIds: [id] }))),
    maybe(fc.subarray(OPTIONS, { minLength: 1 }).map((optionIds) => ({ kind: 'choice' as const, optionIds }))),
    maybe(fc.constant({ kind: 'text' as const, text: '林' })),
  ),
  activity: maybe(fc.record({ last_contact_at: maybe(anyMoment), last_reply_at: maybe(anyMoment) })),
});

let server: TestServer;
const customerIds: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  for (const [index, userId] of MEMBERS.entries())
    await givenMember(server, { userId, departmentId: Number(DEPARTMENTS[index]) });
  await server.db.transaction((tx) =>
    insertRows(
      tx,
      'department',
      [
        { id: 10, parent_id: 1 },
        { id: 20, parent_id: 10 },
        { id: 30, parent_id: 1 },
      ].map((row) => ({ ...row, name: `部门${row.id}`, sort: 0 })),
    ),
  );
  await server.db.transaction((tx) => tx.insert(CustomFieldRow, CUSTOM_FIELDS));
  for (const one of fc.sample(person, { numRuns: 60, seed: 20261122 })) {
    const { id } = await givenCustomer(server, one.own);
    customerIds.push(id);
    await server.db.transaction(async (tx) => {
      await insertRows(
        tx,
        'group_member',
        one.groups.map((chatId) => ({
          chat_id: chatId,
          member_id: id,
          kind: 'external',
          customer_id: id,
          join_scene: 1,
          joined_at: MIDNIGHT,
          left_at: one.left.includes(chatId) ? MIDNIGHT + 1 : null,
        })),
      );
      await insertRows(
        tx,
        'visit',
        one.seen.map((materialId) => visitOf(id, materialId)),
      );
      await insertRows(
        tx,
        'customer_day_count',
        one.counts.map((row) => ({ customer_id: id, ...row })),
      );
      for (const [index, value] of one.fields.entries()) await fill(tx, id, index, value);
      if (one.activity) await insertRows(tx, 'customer_activity', [{ customer_id: id, ...one.activity }]);
    });
  }
}, 60_000);
afterAll(() => server.close());

/** That she has opened it counts; how does not matter. */
const visitOf = (customerId: string, subjectId: string) => ({
  visit_key: newId(),
  id: newId(),
  visitor_id: newId(),
  link_key: '0000000000',
  subject_kind: 'material',
  subject_id: subjectId,
  user_id: 'rep-a',
  customer_id: customerId,
  own_key: '0000000001',
  nth: 1,
  day: '2026-11-22',
  started_at: MIDNIGHT,
  last_seen_at: MIDNIGHT,
  seconds: 3,
  percent: 10,
  place: 1024,
  last_seq: 1,
  left_seq: 0,
});

async function fill(tx: Tx, customerId: string, index: number, value: FieldValue | null): Promise<void> {
  const field = CUSTOM_FIELDS[index]!;
  await setField(tx, {
    customerId,
    field: { ...field, options: field.options.map((option) => ({ ...option, isRetired: false })) },
    value,
    origin: { originKind: 'rep', originRef: null, byUserId: 'rep-a', setAt: MIDNIGHT },
    now: MIDNIGHT,
  });
}

/** The last days, or days from and to with one end or both. */
const anyDays = fc.oneof(
  fc.record({ days: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ from: fc.constantFrom(...DAYS, '2026-10-31') }),
  fc.record({ to: fc.constantFrom(...DAYS, '2026-10-31') }),
  fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)).map((ends) => {
    const [from, to] = [...ends].sort();
    return { from, to };
  }),
);

const VALUES: Record<string, string[]> = {
  tag: [...TAGS, 'unknown'],
  member: [...MEMBERS, 'nobody'],
  department: DEPARTMENTS,
  stage: STAGES,
  channel: CHANNELS,
  group_chat: GROUPS,
  material: MATERIALS,
};

/** Any condition that any of the fields knows. */
const anyConditionOf = (fields: readonly FilterFieldView[]): fc.Arbitrary<FilterCondition> =>
  fc.oneof(
    ...fields.flatMap((field) =>
      field.operators.map((op): fc.Arbitrary<FilterCondition> => {
        const name = field.name;
        const known = VALUES[field.input] ?? field.options.map((option) => option.value);
        const values = fc.subarray(known, { minLength: Math.min(1, known.length) });
        const days = fc.integer({ min: 1, max: 9 });
        switch (op) {
          case 'any':
          case 'all':
          case 'none':
            return values.map((some) => ({ field: name, op, values: some }));
          case 'between':
            return fc.tuple(anyMoment, anyMoment, fc.constantFrom('from', 'to', 'both')).map(([from, to, ends]) => ({
              field: name,
              op,
              ...(ends === 'to' ? {} : { from }),
              ...(ends === 'from' ? {} : { to }),
            }));
          case 'within_days':
          case 'before_days':
          case 'next_days':
            return days.map((some) => ({ field: name, op, days: some }));
          case 'range':
            return fc
              .tuple(fc.constantFrom(...NUMBERS), fc.constantFrom(...NUMBERS), fc.constantFrom('min', 'max', 'both'))
              .map(([min, max, ends]) => ({
                field: name,
                op,
                ...(ends === 'max' ? {} : { min }),
                ...(ends === 'min' ? {} : { max }),
              }));
          case 'contains':
          case 'equals':
            return fc
              .constantFrom('林', '晓雨', 'amy', 'acme', 'ACME', '装修', '%', '_', 'a%b_c', '林氏家具')
              .map((text) => ({ field: name, op, text }));
          case 'count':
            return fc
              .record({
                values,
                span: anyDays,
                min: maybe(fc.integer({ min: 0, max: 6 })),
                max: fc.integer({ min: 0, max: 6 }),
              })
              .map(({ values: kinds, span, min, max }) => ({
                field: name,
                op,
                values: kinds,
                ...span,
                ...(min === null ? { max } : { min }),
              }));
          default:
            return fc.constant({ field: name, op: op as 'empty' | 'present' });
        }
      }),
    ),
  );

const anyFilterOf = (anyCondition: fc.Arbitrary<FilterCondition>) =>
  fc.letrec<{ tree: Filter; leaf: Filter }>((tie) => ({
    leaf: anyCondition,
    tree: fc.oneof(
      { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
      tie('leaf'),
      fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('tree') }),
    ),
  })).tree;

/** Both ways in which SQL can meet a customer: in her own row, and beside a row of another table. */
const PLACES = [
  { from: 'customer c', id: 'c.id', column: (name: string) => `c.${name}` },
  {
    from: 'customer k',
    id: 'k.id',
    column: (name: string) => `(SELECT o.${name} FROM customer o WHERE o.id = k.id)`,
  },
];

async function inSql(filter: PreparedFilter, now: number, place: (typeof PLACES)[number]): Promise<string[]> {
  const { sql, values } = compileFilter(filter, place, { now, timeZone: 'Asia/Shanghai' });
  const rows = await select<{ id: string }>(
    server.db.read,
    `SELECT ${place.id} AS id FROM ${place.from} WHERE ${sql} ORDER BY ${place.id}`,
    values,
  );
  return rows.map((row) => row.id);
}

async function inMemory(filter: PreparedFilter, now: number): Promise<string[]> {
  const context = { now, timeZone: 'Asia/Shanghai' };
  const facts = await loadFacts(server.db.read, customerIds, filter, context);
  return customerIds.filter((id) => matchesFilter(filter, facts.get(id)!, context)).sort();
}

/** Fields that are made by people are read from the database. */
const offered = async () => anyConditionOf(await filterFields.present(server.db.read));

test('whatever is asked, and whenever, SQL and memory mean the same customers', async () => {
  const anyFilter = anyFilterOf(await offered());
  const met = { nobody: 0, some: 0, everybody: 0 };
  await fc.assert(
    fc.asyncProperty(anyFilter, anyMoment, fc.constantFrom(...PLACES), async (filter, now, place) => {
      const prepared = await prepareFilter(server.db.read, filterFields, FilterSchema.parse(filter));
      const found = await inSql(prepared, now, place);
      expect(found).toEqual(await inMemory(prepared, now));
      met[found.length === 0 ? 'nobody' : found.length === customerIds.length ? 'everybody' : 'some'] += 1;
    }),
    { numRuns: 120, seed: 11 },
  );
  // 120 filters × 60 customers are 7,200 cases; most filters tell customers apart.
  expect(met.some).toBeGreaterThan(60);
});

test('every condition alone, of every field and operator, means the same customers', async () => {
  for (const condition of fc.sample(await offered(), { numRuns: 160, seed: 5 })) {
    for (const filter of [condition, { not: condition }] as Filter[]) {
      const prepared = await prepareFilter(server.db.read, filterFields, filter);
      expect(await inSql(prepared, MIDNIGHT, PLACES[0]!), JSON.stringify(filter)).toEqual(
        await inMemory(prepared, MIDNIGHT),
      );
    }
  }
});
