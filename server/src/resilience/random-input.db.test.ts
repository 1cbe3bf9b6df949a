import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRule } from '@zhike/shared/contracts/automation';
import { startTrial } from '@zhike/shared/contracts/automation-job';
import { createWebhook } from '@zhike/shared/contracts/automation-webhook';
import { createChannel } from '@zhike/shared/contracts/channel';
import { requestChatExport } from '@zhike/shared/contracts/chat';
import { ErrorBody } from '@zhike/shared/contracts/common';
import { customerSignIn } from '@zhike/shared/contracts/customer-app';
import { createCustomField, reorderCustomFields } from '@zhike/shared/contracts/custom-field';
import { createQualityWordGroup } from '@zhike/shared/contracts/quality';
import { describeError } from '../platform/errors.ts';
import type { AnyEndpoint } from '../platform/http/audience-router.ts';
import { encodeCursor } from '../platform/http/cursor.ts';
import { newId } from '../platform/id.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { anyJson, inputFor, type Known, nastyText } from '../test/arbitrary-input.ts';
import { idsOf, inTurn, withWhatIsThere } from '../test/what-is-there.ts';
import { dispatch, type DispatchedAnswer, type DispatchedRequest } from '../test/dispatch.ts';
import { type Api, givenApi } from '../test/given-api.ts';
import { givenMember } from '../test/given-member.ts';
import { givenMessage } from '../test/given-message.ts';
import { settleStory } from '../test/sandbox-story.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import { TEST_OPEN_API_KEY } from '../test/test-config.ts';

/** For each of some hundred and sixty endpoints; with both engines well over 10,000 in all. */
const CASES_PER_ENDPOINT = 60;
const CASES_ELSEWHERE = 400;
/** The same input every time, so that what fails fails again; another seed looks elsewhere. */
const SEED = Number(process.env.ZHIKE_TEST_SEED ?? 20_261_128);

let server: TestServer;
let api: Api;
let given: Known;
let known: Known;
let customerToken: string;
let secrets: string[];
const problems: string[] = [];
let dispatched = 0;

beforeAll(async () => {
  server = await startTestServer({ sandbox: true, log: logKeepingErrors(), env: { OPEN_API_KEY: TEST_OPEN_API_KEY } });
  api = givenApi(server);
  given = await givenSomeOfEverything();
  known = await withWhatIsThere(server, given);
  const { config } = server;
  secrets = [
    TEST_OPEN_API_KEY,
    config.wecom.agentSecret,
    config.callback.app.aesKey,
    config.keys.current.toString('base64'),
  ];
});
afterAll(() => server.close());

/** What an answer of 500 hides from clients, for whoever reads a failure of this test. */
function logKeepingErrors(): Logger {
  const log = createLogger('silent');
  log.error = (fields: unknown) => void problems.push(JSON.stringify(fields).slice(0, 600));
  return log;
}

/** Rows that requests can name, and cursors that are well made but of no list in particular. */
async function givenSomeOfEverything(): Promise<Known> {
  const sandbox = server.sandbox!;
  for (const [userId, role] of [
    ['admin', null],
    ['zhangwei', 'rep'],
    ['lina', 'manager'],
  ] as const) {
    await sandbox.control('POST /control/members', { body: { userId, name: userId } });
    await givenMember(server, { userId, role });
  }
  const group = await sandbox.control('POST /control/console/tags/create', {
    body: { groupName: '来源', names: ['展会', '门店'] },
  });
  await settleStory(server);
  const admin = server.api.as('admin');
  const name = '春季展会';
  const channel = await admin.call(createChannel, { body: { name, members: [{ userId: 'zhangwei', dailyCap: 5 }] } });
  expect(channel.status).toBe(200);
  await server.settle();
  const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name: '林晓雨' } });
  await sandbox.control('POST /control/friends/add', { body: { externalUserId, userId: 'zhangwei' } });
  await settleStory(server);
  const {
    group: { chatId },
  } = await sandbox.control('POST /control/groups', {
    body: { name: '福利群', owner: 'zhangwei', customers: [externalUserId] },
  });
  await settleStory(server);
  const webhook = await admin.call(createWebhook, { body: { name: '订单系统', url: 'http://8.8.8.8/hook' } });
  const rule = await admin.call(createRule, {
    body: {
      name: '问价格',
      when: { kind: 'message', keywords: { any: ['价格'] } },
      actions: [{ kind: 'webhook', webhookId: webhook.body.id }],
    },
  });
  const { id: ruleId, definition } = rule.body;
  await admin.call(startTrial, { body: { ruleId, definition, from: 0, to: 1 } });
  await server.settle();
  await admin.call(createCustomField, { body: { name: '预算', kind: 'number', unit: '元' } });
  await admin.call(createQualityWordGroup, {
    body: { name: '承诺类', level: 'high', speaker: 'member', words: ['返现'], departmentIds: [], isOn: true },
  });
  const [customerId] = await idsOf(server, 'customer');
  await givenMessage(server, { customerId: customerId!, text: '你好', userId: 'zhangwei' });
  const [conversationId] = await idsOf(server, 'chat_conversation');
  await admin.call(requestChatExport, {
    body: { conversationId: conversationId!, from: 0, to: Date.now() + 86_400_000, reason: '投诉取证' },
  });
  const { code } = await sandbox.control('POST /control/wechat/login-code', { body: { externalUserId } });
  customerToken = (await server.api.call(customerSignIn, { body: { code } })).body.token;

  const cursors = [[1], ['x'], [1, 'x'], ['x', 1], [1, 2, 3], ['', ''], [-1e300, newId()], ['\0', '😀'], [newId()]];
  const users = ['admin', 'zhangwei', 'lina'];
  const tagIds = group.tags.map((tag) => tag.id);
  const named = {
    tagId: tagIds,
    tagIds,
    groupId: [group.id],
    chatId: [chatId],
    pattern: ['价格|多少钱', '(a+)\\1', '['],
    userId: users,
    userIds: users,
    ownerUserId: users,
    externalUserId: [externalUserId],
    cursor: [...cursors.map(encodeCursor), Buffer.from('[1e999,"x"]').toString('base64url')],
  };
  return { named, ids: [...users, externalUserId, ...(await idsOf(server, 'customer'))] };
}

