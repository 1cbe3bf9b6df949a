import * as contracts from '@zhike/shared/contracts/quality';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkQuality } from '../../scenarios/message-archived/check-quality.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenMessage } from '../../test/given-message.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { findOverdue } from './overdue.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [], consumers: [checkQuality] });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'rep' });
});
afterAll(() => server.close());

test('agreeing to the archive asks nothing, and taking a message back answers nothing', async () => {
  const hours = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };
  const body = { isOn: true, level: 'middle' as const, amount: 1, departmentIds: [], hours, version: 0 };
  const params = { action: 'no_reply' as const };
  await server.api.as('admin').call(contracts.updateQualityAction, { params, body });
  const [agreeing, asking] = [
    await givenCustomer(server, { friendsOf: ['rep'] }),
    await givenCustomer(server, { friendsOf: ['rep'] }),
  ];
  const at = server.clock.now() + 1_000;
  await givenMessage(server, { customerId: agreeing.id, text: '', type: 'agree', sentAt: at });
  await givenMessage(server, { customerId: asking.id, text: '多少钱', sentAt: at });
  await givenMessage(server, { customerId: asking.id, text: '', type: 'revoke', by: 'member', sentAt: at + 20_000 });
  await server.settle();
  const later = at + 2 * 86_400_000;
  expect(await server.db.transaction((tx) => findOverdue(tx, server.deps, later))).toBe(1);
  const { items } = (await server.api.as('admin').call(contracts.searchQualityHits, { body: {} })).body;
  expect(items).toMatchObject([{ action: 'no_reply', customer: { id: asking.id } }]);
});
