import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as api from '@zhike/shared/contracts/automation';
import * as webhooks from '@zhike/shared/contracts/automation-webhook';
import { replayFailure } from '@zhike/shared/contracts/operation';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { execute } from '../../platform/database/sql.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;
let receiver: Server;
/** What the other system answers, call by call; then 204. */
let answers: number[] = [];
let webhook: webhooks.WebhookView;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    request.resume();
    response.statusCode = answers.shift() ?? 204;
    response.end('secret words of the other side');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  server = await startTestServer({
    scenarios: [],
    consumers: [actOnWords],
    env: { WEBHOOK_ALLOW_PRIVATE: '1' },
  });
  kit = await givenRules(server);
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  webhook = (await kit.admin.call(webhooks.createWebhook, { body: { name: '订单系统', url } })).body;
});
afterAll(async () => {
  await server.close();
  receiver.close();
});
beforeEach(() => {
  answers = [];
});

async function givenRule(word: string): Promise<string> {
  const saved = await kit.save({
    when: kit.words(word),
    actions: [{ kind: 'webhook', webhookId: webhook.id }],
  });
  return kit.switchOn(saved);
}
const deliveriesOf = async (ruleId: string, as = kit.admin, query: { limit?: number; cursor?: string } = {}) =>
  (await as.call(webhooks.listRuleDeliveries, { params: { ruleId }, query })).body;

test('a rule’s page says of every call when, for whom, what was answered and how often it was tried', async () => {
  const ruleId = await givenRule('下单');
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  answers = [500];
  await kit.say(customerId, '我要下单');
  const failing = await deliveriesOf(ruleId);
  expect(failing.items).toMatchObject([
    { webhook: { name: '订单系统' }, customer: { id: customerId }, status: 'waiting', answer: 500, tries: 1 },
  ]);
  expect(failing.items[0]!.nextAt).not.toBeNull();
  expect(failing.items[0]!.can.replay).toBe(false);

  // A failed call waits some seconds before it is tried again.
  await server.db.transaction((tx) =>
    execute(tx, "UPDATE outbox_command SET next_attempt_at = 0 WHERE name = 'call-webhook' AND status = 'waiting'"),
  );
  await server.settle();
  const delivered = await deliveriesOf(ruleId);
  expect(delivered.items).toMatchObject([{ status: 'delivered', answer: null, tries: 2, nextAt: null }]);
  expect(JSON.stringify([failing, delivered])).not.toMatch(/下单|secret words|whsec_/);
});

test('what was refused for good can be sent again by a manager, who learns no customer she may not see', async () => {
  const lead = server.api.as('lead');
  const ruleId = await givenRule('退货');
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  answers = [404];
  await kit.say(customerId, '想退货');
  const [failed] = (await deliveriesOf(ruleId, lead)).items;
  expect(failed).toMatchObject({
    status: 'failed',
    answer: 404,
    customer: null,
    isHidden: true,
    can: { replay: true },
  });
  await lead.call(replayFailure, { params: { kind: 'command', id: failed!.id } });
  await server.settle();
  expect((await deliveriesOf(ruleId)).items).toMatchObject([{ id: failed!.id, status: 'delivered' }]);
  const rep = await server.api.as('rep').call(webhooks.listRuleDeliveries, { params: { ruleId } });
  expect(rep.status).toBe(403);
});

test('the list holds the calls of this rule alone, newest first, page by page', async () => {
  const [ruleId, other] = [await givenRule('安装'), await givenRule('维修')];
  const customers = [];
  for (let count = 0; count < 3; count++) {
    const { id } = await givenCustomer(server, { friendsOf: ['rep'] });
    await kit.say(id, '安装和维修');
    customers.unshift(id);
  }
  const first = await deliveriesOf(ruleId, kit.admin, { limit: 2 });
  const rest = await deliveriesOf(ruleId, kit.admin, { limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...rest.items].map(({ customer }) => customer?.id)).toEqual(customers);
  expect(rest.nextCursor).toBeNull();
  expect((await deliveriesOf(other)).items).toHaveLength(3);
});

test('a call whose address was deleted before it was sent counts as failed, not as delivered', async () => {
  const gone = (await kit.admin.call(webhooks.createWebhook, { body: { name: '旧系统', url: webhook.url } })).body;
  const saved = await kit.save({ when: kit.words('试用'), actions: [{ kind: 'webhook', webhookId: gone.id }] });
  const ruleId = await kit.switchOn(saved);
  const { id: customerId } = await givenCustomer(server, { friendsOf: ['rep'] });
  answers = [500];
  await kit.say(customerId, '可以试用吗');
  await kit.admin.call(webhooks.deleteWebhook, { params: { webhookId: gone.id } });
  await server.db.transaction((tx) =>
    execute(tx, "UPDATE outbox_command SET next_attempt_at = 0 WHERE name = 'call-webhook' AND status = 'waiting'"),
  );
  await server.settle();
  expect((await deliveriesOf(ruleId)).items).toMatchObject([{ status: 'failed', answer: null }]);
  const rule = await kit.admin.call(api.getRule, { params: { ruleId } });
  expect(rule.body.problem).toMatchObject({ code: 'automation.webhook_failed' });
});
