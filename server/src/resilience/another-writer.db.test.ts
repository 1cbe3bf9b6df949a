import { startSandbox } from '@zhike/sandbox/start-sandbox';
import libsql from 'libsql';
import { expect, test } from 'vitest';
import { givenRelations } from '../test/given-relations.ts';
import { processEnvironment, startProcess } from '../test/start-process.ts';
import { deliverCallback, sandboxEnvironment } from '../test/start-test-server.ts';
import { testConfig } from '../test/test-config.ts';
import { createTestDatabase, engineOfThisRun } from '../test/test-database.ts';

const DURING = 20;

/** An operator's shell on the file of a running server: the lock of SQLite is the file's, not ours. */
test.runIf(engineOfThisRun() === 'sqlite')(
  'while another program writes to the file nothing is acknowledged; afterwards all goes on, and what was acknowledged is there',
  { timeout: 120_000 },
  async () => {
    const database = await createTestDatabase();
    const sandbox = await startSandbox({ port: 0 });
    const environment = await processEnvironment(database, {
      ...sandboxEnvironment(sandbox),
      CALLBACK_WHEN_STORE_DOWN: '503',
    });
    const config = testConfig(environment);
    const messages = await givenRelations(sandbox, 5, 3 * DURING);
    const server = await startProcess(environment, database.folder);
    const shell = new libsql(database.url.slice('sqlite:'.length));
    shell.pragma('busy_timeout = 20000');
    const count = (sql: string) => Number(Object.values(shell.prepare(sql).all()[0] as object)[0]);
    const post = (message: string) => deliverCallback(config, server.origin, message).then(({ status }) => status);
    const some = (from: number) => messages.slice(from * DURING, (from + 1) * DURING);
    try {
      expect(new Set(await Promise.all(some(0).map(post)))).toEqual(new Set([200]));
      // While runs and commands of these are under way.
      shell.exec('BEGIN IMMEDIATE');
      shell.exec("INSERT INTO lease (name, owner, `until`) VALUES ('of the shell', 'the shell', 1)");
      const refused = Promise.all(some(1).map(post));
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
      expect(new Set(await refused)).toEqual(new Set([503]));
      shell.exec('COMMIT');

      // WeCom repeats.
      const again = await Promise.all([...some(1), ...some(2)].map(post));
      expect(new Set(again)).toEqual(new Set([200]));
      await expect
        .poll(() => count("SELECT COUNT(*) FROM event WHERE type = 'external_contact.added'"), { timeout: 60_000 })
        .toBe(messages.length);
    } finally {
      await server.end();
      shell.close();
      await sandbox.close();
      await database.drop();
    }
  },
);
