import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '@zhike/sandbox/start-sandbox';
import { expect, test } from 'vitest';
import { connectDatabase } from '../platform/database/connect.ts';
import { select } from '../platform/database/sql.ts';
import { createLogger } from '../platform/log.ts';
import {
  archivedFile,
  archiveEnvironment,
  archiveSandbox,
  givenArchivedFriend,
  sendFile,
} from '../test/archive-files-kit.ts';
import { processEnvironment, startProcess } from '../test/start-process.ts';
import { sandboxEnvironment } from '../test/start-test-server.ts';
import { createTestDatabase } from '../test/test-database.ts';

const CHUNKS = 6;
const KILLS = 3;

interface FileRow {
  status: string;
  try_key: string | null;
  store_key: string | null;
  is_verified: number;
}

test('killed with kill -9 in the middle of downloads: nothing half-done is ever taken for a file, and each comes whole', {
  timeout: 300_000,
}, async () => {
  const database = await createTestDatabase();
  const sandbox = await startSandbox({ port: 0, ...archiveSandbox });
  const environment = await processEnvironment(database, { ...sandboxEnvironment(sandbox), ...archiveEnvironment });
  const files = Array.from({ length: 6 }, () => archivedFile('file', CHUNKS * 524_288 - 1_000));
  const folder = join(database.folder, 'files');
  const names = (below: string) => (existsSync(join(folder, below)) ? readdirSync(join(folder, below)) : []);
  const kept = () => names('chat').flatMap((top) => names(join('chat', top)));
  const customer = await givenArchivedFriend(sandbox);
  for (const file of files) await sendFile(sandbox, file, { from: customer });
  // Slow enough that every kill finds files under way.
  await sandbox.control('POST /control/faults', { body: { archive: { latencyMs: 150 } } });

  let server = await startProcess(environment, database.folder);
  // As the test's own eyes: the server's lock is on a file beside.
  const db = await connectDatabase({ url: database.url, entities: [], migrations: [], log: createLogger('silent') });
  const rows = () => select<FileRow>(db.read, 'SELECT status, try_key, store_key, is_verified FROM chat_media');
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await expect.poll(() => names('.incoming').length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
      await server.end();
      const atDeath = await rows();
      expect(atDeath).toHaveLength(files.length);
      // Whatever a row calls stored is there and whole.
      for (const { store_key } of atDeath.filter(({ status }) => status === 'stored'))
        expect(files.map(({ bytes }) => md5(bytes))).toContain(md5(readFileSync(join(folder, store_key!))));
      // What the dead process held comes free after two minutes: let them have passed.
      if (db.dialect === 'mysql')
        await db.transaction((tx) => tx.query("UPDATE chat_media SET next_attempt_at = 1 WHERE status = 'waiting'"));
      if (kill === KILLS - 1) await sandbox.control('POST /control/faults', { body: { archive: { latencyMs: 0 } } });
      server = await startProcess(environment, database.folder);
    }
    const open = async () => (await rows()).filter(({ status }) => status !== 'stored').length;
    await expect.poll(open, { timeout: 90_000, interval: 200 }).toBe(0);
    const stored = await rows();
    expect(stored.every(({ is_verified, try_key }) => is_verified === 1 && try_key === null)).toBe(true);
    expect(stored.map(({ store_key }) => md5(readFileSync(join(folder, store_key!)))).sort()).toEqual(
      files.map(({ bytes }) => md5(bytes)).sort(),
    );
    expect(kept()).toHaveLength(files.length);
    await expect.poll(() => names('.incoming')).toEqual([]);
  } finally {
    await server.end();
    await db.close();
    await sandbox.close();
    await database.drop();
  }
});

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');
