import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancelSync, getSync, startSync } from '@zhike/shared/contracts/sync';
import { execute, select } from '../../platform/database/sql.ts';
import { startFirstSync } from '../../scenarios/server-started/start-first-sync.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { givenMember } from '../../test/given-member.ts';
import { newId } from '../../platform/id.ts';
import { SyncJobRow } from './entity.ts';
import { Reading } from './reading.ts';
import { membersStart, readMembers } from './readings/read-members.ts';

const MINUTE = 60_000;
let server: TestServer;
let control: NonNullable<TestServer['sandbox']>['control'];

beforeEach(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [] });
  control = server.sandbox!.control;
  await givenMember(server, { userId: 'admin', name: '管理员', isFollowUser: false });
  await control('POST /control/members', { body: { userId: 'admin', name: '管理员', departments: [1] } });
});
afterEach(() => server.close());

test('the first start reads members, tags, customers and groups, one after the other, without anybody asking', async () => {
  await server.close();
  server = await startTestServer({ sandbox: true, scenarios: [startFirstSync] });
  control = server.sandbox!.control;
  await server.settle();
  const jobs = await select(server.db.read, 'SELECT kind, origin, status FROM sync_job ORDER BY id');
  expect(jobs.map((job) => job.kind)).toEqual(['members', 'tags', 'customers', 'groups']);
  expect(jobs.every((job) => job.origin === 'first' && job.status === 'done')).toBe(true);
});

test('members, departments, leaders and who may be added by customers come from WeCom; a leaver is found', async () => {
  await control('POST /control/departments', { body: { id: 7, name: '销售一部', parentId: 1 } });
  await control('POST /control/members', {
    body: { userId: 'zhangwei', name: '张伟', departments: [7], isLeader: true },
  });
  await control('POST /control/members', { body: { userId: 'lina', name: '李娜', departments: [7, 1] } });
  await run('members');
  expect(await members()).toMatchObject({
    zhangwei: { status: 'active', is_follow_user: 1 },
    lina: { status: 'active' },
  });
  const leaders = await select(server.db.read, 'SELECT user_id FROM member_department WHERE is_leader = 1');
  expect(leaders.map((row) => row.user_id)).toEqual(['zhangwei']);

  await control('DELETE /control/members/:userId', { params: { userId: 'lina' } });
  await control('POST /control/members/:userId', { params: { userId: 'zhangwei' }, body: { status: 2 } });
  await run('members');
  expect(await members()).toMatchObject({
    zhangwei: { status: 'disabled' },
    lina: { status: 'left', is_follow_user: 0 },
  });
  const left = await select(
    server.db.read,
    "SELECT member_user_id FROM event WHERE type = 'member.left' ORDER BY member_user_id",
  );
  expect(left.map((row) => row.member_user_id)).toEqual(['lina', 'zhangwei']);
});

test('members named in the visible range without their departments are read alone, a few at a time', async () => {
  await people(45, 45);
  const named = await reps();
  await control('POST /control/departments', { body: { id: 7, name: '空部门', parentId: 1 } });
  await control('POST /control/settings', { body: { visibleDepartments: [7], visibleMembers: named } });
  const job = { id: newId(), kind: 'members', origin: 'manual', status: 'running', createdAt: 0 } as const;
  const counts = { read: 0, added: 0, changed: 0, removed: 0 };
  await server.db.transaction((tx) => tx.insert(SyncJobRow, { ...job, counts }));
  const row = await server.db.read.findOneByOrFail(SyncJobRow, { id: job.id });
  const reading = new Reading(row, server.deps, membersStart(server.clock.machineNow()));
  let pieces = 0;
  for (let before = 0; reading.place.step !== 'missing'; before = reading.counts.read) {
    await readMembers(reading);
    expect(reading.counts.read - before, 'far below the lease of the command').toBeLessThanOrEqual(20);
    if (reading.counts.read > before) pieces += 1;
  }
  expect(pieces).toBe(3);
  expect(await count("SELECT COUNT(*) AS n FROM member WHERE user_id LIKE 'rep%' AND is_follow_user = 1")).toBe(45);
});

test('customers are archived as by callback, once; the second reading writes nothing new', async () => {
  await people(3, 130);
  await run('all');
  const [job] = await jobsOf('customers');
  expect(job).toMatchObject({ status: 'done', counts: { read: 130, added: 130, removed: 0 } });
  expect(await count('SELECT COUNT(*) AS n FROM follow_user')).toBe(130);
  const events = await select(server.db.read, "SELECT payload FROM event WHERE type = 'customer.archived'");
  expect(events).toHaveLength(130);
  expect(events.every((row) => (JSON.parse(String(row.payload)) as { viaSync: boolean }).viaSync)).toBe(true);

  const others = "SELECT COUNT(*) AS n FROM event WHERE type NOT LIKE 'sync%'";
  const before = await count(others);
  await run('customers');
  const [second] = await jobsOf('customers');
  expect(second).toMatchObject({ status: 'done', counts: { read: 130, added: 0, changed: 0, removed: 0 } });
  expect(await count(others)).toBe(before);
});

