import libsql from 'libsql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { engineOfThisRun } from '../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { createLogger } from '../log.ts';
import { execute, select } from './sql.ts';
import type { Tx } from './tx.ts';

let server: TestServer;
const warned: string[] = [];
beforeAll(async () => {
  const log = createLogger('silent');
  log.warn = (_fields: unknown, message?: string) => void warned.push(String(message));
  server = await startTestServer({ scenarios: [], log });
});
afterAll(() => server.close());
beforeEach(() => void (warned.length = 0));

const claim = (tx: Tx, owner: string) =>
  execute(tx, "INSERT INTO lease (name, owner, until) VALUES ('bell', ?, 1)", [owner]);
const owners = () => select(server.db.read, "SELECT owner FROM lease WHERE name = 'bell'");

/** Ends what a rollback needs: on MySQL the connection, on SQLite the transaction itself. */
async function breakTransaction(tx: Tx): Promise<void> {
  if (server.db.dialect === 'sqlite') await tx.query('ROLLBACK');
  else await tx.query('KILL CONNECTION_ID()').catch(() => undefined);
}

test('work that fails leaves nothing behind, and its error is the caller’s', async () => {
  const work = server.db.transaction(async (tx) => {
    await claim(tx, 'nobody');
    throw new Error('the bell is broken');
  });
  await expect(work).rejects.toThrow('the bell is broken');
  expect(await owners()).toEqual([]);
  expect(warned).toEqual([]);
});

test('a rollback that fails too is logged and does not hide the first error, and the next transaction works', async () => {
  const work = server.db.transaction(async (tx) => {
    await claim(tx, 'nobody');
    await breakTransaction(tx);
    throw new Error('the bell is broken');
  });
  await expect(work).rejects.toThrow('the bell is broken');
  expect(warned).toEqual(['rollback failed']);
  expect(await owners()).toEqual([]);
  await server.db.transaction((tx) => claim(tx, 'somebody'));
  expect(await owners()).toEqual([{ owner: 'somebody' }]);
});

test('whoever asks one thing after the other without end lets timers and requests have their turn', async () => {
  let hadTurn = false;
  setTimeout(() => void (hadTurn = true), 0);
  for (let asked = 0; asked < 20_000 && !hadTurn; asked += 1) await owners();
  expect(hadTurn).toBe(true);
});

test.runIf(engineOfThisRun() === 'sqlite')(
  'only what may be done again is committed without waiting for the disk; whatever comes after it waits',
  async () => {
    const [FULL, NORMAL] = [2, 1];
    const waits = async (tx: Tx) => (await select<{ synchronous: number }>(tx, 'PRAGMA synchronous'))[0]!.synchronous;
    expect(await server.db.transaction(waits)).toBe(FULL);
    expect(await server.db.transaction(waits, { commitsLater: true })).toBe(NORMAL);
    expect(await server.db.transaction(waits)).toBe(FULL);
    await server.db.transaction(waits, { commitsLater: true });
    await server.db.write("DELETE FROM lease WHERE name = 'bell'", []);
    expect(await waits(server.db.writer.manager)).toBe(FULL);
  },
);

test.runIf(engineOfThisRun() === 'sqlite')(
  'after a transaction that another program kept from writing, a lone write is really stored',
  { timeout: 30_000 },
  async () => {
    const other = new libsql(server.database.url.slice('sqlite:'.length));
    try {
      other.exec('BEGIN IMMEDIATE');
      await expect(server.db.transaction((tx) => claim(tx, 'kept waiting'))).rejects.toThrow('database is locked');
      other.exec('COMMIT');
      await server.db.write("INSERT INTO lease (name, owner, until) VALUES ('lamp', 'stored', 1)", []);
      const seen = other.prepare("SELECT owner FROM lease WHERE name = 'lamp'").all();
      expect(seen).toEqual([{ owner: 'stored' }]);
    } finally {
      other.close();
    }
  },
);
