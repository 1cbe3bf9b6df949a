import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAuditLog } from '@zhike/shared/contracts/audit';
import * as api from '@zhike/shared/contracts/automation';
import * as jobs from '@zhike/shared/contracts/automation-job';
import { execute } from '../../platform/database/sql.ts';
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

async function trial({ id: ruleId, definition }: api.RuleView, from: number, as = admin) {
  const started = await as.call(jobs.startTrial, { body: { ruleId, definition, from, to: server.clock.now() + 1 } });
  await server.settle();
  return started.body.id;
}

test('a dry run finds who would have been touched; then the rule acts on them; then it is taken back, but for what somebody changed', async () => {
  const from = server.clock.now();
  const [one, two] = [
    await givenCustomer(server, { friendsOf: ['rep'] }),
    await givenCustomer(server, { friendsOf: ['rep'] }),
  ];
  await kit.say(one.id, '优惠');
  await kit.say(one.id, '优惠吗');
  const position = await kit.say(two.id, '有优惠吗');
  const saved = await kit.save({
    when: kit.words('优惠'),
    actions: [
      { kind: 'tag', tagIds: ['warm'] },
      { kind: 'notify', to: { kind: 'owner' }, text: '问优惠' },
    ],
  });
  const ruleId = saved.id;
  const jobId = await trial(saved, from);
  expect((await admin.call(jobs.getRuleJob, { params: { jobId } })).body).toMatchObject({
    status: 'done',
    matchedCount: 2,
    timesCount: 2,
    can: { apply: true },
  });
  const matches = await admin.call(jobs.listTrialMatches, { params: { jobId } });
  expect(matches.body.items.find((item) => item.customer?.id === two.id)).toMatchObject({
    times: 1,
    causes: [{ ref: String(position), words: ['优惠'] }],
  });
  expect(await kit.tagsOf(one.id)).toEqual([]);

  const applied = await admin.call(jobs.applyTrial, { params: { jobId } });
  await server.settle();
  expect((await admin.call(jobs.getRuleJob, { params: { jobId: applied.body.id } })).body).toMatchObject({
    status: 'done',
    matchedCount: 2,
  });
  expect(await kit.tagsOf(one.id)).toEqual(['warm']);

  await server.db.transaction((tx) =>
    execute(
      tx,
      "UPDATE customer_tag SET origin_kind = 'rep', origin_ref = NULL WHERE customer_id = ? AND tag_id = 'warm'",
      [two.id],
    ),
  );
  await admin.call(jobs.undoRule, { params: { ruleId }, body: { version: 1 } });
  await server.settle();
  expect(await kit.tagsOf(one.id)).toEqual([]);
  expect(await kit.tagsOf(two.id)).toEqual(['warm']);
  const kept = (await kit.hitsOf(ruleId)).find((hit) => hit.customer?.id === two.id)!;
  expect(kept.actions.map(({ undo }) => undo)).toEqual([
    { outcome: 'kept', why: 'automation.changed_since' },
    { outcome: 'kept', why: 'automation.cannot_be_taken_back' },
  ]);
});

test('a dry run shows what was said only where she agreed and the viewer may read it, and who looked is written down', async () => {
  const from = server.clock.now();
  const [open, closed] = [
    await givenCustomer(server, { friendsOf: ['rep'] }),
    await givenCustomer(server, { friendsOf: ['rep'] }),
  ];
  await kit.say(open.id, '想问定金');
  await kit.say(closed.id, '定金多少');
  await server.db.transaction((tx) =>
    execute(tx, "UPDATE chat_conversation SET consent = 'refused' WHERE customer_id = ?", [closed.id]),
  );
  const saved = await kit.save({ when: kit.words('定金') });
  const textsFor = async (as: typeof admin, jobId: string) => {
    const { items } = (await as.call(jobs.listTrialMatches, { params: { jobId } })).body;
    return Object.fromEntries(items.map((item) => [item.customer?.id ?? 'hidden', item.causes[0]!.text]));
  };
  const jobId = await trial(saved, from);
  expect(await textsFor(admin, jobId)).toEqual({ [open.id]: '想问定金', [closed.id]: null });
  const log = await admin.call(listAuditLog, { query: { action: 'rule_job.look' } });
  expect(log.body.items[0]).toMatchObject({ subject: { id: jobId }, after: { messages: 1 } });
  // The rep is in another department than this manager: the run finds nobody for her.
  const lead = server.api.as('lead');
  expect(await textsFor(lead, await trial(saved, from, lead))).toEqual({});
});