test('what callbacks never brought is repaired: a lost bond, a changed remark, tags put on and taken off', async () => {
  await people(2, 40);
  const group = await control('POST /control/console/tags/create', {
    body: { groupName: '意向', names: ['高', '低'] },
  });
  const [high, low] = group.tags.map((tag) => tag.id);
  const relations = (await control('GET /control/customers', { query: { limit: '3' } })).items;
  const [gone, edited] = await Promise.all(
    relations.slice(0, 2).map(async ({ externalUserId }) => {
      const detail = await control('GET /control/customers/:externalUserId', { params: { externalUserId } });
      return { externalUserId, userId: detail.relations[0]!.userId };
    }),
  );
  await control('POST /control/friends/edit', { body: { ...edited!, addTags: [low!] } });
  await run('all');

  await control('POST /control/faults', { body: { callback: { dropRate: 1 } } });
  await control('POST /control/friends/delete', { body: { ...gone!, by: 'member' } });
  await control('POST /control/friends/edit', {
    body: { ...edited!, remark: '林姐', addTags: [high!], removeTags: [low!] },
  });
  await run('all');
  const [job] = await jobsOf('customers');
  expect(job).toMatchObject({ counts: { changed: 1, removed: 1 } });
  const rows = await select(
    server.db.read,
    'SELECT status, remark FROM follow_user WHERE external_user_id IN (?, ?) AND user_id IN (?, ?) ORDER BY status',
    [gone!.externalUserId, edited!.externalUserId, gone!.userId, edited!.userId],
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { status: 'active', remark: '林姐' },
      expect.objectContaining({ status: 'deleted_by_member' }),
    ]),
  );
  const tags = await select(
    server.db.read,
    'SELECT t.tag_id FROM customer_tag t JOIN follow_user f ON f.customer_id = t.customer_id AND f.user_id = t.user_id WHERE f.external_user_id = ? AND f.user_id = ?',
    [edited!.externalUserId, edited!.userId],
  );
  expect(tags.map((row) => row.tag_id)).toEqual([high]);
});

test('our own books are held against WeCom, too: what drifted here is repaired though nothing changed there', async () => {
  await people(1, 6);
  const group = await control('POST /control/console/tags/create', {
    body: { groupName: '意向', names: ['高', '低'] },
  });
  const [high, low] = group.tags.map((tag) => tag.id);
  const userId = (await reps())[0]!;
  const [lostTag, extraTag, lostRelation] = (await control('GET /control/customers', { query: { limit: '3' } })).items;
  await control('POST /control/friends/edit', {
    body: { externalUserId: lostTag!.externalUserId, userId, addTags: [high!], remark: '林姐' },
  });
  await run('all');
  const others = "SELECT COUNT(*) AS n FROM event WHERE type NOT LIKE 'sync%'";
  const before = await count(others);
  await run('customers');
  expect(await count(others), 'nothing drifted, nothing is written').toBe(before);

  const of = 'SELECT customer_id FROM follow_user WHERE external_user_id = ?';
  await server.db.transaction(async (tx) => {
    // As after a reading that was overtaken, a call that was given up, a row lost with a disk.
    await execute(tx, `DELETE FROM customer_tag WHERE customer_id = (${of})`, [lostTag!.externalUserId]);
    await execute(tx, "UPDATE follow_user SET remark = '错的', remark_in_wecom = 'failed' WHERE external_user_id = ?", [
      lostTag!.externalUserId,
    ]);
    await execute(
      tx,
      `INSERT INTO customer_tag (customer_id, tag_id, user_id, origin_kind, added_at, in_wecom) SELECT customer_id, ?, user_id, 'rep', 0, 'done' FROM follow_user WHERE external_user_id = ?`,
      [low!, extraTag!.externalUserId],
    );
    await execute(tx, 'DELETE FROM follow_user WHERE external_user_id = ?', [lostRelation!.externalUserId]);
  });
  await run('customers');
  const tagsOf = async (externalUserId: string) =>
    (await select(server.db.read, `SELECT tag_id FROM customer_tag WHERE customer_id = (${of})`, [externalUserId])).map(
      (row) => row.tag_id,
    );
  expect(await tagsOf(lostTag!.externalUserId)).toEqual([high]);
  expect(await tagsOf(extraTag!.externalUserId)).toEqual([]);
  expect(await count("SELECT COUNT(*) AS n FROM follow_user WHERE remark = '林姐'")).toBe(1);
  expect(await count('SELECT COUNT(*) AS n FROM follow_user')).toBe(6);
});

