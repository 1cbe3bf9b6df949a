import * as contracts from '@zhike/shared/contracts/quality';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute } from '../../platform/database/sql.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { type ChannelTest, startChannelTest } from '../../test/channel-kit.ts';
import { pushInterceptRule } from './commands/push-intercept-rule.ts';

let kit: ChannelTest;
beforeEach(async () => {
  kit = await startChannelTest();
});
afterEach(() => kit.server.close());

const draft = {
  name: '承诺类',
  level: 'high' as const,
  speaker: 'member' as const,
  words: ['返现'],
  departmentIds: [],
  isOn: true,
  intercept: 'block' as const,
};
const rules = async () => {
  await kit.settle();
  return (await kit.sandbox.control('GET /control/intercept-rules')).rules;
};
const create = async () => (await kit.admin.call(contracts.createQualityWordGroup, { body: draft })).body;
const shown = async () => (await kit.admin.call(contracts.listQualityWordGroups)).body.items;

test('WeCom intercepts what a group says, follows its changes and stops with it', async () => {
  const group = await create();
  expect(await rules()).toMatchObject([{ words: ['返现'], interceptType: 1, departments: [1] }]);
  expect(await shown()).toMatchObject([{ interceptState: 'done' }]);
  const params = { groupId: group.id };
  const update = (fields: object, version: number) =>
    kit.admin.call(contracts.updateQualityWordGroup, { params, body: { ...draft, ...fields, version } });
  await update({ words: ['保本'], intercept: 'warn' }, 1);
  expect(await rules()).toMatchObject([{ words: ['保本'], interceptType: 2 }]);
  await update({ isOn: false }, 2);
  expect(await rules()).toEqual([]);
  await update({ isOn: true }, 3);
  expect(await rules()).toHaveLength(1);
  await kit.admin.call(contracts.deleteQualityWordGroup, { params });
  expect(await rules()).toEqual([]);
});

test('a rule that was made without our knowing is found again and not made twice', async () => {
  const group = await create();
  const [made] = await rules();
  // As after a call whose answer never came.
  await kit.server.db.transaction(async (tx) => {
    await execute(tx, 'UPDATE quality_word_group SET wecom_rule_id = NULL WHERE id = ?', [group.id]);
    await enqueue(tx, pushInterceptRule({ groupId: group.id }));
  });
  expect((await rules()).map(({ ruleId }) => ruleId)).toEqual([made!.ruleId]);
});

test('what WeCom refuses is shown at the group', async () => {
  const answer = await kit.admin.call(contracts.createQualityWordGroup, { body: { ...draft, departmentIds: [77] } });
  expect(answer.status).toBe(200);
  expect(await rules()).toEqual([]);
  expect(await shown()).toMatchObject([{ interceptState: 'failed' }]);
});
