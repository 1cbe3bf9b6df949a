import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeCustomerStage, changeCustomerTags } from '@zhike/shared/contracts/customer-changes';
import { listStages } from '@zhike/shared/contracts/field';
import { getCustomer } from '@zhike/shared/contracts/customer';
import * as api from '@zhike/shared/contracts/automation';
import * as jobs from '@zhike/shared/contracts/automation-job';
import { select, insertRows } from '../../platform/database/sql.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;
let admin: typeof kit.admin;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [], consumers: [actOnWords] });
  kit = await givenRules(server);
  admin = kit.admin;
});
afterAll(() => server.close());

const preview = async (ruleId: string, version = 1) =>
  (await admin.call(jobs.previewUndo, { params: { ruleId }, query: { version } })).body;

async function undo(ruleId: string, version = 1) {
  expect((await admin.call(jobs.undoRule, { params: { ruleId }, body: { version } })).status).toBe(200);
  await server.settle();
}

async function reword(
  ruleId: string,
  seenVersion: number,
  settings: Pick<api.RuleView['definition'], 'when' | 'actions'>,
) {
  const body = { name: '规则', ...settings };
  const saved = await admin.call(api.updateRule, { params: { ruleId }, query: { seenVersion }, body });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return saved.body;
}

test('what was taken back rests nobody, and a better version acts on the same happenings', async () => {
  const from = server.clock.now();
  const saved = await kit.save({ when: kit.words('团购') });
  const ruleId = await kit.switchOn(saved);
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await kit.say(id, '有团购吗');
  expect(await kit.tagsOf(id)).toEqual(['warm']);
  await undo(ruleId);
  expect(await kit.tagsOf(id)).toEqual([]);

  const { definition } = saved;
  const better = await reword(ruleId, 1, { when: definition.when, actions: [{ kind: 'tag', tagIds: ['hot'] }] });
  const body = { ruleId, definition: better.definition, from, to: server.clock.now() + 1 };
  const { id: jobId } = (await admin.call(jobs.startTrial, { body })).body;
  await server.settle();
  const applied = await admin.call(jobs.applyTrial, { params: { jobId } });
  await server.settle();
  expect((await admin.call(jobs.getRuleJob, { params: { jobId: applied.body.id } })).body).toMatchObject({
    matchedCount: 1,
  });
  expect(await kit.tagsOf(id)).toEqual(['hot']);
  await undo(ruleId, 2);
  await kit.say(id, '还想问团购');
  expect(await kit.tagsOf(id)).toEqual(['hot']);
});

test('taken back newest first, so that what a person did in between stands; the preview says the same', async () => {
  const { body: stages } = await admin.call(listStages);
  const [first, second, third] = stages.items.map(({ id }) => id);
  const saved = await kit.save({
    when: kit.words('加急'),
    actions: [{ kind: 'set_stage', stageId: second! }],
    cooldownHours: 0,
  });
  const ruleId = await kit.switchOn(saved);
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'], stageId: first! });
  const stageOf = async () => (await admin.call(getCustomer, { params: { customerId } })).body.stage?.id;
  await kit.say(customerId, '加急');
  const params = { customerId };
  await server.api.as('rep').call(changeCustomerStage, { params, body: { stageId: third! } });
  await kit.say(customerId, '真的要加急');
  expect(await stageOf()).toBe(second);

  const expected = { kind: 'set_stage', undone: 1, kept: [{ why: 'automation.changed_since', count: 1 }] };
  expect((await preview(ruleId)).actions).toEqual([expected]);
  await undo(ruleId);
  expect(await stageOf()).toBe(third);
  expect((await kit.hitsOf(ruleId)).map(({ actions }) => actions[0]!.undo?.outcome)).toEqual(['undone', 'kept']);
});

/** Has the tag from WeCom on one relation and from a rule on the other; a rule takes it off. */
async function givenUntagged(name: string) {
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['lead', 'rep'], ownerUserId: 'rep' });
  await kit.switchOn(await kit.save({ name, when: kit.words(`${name}好`) }));
  await kit.say(customerId, `${name}好`);
  await server.db.transaction((tx) =>
    insertRows(tx, 'customer_tag', [
      {
        customer_id: customerId,
        tag_id: 'warm',
        user_id: 'lead',
        origin_kind: 'wecom',
        origin_ref: null,
        added_at: 7,
        in_wecom: 'done',
      },
    ]),
  );
  const rowsOf = () =>
    select(
      server.db.read,
      "SELECT user_id, origin_kind, origin_ref, added_at FROM customer_tag WHERE customer_id = ? AND tag_id = 'warm' AND in_wecom IN ('pending', 'done') ORDER BY user_id",
      [customerId],
    );
  const before = await rowsOf();
  const actions = [{ kind: 'untag' as const, tagIds: ['warm'] }];
  const ruleId = await kit.switchOn(await kit.save({ when: kit.words(`${name}不要`), actions }));
  await kit.say(customerId, `${name}不要`);
  expect(await rowsOf()).toEqual([]);
  return { customerId, ruleId, before, rowsOf };
}

test('a tag that a rule took off comes back on every relation that had it, with why it was there', async () => {
  const { customerId, ruleId, before, rowsOf } = await givenUntagged('礼盒');
  expect(before).toMatchObject([
    { user_id: 'lead', origin_kind: 'wecom' },
    { user_id: 'rep', origin_kind: 'rule' },
  ]);
  await undo(ruleId);
  expect(await rowsOf()).toEqual(before);
  const { tags } = (await admin.call(getCustomer, { params: { customerId } })).body;
  expect(tags[0]!.origins.find(({ kind }) => kind === 'rule')).toMatchObject({
    rule: { name: '礼盒', cause: { words: ['礼盒好'] } },
  });
});

test('a tag that somebody put on and took off again since does not come back', async () => {
  const { customerId, ruleId, rowsOf } = await givenUntagged('试吃');
  const change = (add: string[], remove: string[]) =>
    server.api.as('rep').call(changeCustomerTags, { params: { customerId }, body: { add, remove } });
  await change(['warm'], []);
  await change([], ['warm']);
  await undo(ruleId);
  expect(await rowsOf()).toEqual([]);
  const [hit] = await kit.hitsOf(ruleId);
  expect(hit!.actions[0]!.undo).toEqual({ outcome: 'kept', why: 'automation.changed_since' });
});
