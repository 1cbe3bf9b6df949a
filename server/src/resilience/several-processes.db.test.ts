import { afterEach, describe, expect, test } from 'vitest';
import { scenario } from '../dependencies.ts';
import { select } from '../platform/database/sql.ts';
import { SqliteTaken } from '../platform/database/sqlite-guard.ts';
import { eventType, recordEvent } from '../platform/delivery/event.ts';
import { done } from '../platform/delivery/scenario.ts';
import { hourStarted } from '../platform/scheduler/events.ts';
import { type RunningServer, startServer } from '../server.ts';
import { startBeside } from '../test/start-beside.ts';
import { deliverCallback, startTestServer, type TestServer } from '../test/start-test-server.ts';
import { engineOfThisRun } from '../test/test-database.ts';
import { TEST_CORP_ID } from '../test/test-config.ts';
import { externalContactAdded } from '../wecom/events.ts';

const worked = eventType<{ by: string; on: string }>('test.worked');
/** Each leaves who did it. */
const work = scenario({
  name: 'work',
  on: externalContactAdded,
  async run(tx, event, _facts, now, { processId }) {
    await recordEvent(tx, worked({ occurredAt: now, payload: { by: processId, on: event.payload.externalUserId } }));
    return done();
  },
});
const onHour = scenario({ name: 'on-hour', on: hourStarted, run: async () => done() });
const options = { scenarios: [work, onHour] };

let server: TestServer;
const beside: RunningServer[] = [];
afterEach(async () => {
  for (const one of beside.splice(0)) await one.close();
  await server.close();
});
const adding = (n: number) =>
  `<xml><ToUserName>${TEST_CORP_ID}</ToUserName><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>zhang</UserID><ExternalUserID>wm${n}</ExternalUserID></xml>`;
const payloadsOf = async (type: string) =>
  (await select<{ payload: string }>(server.db.read, 'SELECT payload FROM event WHERE type = ?', [type])).map(
    (row) => JSON.parse(row.payload) as { by: string; on: string },
  );

describe.runIf(engineOfThisRun() === 'mysql')('three processes on one MySQL', () => {
  test('share the work, and everything is done once', async () => {
    server = await startTestServer(options);
    beside.push(await startBeside(server, options), await startBeside(server, options));
    const processes = [server, ...beside];
    const CALLBACKS = 240;
    // Each callback comes to two processes, as a load balancer and a repeat of WeCom make it.
    await Promise.all(
      Array.from({ length: 2 * CALLBACKS }, async (_, n) => {
        const answer = await deliverCallback(server.config, processes[n % 3]!.origin!, adding(n % CALLBACKS));
        expect(answer.status).toBe(200);
      }),
    );
    await expect.poll(async () => (await payloadsOf('test.worked')).length, { timeout: 45_000 }).toBe(CALLBACKS);
    await server.settle();
    const done = await payloadsOf('test.worked');
    expect(new Set(done.map(({ on }) => on)).size).toBe(CALLBACKS);
    expect(new Set(done.map(({ by }) => by)).size, 'processes that worked').toBe(3);
    const [counted] = await select<{ n: number | string }>(server.db.read, 'SELECT SUM(duplicates) AS n FROM inbox');
    expect(Number(counted!.n)).toBe(CALLBACKS);
  });

  test('one of them schedules; when it stops another takes the seat, and no slot fires twice', async () => {
    server = await startTestServer(options);
    beside.push(await startBeside(server, options), await startBeside(server, options));
    const processes = [server, ...beside];
    const seat = async () =>
      (await select<{ owner: string }>(server.db.read, "SELECT owner FROM lease WHERE name = 'scheduler'"))[0]?.owner;
    const hours = async () => (await payloadsOf('schedule.hour_started')).length;
    const tickAll = (who: RunningServer[]) =>
      Promise.all(who.flatMap((one) => [one.scheduler!.tick(), one.scheduler!.tick()]));

    for (let n = 0; n < 5; n++) await tickAll(processes);
    expect(await hours()).toBe(1);
    const first = await seat();
    const holder = processes.find((one) => one.deps.processId === first)!;
    const others = processes.filter((one) => one !== holder);

    // All travel an hour ahead; only the holder may tell of it.
    for (const one of processes) one.clock.offsetMs += 3_600_000;
    for (let n = 0; n < 3; n++) await tickAll(processes);
    expect(await hours()).toBe(2);

    await holder.scheduler!.stop();
    for (const one of others) one.clock.offsetMs += 3_600_000;
    // The others look for the seat every five seconds of machine time.
    for (const one of others) one.clock.machineNow = () => Date.now() + 6_000;
    for (let n = 0; n < 3; n++) await tickAll(others);
    expect(others.map((one) => one.deps.processId)).toContain(await seat());
    expect(await hours()).toBe(3);
  });

  test('a process that dies in its seat loses it when its lease runs out', async () => {
    server = await startTestServer(options);
    const other = await startBeside(server, options);
    beside.push(other);
    await server.scheduler!.tick();
    await server.db.transaction((tx) => tx.query("UPDATE lease SET owner = 'somebody-dead' WHERE name = 'scheduler'"));
    await other.scheduler!.tick();
    const owner = async () =>
      (await select<{ owner: string }>(server.db.read, "SELECT owner FROM lease WHERE name = 'scheduler'"))[0]?.owner;
    expect(await owner()).toBe('somebody-dead');
    other.clock.machineNow = () => Date.now() + 20_000;
    await other.scheduler!.tick();
    expect(await owner()).toBe(other.deps.processId);
  });
});

describe.runIf(engineOfThisRun() === 'sqlite')('on SQLite', () => {
  const refusal = async (starting: Promise<RunningServer>) =>
    (await starting.then(
      () => Promise.reject(new Error('it started')),
      (error: unknown) => error,
    )) as Error;

  test('a second process is refused with a sentence, and the first goes on', async () => {
    server = await startTestServer(options);
    const error = await refusal(startBeside(server, options));
    expect(error).toBeInstanceOf(SqliteTaken);
    expect(error.message).toMatch(
      /^DATABASE_URL:另一个进程正在使用 .* \/ another process is using .*set DATABASE_URL to a MySQL/,
    );
    expect((await deliverCallback(server.config, server.origin, adding(1))).status).toBe(200);
    await server.settle();
    expect(await payloadsOf('test.worked')).toHaveLength(1);
  });

  test('roles that are split are refused with a sentence', async () => {
    server = await startTestServer(options);
    const elsewhere = { url: `sqlite:${server.database.folder}/other.sqlite` };
    for (const roles of [['api'], ['worker', 'scheduler'], ['api', 'worker']] as const) {
      const error = await refusal(startServer({ ...server.config, database: elsewhere, roles: [...roles] }));
      expect(error.message).toMatch(/^ROLES:SQLite 由一个进程承担全部角色.* \/ on SQLite one process plays all roles/);
    }
  });
});
