import type { EndpointResponse } from '@zhike/shared/contracts/endpoint';
import {
  openApiDocument,
  openGetCustomer,
  openGetTimeline,
  openListContactWays,
  openListCustomers,
} from '@zhike/shared/contracts/open-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPersonInWechat, givenRepInWecom, sandboxOf, settleStory } from '../../test/sandbox-story.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let externalUserIds: string[];
beforeAll(async () => {
  server = await startTestServer({ sandbox: true });
  await givenRepInWecom(server, 'zhangwei', '张伟');
  externalUserIds = [];
  for (const name of ['甲', '乙', '丙']) {
    const externalUserId = await givenPersonInWechat(server, name);
    await sandboxOf(server).control('POST /control/friends/add', { body: { userId: 'zhangwei', externalUserId } });
    await sandboxOf(server).control('POST /control/clock', { body: { advanceMs: 2000 } });
    externalUserIds.push(externalUserId);
  }
  await settleStory(server);
});
afterAll(() => server.close());

test('customers come page by page, newest first, each once', async () => {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page: EndpointResponse<typeof openListCustomers> = (
      await server.api.open.call(openListCustomers, { query: { limit: 2, cursor } })
    ).body;
    names.push(...page.items.map((customer) => customer.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(names).toEqual(['丙', '乙', '甲']);
});

test('a customer is told with relations, tags and owner; her timeline begins with the adding', async () => {
  const [externalUserId = ''] = externalUserIds;
  const detail = await server.api.open.call(openGetCustomer, { params: { externalUserId } });
  expect(detail.body).toMatchObject({
    name: '甲',
    externalUserId,
    relations: [{ userId: 'zhangwei', status: 'active' }],
    tags: [],
  });
  const timeline = await server.api.open.call(openGetTimeline, { params: { externalUserId } });
  expect(timeline.body.items.at(-1)).toMatchObject({
    type: 'external_contact.added',
    data: { member: { userId: 'zhangwei' } },
  });
  for (const item of timeline.body.items) expect(item.type).toMatch(/^[a-z_]+\.[a-z_]+$/);
});

test('filters narrow the list, and nonsense is refused by name', async () => {
  const none = await server.api.open.call(openListCustomers, { query: { tag: 'et-unknown' } });
  expect(none.body.items).toEqual([]);
  const later = await server.api.open.call(openListCustomers, { query: { addedFrom: Date.now() + 86_400_000 } });
  expect(later.body.items).toEqual([]);
  const bad = await server.api.request('GET', '/openapi/v1/customers?limit=9999', {
    headers: { authorization: 'Bearer open-api-key-of-the-tests-0123' },
  });
  expect(bad).toMatchObject({
    status: 400,
    body: { code: 'request.invalid', details: { issues: [{ path: 'query.limit' }] } },
  });
  const cursor = await server.api.open.call(openListCustomers, { query: { cursor: 'garbage' } });
  expect(cursor.status).toBe(400);
});

test('without the key nothing is told', async () => {
  for (const path of ['/openapi/v1/customers', '/openapi/v1/contact-ways', '/openapi/v1/openapi.json']) {
    expect((await server.api.request('GET', path)).status).toBe(401);
    expect(
      (await server.api.request('GET', path, { headers: { authorization: 'Bearer open-api-key-of-the-tests-0124' } }))
        .status,
    ).toBe(401);
  }
});

test('an unknown customer is not found', async () => {
  const answer = await server.api.open.call(openGetCustomer, { params: { externalUserId: 'wmNobody' } });
  expect(answer).toMatchObject({ status: 404, body: { code: 'customer.not_archived' } });
  expect((await server.api.open.call(openListContactWays)).body).toEqual({ items: [], nextCursor: null });
});

test('the document describes every route, and every reference in it leads somewhere', async () => {
  const { body } = await server.api.open.call(openApiDocument);
  expect(body.openapi).toBe('3.1.0');
  expect(Object.keys(body.paths as object).sort()).toEqual([
    '/openapi/v1/contact-ways',
    '/openapi/v1/customers',
    '/openapi/v1/customers/{externalUserId}',
    '/openapi/v1/customers/{externalUserId}/timeline',
  ]);
  const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!.split('/'));
  expect(references.length).toBeGreaterThan(5);
  for (const steps of references)
    expect(
      steps.reduce((at: unknown, step) => (at as Record<string, unknown> | undefined)?.[step], body),
      steps.join('/'),
    ).toBeDefined();
});
