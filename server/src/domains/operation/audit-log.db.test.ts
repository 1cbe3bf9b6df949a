import { listAuditLog } from '@zhike/shared/contracts/audit';
import { changeCustomerOwner } from '@zhike/shared/contracts/customer-changes';
import { createTask } from '@zhike/shared/contracts/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute, select } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'admin', name: '管理员' });
  await givenMember(server, { userId: 'rep-a', name: '张伟' });
});
afterAll(() => server.close());

const entries = async () => (await server.api.as('admin').call(listAuditLog)).body.items;

test('an entry names the customer it is about as she is called now; who was erased is gone from it', async () => {
  const { id, name } = await givenCustomer(server, { name: '晓雨', friendsOf: ['rep-a'], remark: '装修林姐' });
  const admin = server.api.as('admin');
  await admin.call(changeCustomerOwner, { params: { customerId: id }, body: { ownerUserId: 'rep-a' } });
  expect((await entries())[0]).toMatchObject({ action: 'customer.owner', customer: { id, name, remark: '装修林姐' } });

  await server.db.transaction((tx) => execute(tx, "UPDATE customer SET name = '改了名' WHERE id = ?", [id]));
  expect((await entries())[0]).toMatchObject({ customer: { id, name: '改了名' } });

  await server.db.transaction(async (tx) => {
    await execute(tx, 'DELETE FROM follow_user WHERE customer_id = ?', [id]);
    await execute(tx, 'DELETE FROM customer WHERE id = ?', [id]);
  });
  expect((await entries())[0]).toMatchObject({ action: 'customer.owner', customer: { id, name: null, remark: null } });
  const stored = JSON.stringify(await select(server.db.read, 'SELECT * FROM audit_log'));
  for (const word of [name, '装修林姐', '改了名']) expect(stored).not.toContain(word);
});

test('a task’s entry names the customer of the task; an entry about no customer names none', async () => {
  const { id } = await givenCustomer(server, { name: '要样品', ownerUserId: 'rep-a' });
  const dueAt = server.clock.now() + 86_400_000;
  const admin = server.api.as('admin');
  await admin.call(createTask, { body: { title: '寄样品', dueAt, customerId: id } });
  await admin.call(createTask, { body: { title: '写周报', dueAt } });
  const [report, samples] = await entries();
  expect(samples).toMatchObject({ action: 'task.create', customer: { id, name: '要样品', remark: null } });
  expect(report).toMatchObject({ action: 'task.create', customer: null });
});
