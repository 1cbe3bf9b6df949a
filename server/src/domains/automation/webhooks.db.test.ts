import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import * as api from '@zhike/shared/contracts/automation';
import { createWebhook } from '@zhike/shared/contracts/automation-webhook';
import { execute } from '../../platform/database/sql.ts';
import { actOnWords } from '../../scenarios/message-archived/act-on-words.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenMessage } from '../../test/given-message.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { isPrivateAddress, resolvePublic } from '../../platform/http/public-address.ts';

test('a rule calls a webhook, signed as Standard Webhooks wants it, and again under the same id after a 500', async () => {
  const calls: { headers: IncomingHttpHeaders; body: string }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push({ headers: request.headers, body });
      response.statusCode = calls.length === 1 ? 500 : 204;
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const server = await startTestServer({
    scenarios: [],
    consumers: [actOnWords],
    env: { WEBHOOK_ALLOW_PRIVATE: '1' },
  });
  try {
    await givenMember(server, { userId: 'boss', role: 'admin' });
    const admin = server.api.as('boss');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const { id: webhookId, secret } = (await admin.call(createWebhook, { body: { name: '订单系统', url } })).body;
    const created = await admin.call(api.createRule, {
      body: {
        name: '通知订单系统',
        when: { kind: 'message', keywords: { any: ['下单'] } },
        actions: [{ kind: 'webhook', webhookId }],
      },
    });
    await admin.call(api.switchRule, { params: { ruleId: created.body.id }, body: { isOn: true } });
    const { id: customerId } = await givenCustomer(server);
    await givenMessage(server, { customerId, text: '我要下单' });
    await server.settle();
    expect(calls).toHaveLength(1);
    // A failed call waits some seconds before it is tried again.
    await server.db.transaction((tx) =>
      execute(tx, "UPDATE outbox_command SET next_attempt_at = 0 WHERE name = 'call-webhook'"),
    );
    await server.settle();
    expect(calls).toHaveLength(2);
    const [first, second] = calls;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = second!.headers;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key)
      .update(`${String(id)}.${String(at)}.${second!.body}`)
      .digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    expect(JSON.parse(second!.body)).toMatchObject({
      type: 'rule.acted',
      data: { customerId, cause: { kind: 'message' } },
    });
    expect(second!.body).not.toContain('下单');
  } finally {
    await server.close();
    receiver.close();
  }
});

test('a webhook that refuses for good is shown as a problem of its rule, until the rule is saved again', async () => {
  const receiver = createServer((_request, response) => {
    response.statusCode = 410;
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const server = await startTestServer({
    scenarios: [],
    consumers: [actOnWords],
    env: { WEBHOOK_ALLOW_PRIVATE: '1' },
  });
  try {
    const kit = await givenRules(server);
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/gone`;
    const { id: webhookId } = (await kit.admin.call(createWebhook, { body: { name: '旧系统', url } })).body;
    const settings = { when: kit.words('下单'), actions: [{ kind: 'webhook' as const, webhookId }] };
    const ruleId = await kit.switchOn(await kit.save(settings));
    const problem = async () => (await kit.admin.call(api.getRule, { params: { ruleId } })).body.problem;
    const { id } = await givenCustomer(server);
    await kit.say(id, '你好');
    expect(await problem()).toBeNull();
    await kit.say(id, '下单');
    expect(await problem()).toMatchObject({ code: 'automation.webhook_failed' });
    await kit.admin.call(api.updateRule, {
      params: { ruleId },
      query: { seenVersion: 1 },
      body: { name: '规则', ...settings },
    });
    expect(await problem()).toBeNull();
  } finally {
    await server.close();
    receiver.close();
  }
});

test('addresses inside a network are no webhooks, however they are written', async () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
  ])
    expect(isPrivateAddress(address), address).toBe(true);
  for (const address of ['8.8.8.8', '2001:4860:4860::8888']) expect(isPrivateAddress(address), address).toBe(false);
  for (const url of ['http://2130706433/', 'http://0x7f.1/', 'http://[::1]/', 'http://localhost/'])
    expect(await resolvePublic(new URL(url), false), url).toBe(null);
});
