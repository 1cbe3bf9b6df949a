import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contracts from '@zhike/shared/contracts/operation';
import { insertRows } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { expectRangeRead, rowsTouched } from '../../test/examine.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { FILE_LIFE_MS } from '../chat-archive/files/rules.ts';
import { watchStatements } from '../../test/watch-statements.ts';

const BEGIN = Date.parse('2026-03-01T00:00:00Z');
const kinds = contracts.FailureKind.options;
const indexes = {
  run: /scenario_run_due/,
  command: /outbox_command_due/,
  callback: /inbox_waiting/,
  message: /bulk_failure_open/,
  file: /chat_media_failed/,
  archive: /archive_envelope_open/,
};

let server: TestServer;
let admin: ReturnType<TestServer['api']['as']>;
let made = 0;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  admin = server.api.as('admin');
});
afterAll(() => server.close());

/** This many failures of each kind, of both lanes, each a second after the last, and as many that went well. */
async function givenFailures(many: number): Promise<void> {
  const each = Array.from({ length: many }, () => {
    made += 1;
    return { n: made, at: BEGIN + made * 1_000, lane: made % 5 ? 'normal' : 'urgent' };
  });
  const queued = (at: number, lane: string, status: string) => ({
    id: newId(at),
    lane,
    status,
    attempts: 9,
    next_attempt_at: at,
    created_at: at,
    finished_at: at,
  });
  const both = each.flatMap((one) => [
    { ...one, status: 'gave_up', inboxStatus: 'not_understood' },
    { ...one, status: 'done', inboxStatus: 'done' },
  ]);
  await server.db.transaction(async (tx) => {
    await insertRows(
      tx,
      'scenario_run',
      both.map(({ at, lane, status }) => ({ ...queued(at, lane, status), event_id: newId(at), scenario: 'ring-bell' })),
    );
    await insertRows(
      tx,
      'outbox_command',
      both.map(({ at, lane, status }) => ({ ...queued(at, lane, status), name: 'mark-tag', input: '{}' })),
    );
    await insertRows(
      tx,
      'inbox',
      both.map(({ n, at, lane, inboxStatus }) => ({
        id: newId(at),
        receiver: 'app',
        digest: `${inboxStatus} ${n}`,
        lane: lane === 'urgent' ? 0 : 1,
        status: inboxStatus,
        body: Buffer.from('x'),
        received_at: at,
        problem: 'unknown event',
      })),
    );
    await insertRows(
      tx,
      'bulk_failure',
      both.map(({ n, at, status }) => ({ id: newId(at), consumer: 'index', position: n, status, created_at: at })),
    );
    await insertRows(
      tx,
      'chat_media',
      both.map(({ n, at, status }) => ({
        id: newId(at),
        digest: `${status}-${n}`,
        file_id: 'gone',
        conversation_id: newId(at),
        kind: 'image',
        name: '',
        status: status === 'done' ? 'stored' : status,
        attempts: 9,
        next_attempt_at: at,
        expires_at: at + FILE_LIFE_MS,
        is_verified: 0,
        note: 'archive.expired',
      })),
    );
    await insertRows(
      tx,
      'archive_envelope',
      both.map(({ n, at, status }) => ({
        seq: String(2 * n + (status === 'done' ? 1 : 0)).padStart(20, '0'),
        msg_id: `m${n}`,
        key_version: 1,
        random_key: '',
        message: '',
        status: status === 'done' ? 'ignored' : 'failed',
        problem: 'archive.key_missing',
        attempts: 1,
        next_attempt_at: at,
        received_at: at,
      })),
    );
  });
}

/** The list's own reads; both lanes, where there are lanes. */
async function readsOf(kind: contracts.FailureKind) {
  const { statements, stop } = watchStatements(server);
  expect((await admin.call(contracts.listFailures, { query: { kind, limit: 10 } })).status).toBe(200);
  stop();
  const reads = statements.filter(({ sql }) => /gave_up|not_understood|archive_envelope/.test(sql));
  expect(reads).toHaveLength(['message', 'file', 'archive'].includes(kind) ? 1 : 2);
  return reads;
}

describe('what a page of failures costs does not depend on how many there are', () => {
  const touched = new Map<string, number>();
  test.each(kinds)('with 500 of them: %s', async (kind) => {
    if (made === 0) await givenFailures(500);
    for (const [lane, statement] of (await readsOf(kind)).entries()) {
      await expectRangeRead(server, statement, indexes[kind]);
      touched.set(`${kind} ${lane}`, server.db.dialect === 'mysql' ? await rowsTouched(server, statement) : 0);
    }
  });
  test.each(kinds)('with 3,000 of them: %s', async (kind) => {
    if (made === 500) await givenFailures(2_500);
    for (const [lane, statement] of (await readsOf(kind)).entries()) {
      await expectRangeRead(server, statement, indexes[kind]);
      if (server.db.dialect === 'mysql')
        expect(await rowsTouched(server, statement)).toBeLessThanOrEqual(touched.get(`${kind} ${lane}`)! + 5);
    }
  });
});

test.each(kinds)(
  'pages follow each other, newest first over both lanes, while others are settled and come in: %s',
  async (kind) => {
    const seen: { id: string; firstAt: number }[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 5; page++) {
      const { body } = await admin.call(contracts.listFailures, { query: { kind, limit: 7, cursor } });
      expect(body.items).toHaveLength(7);
      seen.push(...body.items);
      const settled = await admin.call(contracts.dismissFailure, { params: { kind, id: body.items[3]!.id } });
      expect(settled.status).toBe(200);
      await givenFailures(3);
      cursor = body.nextCursor!;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(35);
    const steps = seen.slice(1).map(({ firstAt }, n) => seen[n]!.firstAt - firstAt);
    expect(new Set(steps.map((step) => Math.round(step / 1_000)))).toEqual(new Set([1]));
  },
);

test('failures of one moment are paged without a gap or a repeat', async () => {
  const at = BEGIN + 365 * 24 * 3_600_000;
  const ids = Array.from({ length: 8 }, () => newId(at));
  await server.db.transaction((tx) =>
    insertRows(
      tx,
      'scenario_run',
      ids.map((id, n) => ({
        id,
        event_id: newId(at),
        scenario: 'ring-bell',
        lane: n % 2 ? 'urgent' : 'normal',
        status: 'gave_up',
        next_attempt_at: at,
        created_at: at,
        finished_at: at,
      })),
    ),
  );
  const seen: string[] = [];
  for (let cursor: string | undefined; seen.length < ids.length; ) {
    const { body } = await admin.call(contracts.listFailures, { query: { kind: 'run', limit: 3, cursor } });
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor!;
  }
  expect(seen.slice(0, 8)).toEqual([...ids].sort().reverse());
});