test('dry runs are found again by their rule, by whoever started them and by administrators', async () => {
  const saved = await kit.save({ when: kit.words('找回') });
  const lead = server.api.as('lead');
  const [mine, hers] = [await trial(saved, 0), await trial(saved, 0, lead)];
  const params = { ruleId: saved.id };
  const found = async (as: typeof admin) =>
    (await as.call(jobs.listRuleJobs, { params, query: { kind: 'trial' } })).body.items.map(({ id }) => id);
  expect(await found(admin)).toEqual([hers, mine]);
  expect(await found(lead)).toEqual([hers]);
  const first = await admin.call(jobs.listRuleJobs, { params, query: { limit: 1 } });
  const next = await admin.call(jobs.listRuleJobs, { params, query: { limit: 1, cursor: first.body.nextCursor! } });
  expect([...first.body.items, ...next.body.items].map(({ id }) => id)).toEqual([hers, mine]);
});

test('a hit shows the message to whoever may read it, and names what the rule points to', async () => {
  const saved = await kit.save({ when: kit.words('样品') });
  expect(saved.names).toEqual([{ kind: 'tag', id: 'warm', name: 'warm' }]);
  await kit.switchOn(saved);
  const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
  await kit.say(id, '能寄样品吗');
  const [hit] = await kit.hitsOf(saved.id);
  const read = async (as: typeof admin) => (await as.call(api.readRuleHit, { params: { hitId: hit!.id } })).body;
  const place = { chatId: null, position: Number(hit!.cause.ref) };
  expect(await read(admin)).toMatchObject({ text: '能寄样品吗', place });
  expect(await read(server.api.as('lead'))).toEqual({ text: null, place: null });
  const log = await admin.call(listAuditLog, { query: { action: 'rule_hit.look' } });
  expect(log.body.items).toMatchObject([{ subject: { id: hit!.id } }]);
  await server.db.transaction((tx) =>
    execute(tx, 'UPDATE chat_message SET revoked_at = 1 WHERE customer_id = ?', [id]),
  );
  // Taken back: the chat keeps both facts, the rule's page repeats no words.
  expect(await read(admin)).toMatchObject({ text: null, place });
});

test('taking back is previewed by what it would do, and the preview changes nothing', async () => {
  const saved = await kit.save({
    when: kit.words('报名'),
    actions: [
      { kind: 'tag', tagIds: ['warm'] },
      { kind: 'notify', to: { kind: 'owner' }, text: '想报名' },
    ],
  });
  await kit.switchOn(saved);
  const [one, two] = [
    await givenCustomer(server, { friendsOf: ['rep'] }),
    await givenCustomer(server, { friendsOf: ['rep'] }),
  ];
  await kit.say(one.id, '报名');
  await kit.say(two.id, '报名');
  await server.db.transaction((tx) =>
    execute(tx, "UPDATE customer_tag SET origin_kind = 'rep', origin_ref = NULL WHERE customer_id = ?", [two.id]),
  );
  const params = { ruleId: saved.id };
  const preview = async () => (await admin.call(jobs.previewUndo, { params, query: { version: 1 } })).body;
  const expected = {
    totalCount: 2,
    lookedCount: 2,
    actions: [
      { kind: 'tag', undone: 1, kept: [{ why: 'automation.changed_since', count: 1 }] },
      { kind: 'notify', undone: 0, kept: [{ why: 'automation.cannot_be_taken_back', count: 2 }] },
    ],
  };
  expect(await preview()).toEqual(expected);
  expect(await preview()).toEqual(expected);
  expect(await kit.tagsOf(one.id)).toEqual(['warm']);
  await admin.call(jobs.undoRule, { params, body: { version: 1 } });
  await server.settle();
  expect(await kit.tagsOf(one.id)).toEqual([]);
  expect(await preview()).toEqual({ totalCount: 0, lookedCount: 0, actions: [] });
});

test('a pattern is checked while it is typed, with the code that saving would answer', async () => {
  const check = async (pattern: string) => {
    const { status, body } = await admin.call(api.checkPattern, { body: { pattern } });
    return status === 200 ? 'fine' : (body as unknown as { code: string }).code;
  };
  expect(await check('价格|多少钱')).toBe('fine');
  expect(await check('(a+)\\1')).toBe('keywords.pattern_invalid');
  expect(await check('[')).toBe('keywords.pattern_invalid');
});
