import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenario } from '../dependencies.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import { select } from '../platform/database/sql.ts';
import { eventType, recordEvent } from '../platform/delivery/event.ts';
import { done } from '../platform/delivery/scenario.ts';
import { createLogger } from '../platform/log.ts';
import { type RunningServer, startServer } from '../server.ts';
import { findMariaDb, type PrivateMariaDb, startMariaDb } from '../test/start-mariadb.ts';
import { deliverCallback, freePort } from '../test/start-test-server.ts';
import { TEST_CORP_ID, testConfig } from '../test/test-config.ts';
import { engineOfThisRun } from '../test/test-database.ts';
import { externalContactAdded } from '../wecom/events.ts';

const programs = findMariaDb();
if (!programs && engineOfThisRun() === 'mysql')
  process.stderr.write(
    'LEFT OUT: a database killed under load. It needs mariadbd and mariadb-install-db (apt-get install mariadb-server).\n',
  );

const heard = eventType<{ n: string }>('test.heard');
const hear = scenario({
  name: 'hear-of-adding',
  on: externalContactAdded,
  async run(tx, event, _facts, now) {
    await recordEvent(tx, heard({ occurredAt: now, payload: { n: event.payload.externalUserId } }));
    return done();
  },
});

describe.runIf(programs && engineOfThisRun() === 'mysql')('a database that is killed under load', () => {
  let maria: PrivateMariaDb;
  let folder: string;
  const servers: { server: RunningServer; config: ReturnType<typeof testConfig>; origin: string }[] = [];

  async function start(whenStoreDown: 'close' | '503') {
    const port = String(await freePort());
    const config = testConfig({
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: maria.url,
      DATA_DIR: folder,
      CALLBACK_WHEN_STORE_DOWN: whenStoreDown,
    });
    const server = await startServer(config, { ticking: true, scenarios: [hear], log: createLogger('silent') });
    const one = { server, config, origin: server.origin! };
    servers.push(one);
    return one;
  }
  beforeAll(async () => {
    maria = await startMariaDb(programs!);
    folder = mkdtempSync(join(tmpdir(), 'zhike-test-'));
  });
  afterAll(async () => {
    for (const { server } of servers) await server.close();
    await maria.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const message = (n: number) =>
    `<xml><ToUserName>${TEST_CORP_ID}</ToUserName><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>zhang</UserID><ExternalUserID>wm${n}</ExternalUserID></xml>`;

  test('is reached through its Unix socket, too', async () => {
    const log = createLogger('silent');
    const db = await connectDatabase({ url: maria.socketUrl, entities: [], migrations: [], log });
    const [row] = await select<{ host: string }>(
      db.read,
      'SELECT HOST AS host FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()',
    );
    await db.close();
    // Over TCP it would have a port.
    expect(row?.host).toBe('localhost');
  });

  test('no acknowledged callback is lost, none is acknowledged meanwhile, and all goes on by itself', {
    timeout: 120_000,
  }, async () => {
    const closing = await start('close');
    const answering = await start('503');
    const acknowledged = new Set<number>();
    const down: (number | string)[] = [];
    let isDown = false;
    let posting = true;
    let next = 0;
    const post = async ({ config, origin }: typeof closing, n: number) => {
      const duringOutage = isDown;
      const status = await deliverCallback(config, origin, message(n)).then(
        (answer) => answer.status,
        () => 'closed' as const,
      );
      if (status === 200) acknowledged.add(n);
      // Asked while it was down, answered while it was still down.
      if (duringOutage && isDown) down.push(`${config.callback.whenStoreDown} ${status}`);
      return status;
    };
    const callers = [closing, answering, closing, answering].map(async (one) => {
      while (posting) {
        await post(one, next++);
        await sleep(5);
      }
    });

    await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(40);
    const before = acknowledged.size;
    await maria.kill();
    isDown = true;
    // Each is held as long as WeCom waits for an answer.
    await Promise.all([post(closing, next++), post(answering, next++)]);
    const ready = await fetch(`${closing.origin}/readyz`);
    expect(ready.status).toBe(503);
    expect((await fetch(`${closing.origin}/healthz`)).status).toBe(200);
    const api = await fetch(`${closing.origin}/openapi/v1/customers`, {
      headers: { authorization: `Bearer ${closing.config.openApiKey}` },
    });
    expect(api.status).toBeGreaterThanOrEqual(500);
    expect(Object.keys((await api.json()) as object).sort()).toEqual(['code', 'requestId']);
    isDown = false;
    await maria.start();
    await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before + 20);
    posting = false;
    await Promise.all(callers);

    expect(new Set(down)).toEqual(new Set(['close closed', '503 503']));
    const { db } = closing.server.deps;
    const events = async (type: string) =>
      (await select<{ payload: string }>(db.read, 'SELECT payload FROM event WHERE type = ?', [type])).map(
        (row) => row.payload,
      );
    await expect
      .poll(async () => (await events('test.heard')).length, { timeout: 45_000 })
      .toBeGreaterThanOrEqual(acknowledged.size);
    const ids = (await events('test.heard')).map((payload) =>
      Number((JSON.parse(payload) as { n: string }).n.slice(2)),
    );
    expect(new Set(ids).size, 'doubled').toBe(ids.length);
    expect(
      [...acknowledged].filter((n) => !ids.includes(n)),
      'lost',
    ).toEqual([]);
    expect((await fetch(`${closing.origin}/readyz`)).status).toBe(200);
  });
});
