import * as contracts from '@zhike/shared/contracts/quality';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { givenDrained, withArchive } from '../../test/given-archive.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenMessage } from '../../test/given-message.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { findOverdue, isAnybodyOverdue } from './overdue.ts';

const MINUTE = 60_000;
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'rep' });
});
afterEach(() => server.close());

test('while the archive cannot be reached nobody has failed to answer; without an archive nobody waits for it', async () => {
  const admin = server.api.as('admin');
  const hours = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };
  const body = { isOn: true, level: 'middle' as const, amount: 30, departmentIds: [], hours, version: 0 };
  const params = { action: 'no_reply' as const };
  expect((await admin.call(contracts.updateQualityAction, { params, body })).status).toBe(200);
  const ask = async (sentAt: number) => {
    const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'], ownerUserId: 'rep' });
    await givenMessage(server, { customerId, text: '在吗', sentAt });
    await server.settle();
    return customerId;
  };
  const look = (deps = withArchive(server)) => server.db.transaction((tx) => findOverdue(tx, deps, server.clock.now()));
  const missed = async () =>
    (await admin.call(contracts.searchQualityHits, { body: {} })).body.items.map(({ customer }) => customer!.id);

  const begin = server.clock.now();
  const [silent, answered] = [await ask(begin), await ask(begin)];
  server.clock.offsetMs += 32 * MINUTE;
  for (const drainedAt of [0, server.clock.machineNow() - 3 * MINUTE]) {
    await givenDrained(server, drainedAt);
    await look();
    expect(await missed()).toEqual([]);
    // Nor is it asked for again and again.
    expect(await isAnybodyOverdue(server.db.read, withArchive(server), server.clock.now())).toBe(false);
  }
  await givenMessage(server, { customerId: answered, text: '在的', by: 'member', sentAt: begin + 20 * MINUTE });
  await givenDrained(server, server.clock.machineNow());
  expect(await isAnybodyOverdue(server.db.read, withArchive(server), server.clock.now())).toBe(true);
  await look();
  expect(await missed()).toEqual([silent]);

  const another = await ask(server.clock.now());
  server.clock.offsetMs += 31 * MINUTE;
  await givenDrained(server, 1);
  await look();
  expect(await missed()).toEqual([silent]);
  await look(server.deps);
  expect(await missed()).toContain(another);
});
