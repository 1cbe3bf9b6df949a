import { createStage, deleteStage, listStages, reorderStages, updateStage } from '@zhike/shared/contracts/field';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'boss', role: 'admin' });
  await givenMember(server, { userId: 'rep' });
});
afterAll(() => server.close());

const names = async () => (await server.api.as('rep').call(listStages)).body.items.map((stage) => stage.name);

test('a fresh installation has the stages most teams start from, and reps may look but not edit', async () => {
  const { body } = await server.api.as('rep').call(listStages);
  expect(body.items.map((stage) => stage.name)).toEqual(['新客户', '意向', '报价', '成交', '流失']);
  expect(body.items[0]?.isDefault).toBe(true);
  expect(body.can.edit).toBe(false);
  const refused = await server.api.as('rep').call(createStage, { body: { name: '试驾', color: 'red' } });
  expect(refused.status).toBe(403);
});

test('an admin adds, renames, reorders and removes stages', async () => {
  const admin = server.api.as('boss');
  const created = await admin.call(createStage, { body: { name: '试驾', color: 'red' } });
  expect(created.status, JSON.stringify(created.body)).toBe(200);
  const { body: stage } = created;
  const taken = await admin.call(createStage, { body: { name: '试驾', color: 'blue' } });
  expect(taken).toMatchObject({ status: 409, body: { code: 'stage.name_taken' } });
  await admin.call(updateStage, {
    params: { stageId: stage.id },
    body: { name: '到店', color: 'red', isDefault: false },
  });
  const { body: before } = await admin.call(listStages);
  const ids = before.items.map((one) => one.id);
  const ordered = await admin.call(reorderStages, {
    body: { stageIds: [stage.id, ...ids.filter((id) => id !== stage.id)] },
  });
  expect(ordered.status, JSON.stringify(ordered.body)).toBe(200);
  expect(ordered.body.items.map((one) => one.name)).toEqual(['到店', '新客户', '意向', '报价', '成交', '流失']);
  expect((await names())[0]).toBe('到店');
  const incomplete = await admin.call(reorderStages, { body: { stageIds: [stage.id] } });
  expect(incomplete).toMatchObject({ status: 409, body: { code: 'stage.order_incomplete' } });
  await admin.call(deleteStage, { params: { stageId: stage.id } });
  expect(await names()).not.toContain('到店');
});

test('there is always one stage where new customers start', async () => {
  const admin = server.api.as('boss');
  const { body } = await admin.call(listStages);
  const [first, second] = body.items;
  const refused = await admin.call(deleteStage, { params: { stageId: first!.id } });
  expect(refused).toMatchObject({ status: 409, body: { code: 'stage.default_needed' } });
  await admin.call(updateStage, {
    params: { stageId: second!.id },
    body: { name: second!.name, color: second!.color, isDefault: true },
  });
  const after = await admin.call(listStages);
  expect(after.body.items.filter((stage) => stage.isDefault).map((stage) => stage.id)).toEqual([second!.id]);
});
