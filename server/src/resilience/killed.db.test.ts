import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '@zhike/sandbox/start-sandbox';
import { expect, test } from 'vitest';
import { connectDatabase } from '../platform/database/connect.ts';
import { select } from '../platform/database/sql.ts';
import { createLogger } from '../platform/log.ts';
import { givenRelations } from '../test/given-relations.ts';
import { processEnvironment, type ServerProcess, startProcess } from '../test/start-process.ts';
import { deliverCallback, sandboxEnvironment } from '../test/start-test-server.ts';
import { testConfig } from '../test/test-config.ts';
import { createTestDatabase } from '../test/test-database.ts';

const CALLBACKS = 200;
const KILLS = 3;
const CONNECTIONS = 8;

/** The whole program under `kill -9`, in small; `npm run bench -- crash` does the same with 20,000 callbacks and 50 kills. */
test('killed with kill -9 while callbacks come in: nothing acknowledged is lost, and nothing happens twice', {
  timeout: 120_000,
}, async () => {
  const database = await createTestDatabase();
  const sandbox = await startSandbox({ port: 0 });
  const environment = await processEnvironment(database, sandboxEnvironment(sandbox));
  const config = testConfig(environment);
  const messages = await givenRelations(sandbox, 5, CALLBACKS);
  // A tenth of them comes twice, all in an order of chance.
  const posts = [...messages, ...messages.filter((_, index) => index % 10 === 0)].sort(() => Math.random() - 0.5);
  let server: ServerProcess = await startProcess(environment, database.folder);
  // As the test's own eyes: the server's lock is on a file beside.
  const db = await connectDatabase({ url: database.url, entities: [], migrations: [], log: createLogger('silent') });
  const count = async (sql: string) => Number(Object.values((await select(db.read, sql))[0]!)[0]);
  try {
    let next = 0;
    let kills = 0;
    let restarting: Promise<void> | null = null;
    const restart = async () => {
      await server.end();
      // What the dead process held comes free after a minute: let it have passed.
      for (const table of ['scenario_run', 'outbox_command'])
        await db.transaction((tx) => tx.query(`UPDATE ${table} SET lease_until = 1 WHERE lease_until IS NOT NULL`));
      server = await startProcess(environment, database.folder);
      restarting = null;
    };
    const post = async (message: string) => {
      for (;;) {
        await restarting;
        const status = await deliverCallback(config, server.origin, message).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 200) return;
        expect([0, 503]).toContain(status);
        await sleep(20);
      }
    };
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (next < posts.length) {
          const index = next++;
          if (!restarting && kills < KILLS && index > ((kills + 1) * posts.length) / (KILLS + 1) - 15 * Math.random()) {
            kills += 1;
            restarting = restart();
          }
          await post(posts[index]!);
        }
      }),
    );
    expect(kills).toBe(KILLS);
    const left = () =>
      count(
        "SELECT (SELECT COUNT(*) FROM inbox WHERE status = 'waiting') + (SELECT COUNT(*) FROM scenario_run WHERE status IN ('waiting', 'running')) + (SELECT COUNT(*) FROM outbox_command WHERE status IN ('waiting', 'sending') AND name <> 'deliver-notices')",
      );
    await expect.poll(left, { timeout: 60_000, interval: 250 }).toBe(0);

    const twice = (column: string, from: string) =>
      count(`SELECT COUNT(*) FROM (SELECT ${column} FROM ${from} GROUP BY ${column} HAVING COUNT(*) > 1) AS d`);
    expect(await count("SELECT COUNT(*) FROM event WHERE type = 'external_contact.added'"), 'lost or doubled').toBe(
      messages.length,
    );
    expect(await count('SELECT COUNT(*) FROM follow_user'), 'relations').toBe(messages.length);
    expect(await count("SELECT COUNT(*) FROM scenario_run WHERE status = 'gave_up'"), 'runs given up').toBe(0);
    expect(await count("SELECT COUNT(*) FROM outbox_command WHERE status = 'gave_up'"), 'commands given up').toBe(0);
    expect(
      await twice(
        'cause_event_id',
        "event WHERE type = 'customer.archived' AND cause_event_id IN (SELECT id FROM event WHERE type = 'external_contact.added')",
      ),
    ).toBe(0);
    expect(await twice('customer_id, assignee_user_id', "task WHERE kind = 'first_follow_up'")).toBe(0);
    expect(await twice('value', "customer_identity WHERE kind = 'external_userid'")).toBe(0);
  } finally {
    await server.end();
    await db.close();
    await sandbox.close();
    await database.drop();
  }
});
