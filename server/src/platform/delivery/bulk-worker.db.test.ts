import { afterEach, expect, test } from 'vitest';
import * as contracts from '@zhike/shared/contracts/operation';
import type { Dependencies } from '../../dependencies.ts';
import { givenMember } from '../../test/given-member.ts';
import { startBeside } from '../../test/start-beside.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { insertRows, select } from '../database/sql.ts';
import type { Tx } from '../database/tx.ts';
import type { BulkConsumer } from './bulk-consumer.ts';
import { findCursor, moveCursor, wakeBulkConsumers } from './bulk-store.ts';
import { eventType, recordEvents } from './event.ts';

interface Bell {
  position: number;
}
const heard = eventType<Bell>('bell.heard');

let server: TestServer;
afterEach(() => server.close());

/** Rows to walk along: leases named by number, because that table is there and nobody else counts in it. */
const bells = (fields: Partial<BulkConsumer<Dependencies, Bell>> = {}): BulkConsumer<Dependencies, Bell> => ({
  name: 'hear-bells',
  batch: 10,
  async read(tx, after, limit) {
    const rows = await select<{ slot: number | string }>(
      tx,
      "SELECT slot FROM schedule_slot WHERE name LIKE 'bell %' AND slot > ? ORDER BY slot LIMIT ?",
      [after, limit],
    );
    return rows.map((row) => ({ position: Number(row.slot) }));
  },
  handle: (tx, rows, now) => hear(tx, rows, now),
  ...fields,
});

const hear = async (tx: Tx, rows: Bell[], now: number) =>
  void (await recordEvents(
    tx,
    rows.map(({ position }) => heard({ occurredAt: now, payload: { position } })),
  ));

const ring = (from: number, to: number) =>
  server.db.transaction(async (tx) => {
    const slots = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    await insertRows(
      tx,
      'schedule_slot',
      slots.map((slot) => ({ name: `bell ${slot}`, slot })),
    );
    wakeBulkConsumers(tx);
  });

async function positionsHeard(): Promise<number[]> {
  const rows = await select<{ payload: string }>(server.db.read, "SELECT payload FROM event WHERE type = 'bell.heard'");
  return rows.map((row) => (JSON.parse(row.payload) as Bell).position).sort((a, b) => a - b);
}
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('every row is handled once, in batches, and the cursor stands at the last', async () => {
  const sizes: number[] = [];
  server = await startTestServer({
    consumers: [bells({ handle: (tx, rows, now) => (sizes.push(rows.length), hear(tx, rows, now)) })],
  });
  await ring(1, 25);
  await server.settle();
  expect(await positionsHeard()).toEqual(numbers(1, 25));
  expect(sizes).toEqual([10, 10, 5]);
  expect(await findCursor(server.db.read, 'hear-bells')).toBe(25);
});

test('a row that nobody can handle is listed and passed over; the rest of its batch is handled once', async () => {
  let broken = true;
  server = await startTestServer({
    consumers: [
      bells({
        handle: async (tx, rows, now) => {
          await hear(tx, rows, now);
          if (broken && rows.some(({ position }) => position === 7)) throw new Error('bell 7 is cracked');
        },
      }),
    ],
  });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await ring(1, 15);
  await server.settle();
  expect(await positionsHeard()).toEqual(numbers(1, 15).filter((position) => position !== 7));

  const admin = server.api.as('admin');
  const listed = await admin.call(contracts.listFailures, { query: { kind: 'message' } });
  expect(listed.body.items).toMatchObject([{ name: 'hear-bells', problem: expect.stringContaining('cracked') }]);
  const params = { kind: 'message' as const, id: listed.body.items[0]!.id };

  // Sent back while it is still broken: listed again.
  await admin.call(contracts.replayFailure, { params });
  await server.settle();
  expect((await admin.call(contracts.listFailures, { query: { kind: 'message' } })).body.items).toHaveLength(1);

  broken = false;
  await admin.call(contracts.replayFailure, { params });
  await server.settle();
  expect(await positionsHeard()).toEqual(numbers(1, 15));
  expect((await admin.call(contracts.listFailures, { query: { kind: 'message' } })).body.items).toEqual([]);
});

test('a consumer that always fails holds nobody else up', async () => {
  server = await startTestServer({
    consumers: [
      bells(),
      bells({
        name: 'never-works',
        handle: async () => {
          throw new Error('no');
        },
      }),
    ],
  });
  await ring(1, 2);
  await server.settle();
  expect(await positionsHeard()).toEqual([1, 2]);
  expect(await findCursor(server.db.read, 'never-works')).toBe(2);
});

test('a consumer that is new may begin after what is there', async () => {
  server = await startTestServer({ consumers: [] });
  await ring(1, 5);
  const beside = bells({ beginAfter: async () => 5 });
  if (server.db.dialect === 'sqlite') {
    const { config } = server;
    expect(await beside.beginAfter!(server.db.read)).toBe(5);
    expect(config.roles).toContain('worker');
    return;
  }
  const second = await startBeside(server, { consumers: [beside] });
  try {
    await ring(6, 7);
    await expect.poll(positionsHeard, { timeout: 30_000 }).toEqual([6, 7]);
  } finally {
    await second.close();
  }
});

test('a consumer that begins at the end handles what comes after its first look', async () => {
  const lastBell = async (tx: Tx) => {
    const [row] = await select<{ last: number | string | null }>(
      tx,
      "SELECT MAX(slot) AS last FROM schedule_slot WHERE name LIKE 'bell %'",
    );
    return Number(row?.last ?? 0);
  };
  server = await startTestServer({ consumers: [bells({ beginAfter: lastBell })] });
  await server.settle();
  expect(await findCursor(server.db.read, 'hear-bells')).toBe(0);
  await ring(1, 3);
  await server.settle();
  expect(await positionsHeard()).toEqual([1, 2, 3]);
});

test('whoever finds the cursor moved by another process writes nothing', async () => {
  let stolen = false;
  const sabotage: BulkConsumer<Dependencies, Bell> = bells({
    async read(tx, after, limit, deps) {
      const rows = await bells().read(tx, after, limit, deps);
      if (!stolen && limit > 1 && rows.length > 0) {
        stolen = true;
        // As another process that believes it holds the lease would: handles the rows and moves the cursor between our read and our write.
        await deps.db.transaction(async (other) => {
          await moveCursor(other, 'hear-bells', { from: after, to: rows.at(-1)!.position }, 0);
          await hear(other, rows, 0);
        });
      }
      return rows;
    },
  });
  server = await startTestServer({ consumers: [sabotage] });
  await ring(1, 10);
  await ring(11, 12);
  await server.settle();
  expect(stolen).toBe(true);
  expect(await positionsHeard()).toEqual(numbers(1, 12));
});
