import { listAuditLog } from '@zhike/shared/contracts/audit';
import * as tags from '@zhike/shared/contracts/tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows, select } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { outboxCommands } from '../../outbox-commands.ts';
import { command } from '../command.ts';
import { saveDepartments } from '../corp/store.ts';
import { refreshListRows } from '../customer/list-rows.ts';
import { TagGroupRow, TagRow } from '../tag/entity.ts';
import { advanceTagJob } from './commands/advance-tag-job.ts';

/** More than a turn of collecting takes at once, so that pages and their borders are met. */
const MANY = 450;
const CHANNEL = '01CHANNE000000000000000001';

/** The tests take the turns of a job themselves, so as to look and to break in between. */
const held = command({ ...advanceTagJob.definition, send: () => Promise.reject(new Error('the test does it')) });

let server: TestServer;
let tagIds: string[];

beforeAll(async () => {
  server = await startTestServer({
    scenarios: [],
    commands: outboxCommands.map((one) => (one.definition.name === held.definition.name ? held : one)),
  });
  const departments = [
    { id: 1, name: '公司', parentId: 0, order: 1 },
    { id: 2, name: '一部', parentId: 1, order: 1 },
    { id: 3, name: '二部', parentId: 1, order: 1 },
  ];
  await server.db.transaction((tx) => saveDepartments(tx, departments, 0));
  await givenMember(server, { userId: 'admin', name: '管理员' });
  await givenMember(server, { userId: 'manager', name: '主管', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'rep-a', name: '张伟', departmentId: 2 });
  await givenMember(server, { userId: 'rep-b', name: '李娜', departmentId: 3 });
  tagIds = await givenTags(5);
  await givenManyCustomers(MANY, 'rep-a');
});
afterAll(() => server.close());

test('everybody whom the filter fits is marked, as many as they are, and nobody else', async () => {
  const other = await givenCustomer(server, { name: '别的渠道来的', ownerUserId: 'rep-a' });
  const admin = server.api.as('admin');
  const started = await admin.call(tags.startTagJob, {
    body: { filter: { channelId: CHANNEL }, addTagIds: [tagIds[0]!] },
  });
  expect(started.body).toMatchObject({ status: 'collecting', doneCount: 0, can: { cancel: true } });
  await work(started.body.id);
  expect((await jobAsSeenBy('admin', started.body.id)).body).toMatchObject({
    status: 'done',
    totalCount: MANY,
    doneCount: MANY,
    skippedCount: 0,
  });
  expect(await carriersOf(tagIds[0]!)).toHaveLength(MANY);
  expect(await carriersOf(tagIds[0]!)).not.toContain(other.id);
});

test('taking off the tag that the filter asks for reaches all of them', async () => {
  const { body } = await server.api.as('admin').call(tags.startTagJob, {
    body: { filter: { tagIds: [tagIds[0]!] }, removeTagIds: [tagIds[0]!] },
  });
  await work(body.id);
  expect((await jobAsSeenBy('admin', body.id)).body).toMatchObject({ status: 'done', doneCount: MANY });
  expect(await carriersOf(tagIds[0]!)).toEqual([]);
});

test('a manager marks only the customers of her departments, whatever the filter asks for', async () => {
  const hers = await givenCustomer(server, { name: '展会甲', friendsOf: ['rep-a'] });
  await givenCustomer(server, { name: '展会乙', friendsOf: ['rep-b'] });
  for (const filter of [{ q: '展会' }, { q: '展会', departmentId: 1 }]) {
    const { body } = await server.api
      .as('manager')
      .call(tags.startTagJob, { body: { filter, addTagIds: [tagIds[1]!] } });
    await work(body.id);
    expect((await jobAsSeenBy('manager', body.id)).body).toMatchObject({ status: 'done', totalCount: 1 });
    expect(await carriersOf(tagIds[1]!)).toEqual([hers.id]);
  }
});

test('who lost the right to see them while the job waited marks nobody', async () => {
  await givenMember(server, { userId: 'leader', name: '临时主管', departmentId: 3, isLeader: true });
  const customer = await givenCustomer(server, { name: '二部的', ownerUserId: 'rep-b' });
  const api = server.api.as('leader');
  const byFilter = await api.call(tags.startTagJob, { body: { filter: { q: '二部的' }, addTagIds: [tagIds[2]!] } });
  const byIds = await api.call(tags.startTagJob, { body: { customerIds: [customer.id], addTagIds: [tagIds[2]!] } });
  await givenMember(server, { userId: 'leader', name: '临时主管', departmentId: 2 });
  await work(byFilter.body.id);
  await work(byIds.body.id);
  expect((await jobAsSeenBy('admin', byFilter.body.id)).body).toMatchObject({ status: 'done', totalCount: 0 });
  expect((await jobAsSeenBy('admin', byIds.body.id)).body).toMatchObject({
    totalCount: 1,
    doneCount: 0,
    skippedCount: 1,
  });
  expect(await carriersOf(tagIds[2]!)).toEqual([]);
});

test('a job that breaks off anywhere goes on there, and marks everybody once', async () => {
  const { body } = await server.api.as('admin').call(tags.startTagJob, {
    body: { filter: { channelId: CHANNEL }, addTagIds: [tagIds[3]!] },
  });
  const turn = { jobId: body.id };
  for (const transactions of [1, 2, 1, 5]) {
    await expect(advanceTagJob.definition.send(turn, dyingAfter(transactions), first)).rejects.toThrow('killed');
  }
  expect((await carriersOf(tagIds[3]!)).length).toBeGreaterThan(0);
  expect((await carriersOf(tagIds[3]!)).length).toBeLessThan(MANY);
  await work(body.id);
  expect((await jobAsSeenBy('admin', body.id)).body).toMatchObject({
    status: 'done',
    totalCount: MANY,
    doneCount: MANY,
  });
  const [events] = await select<{ n: number | string; customers: number | string }>(
    server.db.read,
    "SELECT COUNT(*) AS n, COUNT(DISTINCT customer_id) AS customers FROM event WHERE type = 'customer.tagged' AND payload LIKE ?",
    [`%${body.id}%`],
  );
  expect([Number(events!.n), Number(events!.customers)]).toEqual([MANY, MANY]);
});

