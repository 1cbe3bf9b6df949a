import * as contracts from '@zhike/shared/contracts/sop';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows, select } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'boss', role: 'admin' });
  await givenMember(server, { userId: 'zhang' });
}, 60_000);
afterAll(() => server.close());

const boss = () => server.api.as('boss');
type Draft = z.input<typeof contracts.SopDraft>;
const stepOn = (days: number): Draft['steps'][number] => ({
  title: `第 ${days + 1} 天`,
  at: { kind: 'day', days, time: '10:00' },
  deed: { kind: 'call', note: '问问看' },
});

async function givenSop(): Promise<contracts.SopView> {
  const body = { name: 'SOP', start: { kind: 'enrolled' as const }, steps: [stepOn(5)] };
  const { body: sop } = await boss().call(contracts.createSop, { body });
  return (await boss().call(contracts.switchSop, { params: { sopId: sop.id }, body: { isOn: true } })).body;
}
const saveAgain = async ({ id, definition, version }: contracts.SopView, days: number) =>
  (
    await boss().call(contracts.updateSop, {
      params: { sopId: id },
      body: { ...definition, steps: [...definition.steps, stepOn(days)], version },
    })
  ).body;
const read = async (sopId: string) => (await boss().call(contracts.getSop, { params: { sopId } })).body;
const move = (sopId: string) => boss().call(contracts.moveToNewestVersion, { params: { sopId } });
const versionsOf = async (sopId: string) =>
  (
    await select<{ version: number | string; n: number | string }>(
      server.db.read,
      'SELECT version, COUNT(*) AS n FROM sop_enrolment WHERE sop_id = ? GROUP BY version ORDER BY version',
      [sopId],
    )
  ).map(({ version, n }) => [Number(version), Number(n)]);

/** So many customers under way by the version that is there now. */
async function givenUnderWay({ id, version }: contracts.SopView, count: number): Promise<void> {
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['zhang'] });
  const now = server.clock.now();
  await server.db.transaction((tx) =>
    insertRows(
      tx,
      'sop_enrolment',
      Array.from({ length: count }, () => ({
        id: newId(),
        sop_id: id,
        version,
        // Who she is plays no part here; once for each customer is kept by the key.
        customer_id: customerId,
        active_key: newId(),
        status: 'active',
        because_kind: 'start',
        starts_at: now,
        next_due_at: now + 86_400_000,
        enrolled_at: now,
      })),
    ),
  );
}

test('customers are moved some at a time, and how far it is can be read all along', async () => {
  const first = await givenSop();
  await givenUnderWay(first, 650);
  await saveAgain(first, 3);
  const told = async () => {
    const ofThis = "SELECT id FROM event WHERE type = 'sop.saved' AND payload LIKE ?";
    return (await select(server.db.read, ofThis, [`%${first.id}%`])).length;
  };
  const { body: begun } = await move(first.id);
  // The request itself moves nobody.
  expect(begun).toMatchObject({ onEarlier: 650, move: { status: 'running', version: 2, total: 650, moved: 0 } });
  const toldBefore = await told();
  await server.settle();
  expect(await read(first.id)).toMatchObject({
    onEarlier: 0,
    move: { status: 'done', version: 2, total: 650, moved: 650 },
  });
  expect(await versionsOf(first.id)).toEqual([[2, 650]]);
  // Three parts and the end.
  expect((await told()) - toldBefore).toBe(4);
});

test('moved to the version that was newest when it was pressed; pressed again after another change, to that one', async () => {
  const first = await givenSop();
  await givenUnderWay(first, 3);
  const second = await saveAgain(first, 3);
  await move(first.id);
  const third = await saveAgain(second, 7);
  await server.settle();
  expect(await versionsOf(first.id)).toEqual([[2, 3]]);
  expect(await read(first.id)).toMatchObject({ version: 3, onEarlier: 3, move: { status: 'done', version: 2 } });
  await move(first.id);
  // A second press while the first is waiting.
  await move(first.id);
  await server.settle();
  expect(await versionsOf(first.id)).toEqual([[third.version, 3]]);
  expect(await read(first.id)).toMatchObject({
    onEarlier: 0,
    move: { status: 'done', version: 3, total: 3, moved: 3 },
  });
});

test('with nobody on an earlier version nothing begins', async () => {
  const sop = await givenSop();
  expect((await move(sop.id)).body).toMatchObject({ onEarlier: 0, move: null });
});