const sessions = new Map<string, ReturnType<TestServer['api']['as']>>();

function headersFor(endpoint: AnyEndpoint, role: string): Record<string, string> | Promise<Record<string, string>> {
  if (endpoint.audience === 'openapi') return { authorization: `Bearer ${TEST_OPEN_API_KEY}` };
  if (endpoint.audience === 'customer') return { authorization: `Bearer ${customerToken}` };
  if (endpoint.audience !== 'member') return {};
  if (endpoint.path.endsWith('/sign-out')) return server.api.as(role).headers();
  if (!sessions.has(role)) sessions.set(role, server.api.as(role));
  return sessions.get(role)!.headers();
}

async function check(request: DispatchedRequest, isPage = false): Promise<DispatchedAnswer> {
  dispatched += 1;
  problems.length = 0;
  const answer = await dispatch(api.handle, request);
  const about = `${request.method} ${request.url.slice(0, 300)} ${String(request.body ?? '').slice(0, 1_000)}\n→ ${answer.status} ${answer.text.slice(0, 300)}\n${problems.join('\n')}`;
  expect(answer.status, about).toBeLessThan(500);
  if (answer.status >= 400 && !(isPage && answer.contentType.includes('html'))) {
    expect(answer.contentType, about).toContain('application/json');
    const body = ErrorBody.safeParse(JSON.parse(answer.text));
    expect(body.success, about).toBe(true);
    expect(answer.headers['x-request-id'], about).toBe(body.data?.requestId);
  }
  const said = answer.text + JSON.stringify(answer.headers);
  const { cookie = '', authorization = '' } = request.headers ?? {};
  for (const secret of [...secrets, cookie.split('=').pop()!, authorization].filter((value) => value.length > 20))
    expect(said.includes(secret), `${about}: echoes a secret`).toBe(false);
  expect(said, about).not.toMatch(/SELECT |INSERT |UPDATE `|ER_[A-Z]+_|SQLITE_|node_modules|\.ts:\d+/);
  return answer;
}

const segment = (value: unknown) =>
  encodeURIComponent(typeof value === 'string' ? wellFormed(value) : (JSON.stringify(value) ?? ''));
/** Half a surrogate pair cannot be written in a request line. */
const wellFormed = (text: string) =>
  text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');

function urlOf(endpoint: AnyEndpoint, params: unknown, query: unknown): string {
  const given = Object(params) as Record<string, unknown>;
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => segment(given[name] ?? 'x') || 'x');
  if (typeof query !== 'object' || query === null) return query === undefined ? path : `${path}?${segment(query)}`;
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined)
      .map((item) => `${segment(name)}=${segment(item)}`),
  );
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

/** How a body may arrive besides as JSON. */
const contentTypes = fc.constantFrom(
  'application/json',
  'application/json',
  'text/plain',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'image/png',
  '',
);

function bodyFor(endpoint: AnyEndpoint): fc.Arbitrary<string | Buffer> {
  if (!endpoint.body && endpoint.method === 'GET') return fc.constant('');
  const json = inputFor(endpoint.body, known).map((value) => JSON.stringify(value) ?? '');
  const broken = fc.oneof(
    fc.constantFrom(
      '',
      '{',
      '[]',
      'null',
      '"',
      '{"__proto__":{"polluted":1}}',
      '[[[[[[',
      `{"a":${'['.repeat(5_000)}`,
      '\uFEFF{}',
    ),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    anyJson.map((value) => JSON.stringify(value) ?? ''),
  );
  return fc.oneof({ weight: 7, arbitrary: json }, { weight: 1, arbitrary: broken });
}

describe('whatever is sent, the answer is a clear one', () => {
  test('at every endpoint of every audience', { timeout: 600_000 }, async () => {
    const failures: string[] = [];
    const succeeded = new Set<AnyEndpoint>();
    for (const endpoint of inTurn(api.endpoints)) {
      known = await withWhatIsThere(server, given);
      const cases = fc.record({
        role: fc.constantFrom('admin', 'admin', 'admin', 'admin', 'lina', 'zhangwei'),
        params: inputFor(endpoint.params, known),
        query: inputFor(endpoint.query, known),
        body: bodyFor(endpoint),
        contentType: contentTypes,
      });
      const run = fc.assert(
        fc.asyncProperty(cases, async ({ role, params, query, body, contentType }) => {
          const headers = { ...(await headersFor(endpoint, role)), 'content-type': contentType };
          const request = { method: endpoint.method, url: urlOf(endpoint, params, query), headers, body };
          const { status } = await check(request, /^\/(auth\/|t\/:key$)/.test(endpoint.path));
          if (status < 400) succeeded.add(endpoint);
        }),
        { numRuns: CASES_PER_ENDPOINT, seed: SEED, endOnFailure: true },
      );
      await run.catch((error: Error) => failures.push(describeError(error.cause ?? error, 3_000)));
    }
    expect(failures.join('\n\n')).toBe('');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(dispatched).toBeGreaterThan(8_000);
    // Or else all of it was turned away at the door.
    expect(succeeded.size).toBeGreaterThan(0.6 * api.endpoints.length);
  });

  test('at addresses and with methods that do not exist, and with broken request lines', async () => {
    const text = nastyText.map((value) => segment(value));
    const path = fc.oneof(
      fc.array(text, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
      fc.constantFrom(...api.endpoints.map((endpoint) => endpoint.path)),
      fc.constantFrom(
        '/%',
        '/%zz',
        '/api/%E0%A4%A',
        '//',
        '/api/../../etc/passwd',
        '/%2e%2e/%2e%2e/etc/passwd',
        '/assets/..%2f..%2fpackage.json',
        '/api/customers?limit=%',
        '*',
        'http://[bad',
        '/manager/../../x',
      ),
    );
    const method = fc.constantFrom(
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'HEAD',
      'TRACE',
      'PROPFIND',
      'X',
    );
    const header = fc.dictionary(
      fc.constantFrom(
        'cookie',
        'authorization',
        'origin',
        'x-zhike-csrf',
        'x-forwarded-for',
        'host',
        'accept',
        'content-length',
        'if-none-match',
        'range',
      ),
      fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.constantFrom('%', '=;=', '[::', 'http://[', 'Bearer ', '-1', '99999999999999999999'),
      ),
      { maxKeys: 4 },
    );
    await fc.assert(
      fc.asyncProperty(method, path, header, async (verb, url, headers) => {
        // An answer to HEAD has no body to be looked at.
        const request = { method: verb, url, headers };
        if (verb === 'HEAD') expect((await dispatch(api.handle, request)).status).toBeLessThan(500);
        else await check(request, true);
      }),
      { numRuns: CASES_ELSEWHERE, seed: SEED, endOnFailure: true },
    );
  });

  test('a list that is an object with a length of its own making', async () => {
    const headers = { ...(await server.api.as('admin').headers()), 'content-type': 'application/json' };
    for (const length of [{ toString: 'x' }, [{ valueOf: 1, toString: null }]]) {
      const body = JSON.stringify({ fieldIds: { length } });
      const answer = await check({ method: 'PUT', url: reorderCustomFields.path, headers, body });
      expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('request.invalid') });
    }
  });

  test('bodies too big are refused, with or without a length', async () => {
    const endpoint = api.endpoints.find((one) => one.method === 'POST' && one.path === '/api/channels')!;
    const headers = await server.api.as('admin').headers();
    const body = JSON.stringify({ name: 'x'.repeat(1_100_000) });
    for (const length of [String(body.length), '0'])
      expect(
        (await check({ method: 'POST', url: endpoint.path, headers: { ...headers, 'content-length': length }, body }))
          .status,
      ).toBe(413);
  });
});