test('a friend added a moment ago is left to the callback, which alone brings the first task', async () => {
  await people(1, 5);
  await control('POST /control/clock', { body: { advanceMs: 11 * MINUTE } });
  const { externalUserId } = await control('POST /control/customers', { body: { name: '刚加的' } });
  await control('POST /control/friends/add', { body: { externalUserId, userId: (await reps())[0]! } });
  await run('all');
  expect(await count('SELECT COUNT(*) AS n FROM follow_user')).toBe(5);
  server.clock.offsetMs += 11 * MINUTE;
  await run('customers');
  expect(await count('SELECT COUNT(*) AS n FROM follow_user')).toBe(6);
});

test('one sync at a time; a running one can be stopped', async () => {
  await control('POST /control/faults', { body: { api: { latencyMs: 300 } } });
  const admin = server.api.as('admin');
  const started = await admin.call(startSync, { params: { kind: 'all' } });
  expect(started.body.jobs.map((job) => [job.kind, job.status])).toEqual([
    ['members', 'running'],
    ['tags', 'waiting'],
    ['customers', 'waiting'],
    ['groups', 'waiting'],
  ]);
  expect((await admin.call(startSync, { params: { kind: 'tags' } })).body).toMatchObject({
    code: 'sync.already_running',
  });
  for (const job of started.body.jobs) {
    const stopped = await admin.call(cancelSync, { params: { jobId: job.id } });
    expect(stopped.body).toMatchObject({ status: 'cancelled', can: { cancel: false } });
  }
  await control('POST /control/faults/clear');
  await server.settle();
  expect((await admin.call(startSync, { params: { kind: 'tags' } })).status).toBe(200);
  await server.settle();
  expect((await jobsOf('tags'))[0]).toMatchObject({ status: 'done' });
});

test('while WeCom fails, the job says why and goes on by itself from where it was', async () => {
  await people(2, 150);
  await run('members');
  const path = '/cgi-bin/externalcontact/batch/get_by_user';
  await server.api.as('admin').call(startSync, { params: { kind: 'customers' } });
  await until(async () => (await count('SELECT COUNT(*) AS n FROM follow_user')) > 60);
  await control('POST /control/faults', { body: { api: { outage: 'reset', paths: [path] } } });
  await server.settle();
  const [stuck] = await jobsOf('customers');
  if (stuck?.status === 'running') expect(stuck.problem).toBe('wecom.unavailable');
  await control('POST /control/faults/clear');
  await server.db.transaction((tx) =>
    tx.query("UPDATE outbox_command SET next_attempt_at = 1 WHERE status = 'waiting'"),
  );
  await server.settle();
  expect((await jobsOf('customers'))[0]).toMatchObject({ status: 'done', problem: null, counts: { added: 150 } });
});

test('a rep of whom WeCom says that she has no customers (84061) has lost those in our books', async () => {
  await people(1, 2);
  await run('all');
  const [userId] = await reps();
  for (const { externalUserId } of (await control('GET /control/customers', {})).items)
    await control('POST /control/friends/delete', { body: { userId: userId!, externalUserId, by: 'member' } });
  const path = '/cgi-bin/externalcontact/batch/get_by_user';
  await control('POST /control/faults', { body: { api: { failNext: [{ path, errcode: 84061, times: 3 }] } } });
  server.clock.offsetMs += MINUTE;
  await run('customers');
  expect((await jobsOf('customers'))[0]).toMatchObject({ status: 'done', counts: { removed: 2 } });
  expect(await count("SELECT COUNT(*) AS n FROM follow_user WHERE status = 'active'")).toBe(0);
});

test('a member WeCom refuses to read does not hold up the others', async () => {
  await people(3, 30);
  await run('members');
  const [first] = await reps();
  await control('POST /control/settings', { body: { hiddenMembers: [first!] } });
  await run('customers');
  const [job] = await jobsOf('customers');
  expect(job).toMatchObject({ status: 'done', counts: { added: 20 } });
});

async function run(kind: 'members' | 'tags' | 'customers' | 'all'): Promise<void> {
  const answer = await server.api.as('admin').call(startSync, { params: { kind } });
  expect(answer.status).toBe(200);
  await server.settle();
}

async function jobsOf(kind: string) {
  const { body } = await server.api.as('admin').call(getSync);
  return body.jobs.filter((job) => job.kind === kind);
}

async function members() {
  const rows = await select(server.db.read, 'SELECT user_id, status, is_follow_user FROM member');
  return Object.fromEntries(rows.map((row) => [row.user_id, row]));
}

/** Made-up people, all of them friends for longer than the sync leaves to callbacks. */
async function people(howMany: number, relations: number): Promise<void> {
  await control('POST /control/generate', { body: { members: howMany, relations } });
  server.clock.offsetMs += 11 * MINUTE;
}

async function reps(): Promise<string[]> {
  const { items } = await control('GET /control/members', { query: { limit: '50' } });
  return items
    .map((member) => member.userId)
    .filter((userId) => userId.startsWith('rep'))
    .sort();
}

async function count(sql: string): Promise<number> {
  const [row] = await select(server.db.read, sql);
  return Number(row!.n);
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not happen within 6 s');
}
