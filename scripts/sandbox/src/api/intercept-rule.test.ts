import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
let userId: string;
beforeEach(async () => {
  running = await startTestSandbox();
  userId = await running.member();
});
afterEach(() => running.close());

const call = (path: string, body: unknown = {}) => running.api.post(`/cgi-bin/externalcontact/${path}`, body);
const wanted = (fields: object = {}) => ({
  rule_name: '承诺类',
  word_list: ['返现', '保本'],
  semantics_list: [1],
  intercept_type: 1,
  applicable_range: { user_list: [userId], department_list: [1] },
  ...fields,
});
const add = (fields: object = {}) => call('add_intercept_rule', wanted(fields));

test('a rule can be made, listed, read, changed and taken away', async () => {
  const { rule_id: ruleId } = await add();
  const list = await running.api.get('/cgi-bin/externalcontact/get_intercept_rule_list');
  expect(list.rule_list).toMatchObject([{ rule_id: ruleId, rule_name: '承诺类' }]);
  expect(
    await call('update_intercept_rule', {
      rule_id: ruleId,
      word_list: ['包过'],
      extra_rule: { semantics_list: [2, 3] },
      remove_applicable_range: { department_list: [1] },
    }),
  ).toMatchObject({ errcode: 0 });
  expect((await call('get_intercept_rule', { rule_id: ruleId })).rule).toMatchObject({
    rule_name: '承诺类',
    word_list: ['包过'],
    semantics_list: [2, 3],
    extra_rule: { semantics_list: [2, 3] },
    intercept_type: 1,
    applicable_range: { user_list: [userId], department_list: [] },
  });
  expect((await running.control('GET /control/intercept-rules')).rules).toMatchObject([
    { ruleId, name: '承诺类', words: ['包过'] },
  ]);
  await call('del_intercept_rule', { rule_id: ruleId });
  expect(await call('get_intercept_rule', { rule_id: ruleId })).toMatchObject({ errcode: 40058 });
});

test('what is beyond the limits is refused', async () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `词${index}`);
  expect(await add({ word_list: words(300) })).toMatchObject({ errcode: 0 });
  for (const fields of [
    { word_list: words(301) },
    { word_list: ['长'.repeat(33)] },
    { rule_name: '名'.repeat(21) },
    { semantics_list: [4] },
    { intercept_type: 3 },
  ])
    expect((await add(fields)).errcode, JSON.stringify(fields).slice(0, 60)).toBe(40058);
  for (const fields of [{ word_list: [] }, { rule_name: '' }, { applicable_range: {} }])
    expect((await add(fields)).errcode, JSON.stringify(fields)).toBe(40063);
  expect((await add({ applicable_range: { user_list: ['nobody'] } })).errcode).toBe(60111);
  expect((await add({ applicable_range: { department_list: [999] } })).errcode).toBe(40066);
});

test('a company has at most a hundred rules', async () => {
  for (let made = 0; made < 100; made++) await add();
  expect(await add()).toMatchObject({ errcode: 40058 });
});