test('a job stopped while it collects leaves nothing behind: no mark, no list, no words', async () => {
  const admin = server.api.as('admin');
  const { body } = await admin.call(tags.startTagJob, { body: { filter: { q: '客户' }, addTagIds: [tagIds[4]!] } });
  await expect(advanceTagJob.definition.send({ jobId: body.id }, dyingAfter(1), first)).rejects.toThrow('killed');
  expect((await jobAsSeenBy('admin', body.id)).body.totalCount).toBeGreaterThan(0);
  expect((await admin.call(tags.cancelTagJob, { params: { jobId: body.id } })).body.status).toBe('cancelled');
  await work(body.id);
  expect(await carriersOf(tagIds[4]!)).toEqual([]);
  expect(await select(server.db.read, 'SELECT customer_id FROM tag_job_customer')).toEqual([]);
  expect(await select(server.db.read, 'SELECT id FROM tag_job WHERE by_filter IS NOT NULL')).toEqual([]);
});

test('the record of operations says what was asked, but no word of it', async () => {
  const { body } = await server.api.as('admin').call(tags.startTagJob, {
    body: { filter: { q: '13812345678', status: 'active' }, addTagIds: [tagIds[4]!] },
  });
  await work(body.id);
  const [entry] = (await server.api.as('admin').call(listAuditLog, { query: { subjectId: body.id } })).body.items;
  expect(entry).toMatchObject({
    action: 'tag_job.start',
    after: { filter: { status: 'active', searched: true }, addTagIds: [tagIds[4]!] },
  });
  for (const table of ['audit_log', 'outbox_command', 'event'])
    expect(JSON.stringify(await select(server.db.read, `SELECT * FROM ${table}`)), table).not.toContain('13812345678');
});

test('a job wants customers or a filter, not both and not neither', async () => {
  const [customerId] = await carriersOf(tagIds[3]!);
  for (const whom of [{}, { customerIds: [customerId!], filter: {} }]) {
    const answer = await server.api.as('admin').call(tags.startTagJob, { body: { ...whom, addTagIds: [tagIds[4]!] } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  }
});

const jobAsSeenBy = (userId: string, jobId: string) =>
  server.api.as(userId).call(tags.getTagJob, { params: { jobId } });

async function carriersOf(tagId: string): Promise<string[]> {
  const rows = await select<{ customer_id: string }>(
    server.db.read,
    'SELECT DISTINCT customer_id FROM customer_tag WHERE tag_id = ? ORDER BY customer_id',
    [tagId],
  );
  return rows.map((row) => row.customer_id);
}

const first = { number: 1, enqueuedAt: 0 };

/** Takes the turns of a job as the relay does. */
async function work(jobId: string): Promise<void> {
  const { send, onDone } = advanceTagJob.definition;
  for (let isFinished = false; !isFinished; ) {
    const result = await send({ jobId }, server.deps, first);
    await server.db.transaction((tx) => onDone!(tx, { jobId }, result, server.clock.now()));
    ({ isFinished } = result);
  }
}

/** The server's parts, whose process is killed after so many transactions. */
function dyingAfter(transactions: number): TestServer['deps'] {
  const { db } = server;
  let left = transactions;
  const dying = new Proxy(db, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name) as unknown;
      return (run: Parameters<typeof db.transaction>[0]) => {
        if (left === 0) throw new Error('killed');
        left -= 1;
        return db.transaction(run);
      };
    },
  });
  return { ...server.deps, db: dying };
}

async function givenTags(count: number): Promise<string[]> {
  const group = {
    id: 'eg1',
    name: '意向',
    sort: 0,
    departmentIds: null,
    createdByUs: true,
    createdAt: 0,
    deletedAt: null,
  };
  const ids = Array.from({ length: count }, (_, index) => `et${index + 1}`);
  await server.db.transaction(async (tx) => {
    await tx.insert(TagGroupRow, group);
    for (const id of ids)
      await tx.insert(TagRow, {
        id,
        groupId: 'eg1',
        name: id,
        sort: 0,
        createdByUs: true,
        createdAt: 0,
        deletedAt: null,
      });
  });
  return ids;
}

/** Copies of one customer, a second apart in threes, so that moments are shared. */
async function givenManyCustomers(count: number, ownerUserId: string): Promise<void> {
  const { id } = await givenCustomer(server, { ownerUserId, firstChannelId: CHANNEL, firstAddedAt: 1_700_000_000_000 });
  await server.db.transaction(async (tx) => {
    const [row] = await select(tx, 'SELECT * FROM customer WHERE id = ?', [id]);
    const copies = Array.from({ length: count - 1 }, (_, index) => ({
      ...row,
      id: newId(),
      first_added_at: 1_700_000_000_000 + Math.floor(index / 3) * 1000,
    }));
    await insertRows(tx, 'customer', copies);
    const ids = copies.map((copy) => copy.id);
    refreshListRows(tx, ids);
    await insertRows(
      tx,
      'customer_search_token',
      copies.map((copy) => ({ customer_id: copy.id, token: '客户', first_added_at: copy.first_added_at })),
    );
  });
}
