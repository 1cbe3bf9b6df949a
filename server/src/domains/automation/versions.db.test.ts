import * as api from '@zhike/shared/contracts/automation';
import * as jobs from '@zhike/shared/contracts/automation-job';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;

beforeAll(async () => {
  server = await startTestServer({ scenarios: ruleScenarios, consumers: [actOnWords] });
  kit = await givenRules(server);
});
afterAll(() => server.close());

test('an admin who corrects a manager’s rule leaves it to the manager’s customers, until she asks for everybody', async () => {
  const lead = server.api.as('lead');
  const saved = await kit.save({ when: kit.words('发票') }, lead);
  const ruleId = await kit.switchOn(saved);
  expect(saved.reach.kind).toBe('departments');
  const { id: stranger } = await givenCustomer(server, { friendsOf: ['rep'] });
  const params = { ruleId };
  const settings = { ...saved.definition, name: '问发票' };
  const save = async (query: { reach?: 'kept' | 'own' }) =>
    (await kit.admin.call(api.updateRule, { params, query, body: settings })).body;

  expect((await save({})).reach).toEqual(saved.reach);
  expect((await save({ reach: 'kept' })).reach).toEqual(saved.reach);
  await kit.say(stranger, '能开发票吗');
  expect(await kit.tagsOf(stranger)).toEqual([]);
  const trial = { ruleId, definition: saved.definition, from: 0, to: server.clock.now() + 1 };
  const { id: jobId } = (await kit.admin.call(jobs.startTrial, { body: trial })).body;
  await server.settle();
  expect((await kit.admin.call(jobs.getRuleJob, { params: { jobId } })).body.matchedCount).toBe(0);

  expect((await save({ reach: 'own' })).reach).toEqual({ kind: 'all', names: [] });
  await kit.say(stranger, '发票开好了吗');
  expect(await kit.tagsOf(stranger)).toEqual(['warm']);
  const versions = (await kit.admin.call(api.listRuleVersions, { params })).body.items;
  expect(versions.map(({ version, changed }) => [version, changed])).toEqual([
    [4, ['scope']],
    [3, []],
    [2, ['name']],
    [1, []],
  ]);
});

test('a manager never saves a rule for more customers than she sees, whatever an admin made of it', async () => {
  const lead = server.api.as('lead');
  const saved = await kit.save({ when: kit.words('合同') }, lead);
  const params = { ruleId: saved.id };
  const body = { ...saved.definition, name: saved.name };
  await kit.admin.call(api.updateRule, { params, query: { reach: 'own' }, body });
  expect((await lead.call(api.updateRule, { params, query: {}, body })).body.reach).toEqual(saved.reach);
});

test('a version is read by its number, with the names it points to', async () => {
  const saved = await kit.save({ when: kit.words('报价') });
  const params = { ruleId: saved.id };
  const changed = { ...saved.definition, name: '改过', when: kit.words('价格') };
  await kit.admin.call(api.updateRule, { params, query: {}, body: changed });
  const first = await kit.admin.call(api.getRuleVersion, { params: { ...params, version: 1 } });
  expect(first.body).toMatchObject({ version: 1, name: '规则', definition: saved.definition, names: saved.names });
  const none = await kit.admin.call(api.getRuleVersion, { params: { ...params, version: 9 } });
  expect(none).toMatchObject({ status: 404, body: { code: 'automation.version_not_found' } });
});
