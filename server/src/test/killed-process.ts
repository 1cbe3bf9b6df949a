import { startSandbox } from '@zhike/sandbox/start-sandbox';
import { connectDatabase } from '../platform/database/connect.ts';
import { select } from '../platform/database/sql.ts';
import { createLogger } from '../platform/log.ts';
import { archiveOfTheCorp, privateKey } from './archive-kit.ts';
import { type ServerProcess, startProcess } from './start-process.ts';
import { freePort, sandboxEnvironment } from './start-test-server.ts';
import { testEnvironment } from './test-config.ts';
import { createTestDatabase } from './test-database.ts';

type SandboxOptions = NonNullable<Parameters<typeof startSandbox>[0]>;

/** The whole program in a process that can be killed, with an archive, beside a sandbox; and the test's own eyes on the database. */
export async function startKillable(
  options: SandboxOptions = {},
  more: (sandboxOrigin: string) => Record<string, string> = () => ({}),
) {
  const database = await createTestDatabase();
  const archive = archiveOfTheCorp();
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const sandbox = await startSandbox({
    port: 0,
    appUrl: origin,
    callbackUrl: `${origin}/wecom/callback`,
    ...archive.sandbox,
    ...options,
  });
  const environment = testEnvironment({
    ...sandboxEnvironment(sandbox),
    ...archive.env(JSON.stringify({ 1: privateKey(1) })),
    PORT: port,
    PUBLIC_URL: origin,
    DATABASE_URL: database.url,
    DATA_DIR: database.folder,
    ...more(sandbox.origin),
  });
  let server: ServerProcess = await startProcess(environment, database.folder);
  const db = await connectDatabase({ url: database.url, entities: [], migrations: [], log: createLogger('silent') });
  const count = async (sql: string) => Number(Object.values((await select(db.read, sql))[0]!)[0]);
  return {
    sandbox,
    origin,
    db,
    count,
    /** As a power cut does, and started again. What the test itself writes, it writes `meanwhile`: SQLite has one writing process. */
    async kill(meanwhile: () => Promise<unknown> = async () => undefined) {
      await server.end();
      // What the dead process held comes free after a minute: let it have passed.
      for (const table of ['scenario_run', 'outbox_command'])
        await db.transaction((tx) => tx.query(`UPDATE ${table} SET lease_until = 1 WHERE lease_until IS NOT NULL`));
      await db.transaction((tx) => tx.query('UPDATE lease SET `until` = 1'));
      await meanwhile();
      server = await startProcess(environment, database.folder);
    },
    async close() {
      await server.end();
      await db.close();
      await sandbox.close();
      await database.drop();
    },
  };
}
