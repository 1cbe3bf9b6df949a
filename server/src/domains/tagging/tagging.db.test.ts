import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSync } from '@zhike/shared/contracts/sync';
import * as tags from '@zhike/shared/contracts/tag';
import { select } from '../../platform/database/sql.ts';
import { markTagDeleted } from '../../scenarios/corp-tag-deleted/mark-tag-deleted.ts';
import { takeRemovedTagOffCustomers } from '../../scenarios/tag-removed/take-off-customers.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let control: NonNullable<TestServer['sandbox']>['control'];
let tagIds: string[];

beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [markTagDeleted, takeRemovedTagOffCustomers] });
  control = server.sandbox!.control;
  await control('POST /control/members', { body: { userId: 'admin', name: '管理员', departments: [1] } });
  await control('POST /control/generate', { body: { members: 2, relations: 60 } });
  await control('POST /control/clock', { body: { advanceMs: 0 } });
  const group = await control('POST /control/console/tags/create', {
    body: { groupName: '意向', names: ['高', '低', '旧'] },
  });
  tagIds = group.tags.map((tag) => tag.id);
  server.clock.offsetMs = 11 * 60_000;
  await server.db.transaction((tx) =>
    tx.query(
      "INSERT INTO member (user_id, name, status, is_follow_user, sort_name, search_text, checked_at, created_at) VALUES ('admin', '管理员', 'active', 0, 'guanliyuan', '管理员', 0, 0)",
    ),
  );
  await server.api.as('admin').call(startSync, { params: { kind: 'all' } });
  await server.settle();
});
afterAll(() => server.close());

test('many customers are marked, in WeCom too, with progress and with where the tag is from', async () => {
  const customerIds = await customers();
  const admin = server.api.as('admin');
  const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const started = await admin.call(tags.startTagJob, {
    body: { customerIds: [...customerIds, unknown, customerIds[0]!], addTagIds: [tagIds[0]!] },
  });
  expect(started.body).toMatchObject({
    status: 'waiting',
    totalCount: customerIds.length + 1,
    startedBy: { name: '管理员' },
  });
  await server.settle();
  const finished = await admin.call(tags.getTagJob, { params: { jobId: started.body.id } });
  expect(finished.body).toMatchObject({
    status: 'done',
    doneCount: customerIds.length,
    skippedCount: 1,
    can: { cancel: false },
  });
  const rows = await select(
    server.db.read,
    'SELECT DISTINCT origin_kind, origin_ref, by_user_id, in_wecom FROM customer_tag WHERE tag_id = ?',
    [tagIds[0]!],
  );
  expect(rows).toEqual([{ origin_kind: 'rep', origin_ref: started.body.id, by_user_id: 'admin', in_wecom: 'done' }]);
  expect(await markedInWecom(tagIds[0]!)).toBe(customerIds.length);
  const progress = await select(server.db.read, "SELECT payload FROM event WHERE type = 'tag_job.progressed'");
  expect(progress.length).toBeGreaterThan(2);
  const list = await admin.call(tags.listTagJobs);
  expect(list.body.items.map((job) => job.id)).toEqual([started.body.id]);
});

test('a rep marks only her own customers; the rest is skipped and counted', async () => {
  const [rep] = (
    await select(server.db.read, "SELECT user_id FROM member WHERE user_id LIKE 'rep%' ORDER BY user_id DESC LIMIT 1")
  ).map((row) => String(row.user_id));
  const customerIds = await customers();
  const api = server.api.as(rep!);
  const { body } = await api.call(tags.startTagJob, { body: { customerIds, addTagIds: [tagIds[1]!] } });
  expect(body.skippedCount).toBeGreaterThan(0);
  await server.settle();
  const done = await api.call(tags.getTagJob, { params: { jobId: body.id } });
  expect(done.body.doneCount).toBe(customerIds.length - body.skippedCount);
  const others = await server.api.as('admin').call(tags.getTagJob, { params: { jobId: body.id } });
  expect(others.status).toBe(200);
});

test('a tag that does not exist is refused, and so is adding and removing one at once', async () => {
  const [customerId] = await customers();
  const unknown = await server.api
    .as('admin')
    .call(tags.startTagJob, { body: { customerIds: [customerId!], addTagIds: ['etNothing'] } });
  expect(unknown.body).toMatchObject({ code: 'tag.not_found' });
  const both = await server.api.as('admin').call(tags.startTagJob, {
    body: { customerIds: [customerId!], addTagIds: [tagIds[0]!], removeTagIds: [tagIds[0]!] },
  });
  expect(both.status).toBe(400);
});

test('a job can be stopped: what is marked stays, the rest is left alone', async () => {
  const customerIds = await customers();
  const admin = server.api.as('admin');
  await control('POST /control/faults', { body: { api: { latencyMs: 50 } } });
  const { body } = await admin.call(tags.startTagJob, { body: { customerIds, removeTagIds: [tagIds[0]!] } });
  const stopped = await admin.call(tags.cancelTagJob, { params: { jobId: body.id } });
  await control('POST /control/faults/clear');
  await server.settle();
  if (stopped.status === 200) {
    expect(stopped.body.status).toBe('cancelled');
    expect(await select(server.db.read, 'SELECT customer_id FROM tag_job_customer')).toEqual([]);
  } else {
    expect(stopped.body).toMatchObject({ code: 'tagging.job_finished' });
  }
});

test('a tag deleted in WeCom while being marked costs nobody else anything; customers lose it', async () => {
  const customerIds = await customers();
  const admin = server.api.as('admin');
  const [, low, old] = tagIds;
  await control('POST /control/faults', { body: { callback: { outage: true } } });
  await control('POST /control/console/tags/delete', { body: { tagId: old! } });
  await admin.call(tags.startTagJob, { body: { customerIds, addTagIds: [old!, low!] } });
  await server.settle();
  const states = await select(
    server.db.read,
    'SELECT tag_id, in_wecom, COUNT(*) AS n FROM customer_tag WHERE tag_id IN (?, ?) GROUP BY tag_id, in_wecom',
    [old!, low!],
  );
  expect(states.find((row) => row.tag_id === low)).toMatchObject({ in_wecom: 'done' });
  expect(states.find((row) => row.tag_id === old)).toMatchObject({ in_wecom: 'failed' });
  await control('POST /control/faults/clear');
  await admin.call(startSync, { params: { kind: 'tags' } });
  await server.settle();
  expect(await select(server.db.read, 'SELECT customer_id FROM customer_tag WHERE tag_id = ?', [old!])).toEqual([]);
  expect((await select(server.db.read, "SELECT status FROM outbox_command WHERE status = 'gave_up'")).length).toBe(0);
});

async function customers(): Promise<string[]> {
  return (await select(server.db.read, 'SELECT id FROM customer ORDER BY id')).map((row) => String(row.id));
}

/** How many customers carry a tag in the sandbox. */
async function markedInWecom(tagId: string): Promise<number> {
  let marked = 0;
  for (const relation of server.sandbox!.state.relations.values()) if (relation.tags.includes(tagId)) marked += 1;
  return marked;
}
