import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { execute, insertRows, select, type SqlValue } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { idAtMs, newId } from '../../platform/id.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { forgetOldRecordsNightly } from '../../scenarios/every-night/forget-old-records.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { forgetSome, RECORDS_AT_ONCE } from './retention.ts';

const DAY = 24 * 3_600_000;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    scenarios: [forgetOldRecordsNightly],
    env: { CALLBACK_RETENTION_DAYS: '30', RUN_RETENTION_DAYS: '90' },
  });
});
afterAll(() => server.close());
beforeEach(() =>
  server.db.transaction(async (tx) => {
    for (const table of ['inbox', 'scenario_run', 'outbox_command']) await execute(tx, `DELETE FROM \`${table}\``);
  }),
);

/** `newId` never goes back in time; these records are old. */
const idFrom = (at: number) => idAtMs(at).slice(0, 10) + newId().slice(10);
const daysAgo = (days: number) => server.clock.machineNow() - days * DAY;

function callback(days: number, status: string): Record<string, SqlValue> {
  const at = daysAgo(days);
  const id = idFrom(at);
  return {
    id,
    receiver: 'app',
    digest: id,
    lane: 1,
    status,
    body: Buffer.from('sealed'),
    duplicates: 0,
    received_at: at,
  };
}

function queued(days: number, status: string, finishedDaysAgo: number | null): Record<string, SqlValue> {
  const at = daysAgo(days);
  return {
    id: idFrom(at),
    lane: 'normal',
    status,
    // What waits is due in an hour: these tests ask what is deleted, not what is done.
    next_attempt_at: server.clock.machineNow() + 3_600_000,
    created_at: at,
    finished_at: finishedDaysAgo === null ? null : daysAgo(finishedDaysAgo),
  };
}
const run = (...fields: Parameters<typeof queued>) => ({ ...queued(...fields), event_id: newId(), scenario: 'test' });
const command = (...fields: Parameters<typeof queued>) => ({ ...queued(...fields), name: 'mark-tag', input: '{}' });

async function insert(table: string, rows: Record<string, SqlValue>[]): Promise<void> {
  await server.db.transaction((tx) => insertRows(tx, table, rows));
}

async function oneNight(): Promise<void> {
  const occurredAt = server.clock.now();
  await server.db.transaction((tx) => recordEvent(tx, nightStarted({ occurredAt, payload: {} })));
  await server.settle();
}

async function left(table: string): Promise<{ status: string; days: number }[]> {
  const time = table === 'inbox' ? 'received_at' : 'created_at';
  const rows = await select<{ status: string; at: number }>(
    server.db.read,
    `SELECT status, ${time} AS at FROM \`${table}\` WHERE ${time} < ? ORDER BY id`,
    [daysAgo(1)],
  );
  return rows.map(({ status, at }) => ({ status, days: Math.round((server.clock.machineNow() - Number(at)) / DAY) }));
}

test('raw callbacks go after their days, those not understood with the longest period, open ones never', async () => {
  // `under_way` is nobody's status: a waiting one would be taken by the worker of this server.
  await insert('inbox', [
    callback(31, 'done'),
    callback(29, 'done'),
    callback(31, 'dismissed'),
    callback(91, 'not_understood'),
    callback(89, 'not_understood'),
    callback(400, 'under_way'),
  ]);
  await oneNight();
  expect(await left('inbox')).toEqual([
    { status: 'under_way', days: 400 },
    { status: 'not_understood', days: 89 },
    { status: 'done', days: 29 },
  ]);
});

test('finished runs go after their days; open ones and those that gave up stay', async () => {
  await insert('scenario_run', [
    run(400, 'waiting', null),
    run(300, 'gave_up', 299),
    run(200, 'done', 5),
    run(92, 'dismissed', 91),
    run(91, 'done', 91),
    run(91, 'skipped', 91),
    run(80, 'done', 80),
  ]);
  await oneNight();
  expect(await left('scenario_run')).toEqual([
    { status: 'waiting', days: 400 },
    { status: 'gave_up', days: 300 },
    // Replayed long after it was made: its days count from when it was over.
    { status: 'done', days: 200 },
    { status: 'done', days: 80 },
  ]);
});

test('finished commands go after their days; open ones and those that gave up stay', async () => {
  await insert('outbox_command', [
    command(400, 'waiting', null),
    command(300, 'gave_up', 299),
    command(91, 'done', 91),
    command(91, 'dismissed', 91),
    command(80, 'done', 80),
  ]);
  await oneNight();
  expect(await left('outbox_command')).toEqual([
    { status: 'waiting', days: 400 },
    { status: 'gave_up', days: 300 },
    { status: 'done', days: 80 },
  ]);
});

test('many are deleted portion by portion, and a walk can go on where it stopped', async () => {
  const rows = Array.from({ length: RECORDS_AT_ONCE + 5 }, (_, index) =>
    callback(60, index < 2 ? 'under_way' : 'done'),
  );
  await insert('inbox', rows);
  const first = await server.db.transaction((tx) => forgetSome(tx, 'callback', '', daysAgo(30)));
  expect(first.forgotten).toBe(RECORDS_AT_ONCE - 2);
  expect(await left('inbox')).toHaveLength(7);
  const second = await server.db.transaction((tx) => forgetSome(tx, 'callback', first.lastId!, daysAgo(30)));
  expect(second).toEqual({ lastId: null, forgotten: 5 });

  await insert('inbox', rows.slice(2));
  await oneNight();
  expect(await left('inbox')).toHaveLength(2);
});
