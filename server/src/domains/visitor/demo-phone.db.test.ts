import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenLink, givenMaterial } from '../../test/given-link.ts';
import { givenMember } from '../../test/given-member.ts';
import { insertRows, select } from '../../platform/database/sql.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const OFFICIAL = { officialAppid: 'wx3d81f6a27c09be54', officialSecret: 'official-secret-of-the-tests' };

let server: TestServer;
let key: string;
let materialId: string;
/** The one browser that plays all phones, with its one jar of cookies. */
const jar = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer({
    sandbox: { settings: { unionIdForBaseScope: true }, credentials: OFFICIAL },
    demo: true,
    env: { WECHAT_OA_APP_ID: OFFICIAL.officialAppid, WECHAT_OA_SECRET: OFFICIAL.officialSecret },
  });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'zhangwei', name: '张伟' });
  ({ id: materialId } = await givenMaterial(server));
  ({ key } = await givenLink(server, { materialId, userId: 'zhangwei' }));
});
afterAll(() => server.close());

async function get(url: string): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const isOurs = url.startsWith(server.origin);
  const response = await fetch(url, {
    headers: { 'sec-fetch-dest': 'iframe', ...(isOurs ? { cookie } : {}) },
    redirect: 'manual',
  });
  if (isOurs)
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (/Max-Age=0/.test(line)) jar.delete(name!);
      else jar.set(name!, value!);
    }
  return response;
}

/** What a frame named for a phone does with a link: runs the little page, and follows where it is led. */
async function openOn(phoneId: string): Promise<{ token: string; wasAsked: boolean }> {
  let wasAsked = false;
  let response = await get(`${server.origin}/t/${key}`);
  expect(await response.clone().text()).toContain('zhike_demo_phone');
  jar.set('zhike_demo_phone', phoneId);
  response = await get(`${server.origin}/t/${key}`);
  while (response.status === 302) {
    const to = new URL(response.headers.get('location')!, server.origin);
    // The sandbox's page reads the frame's name as well.
    if (to.origin === server.sandbox!.origin) {
      to.searchParams.set('phone', phoneId);
      wasAsked = true;
    }
    response = await get(to.href.replace(/#.*$/, ''));
  }
  const html = await response.text();
  const page = JSON.parse(/<script type="application\/json" id="page">(.*?)<\/script>/s.exec(html)![1]!);
  expect(jar.has('zhike_demo_phone')).toBe(false);
  return { token: page.token.value, wasAsked };
}

const read = (token: string, visit: string) =>
  server.api.request('POST', '/api/visits/beats', {
    headers: { 'user-agent': 'Mozilla/5.0 Chrome/140' },
    body: { key, token, visit, seq: 1, seconds: 3, percent: 10, phone: 'a' },
  });

test('in the demo WeChat tells who opens a forwarded link: a customer on her own phone is recognised, each phone by itself', async () => {
  const people = [];
  for (const name of ['林晓雨', '顾言']) {
    const { externalUserId } = await server.sandbox!.control('POST /control/customers', { body: { name } });
    const person = await server.sandbox!.control('GET /control/customers/:externalUserId', {
      params: { externalUserId },
    });
    const customer = await givenCustomer(server, { name, externalUserId });
    await server.db.transaction((tx) =>
      insertRows(tx, 'customer_identity', [
        { kind: 'unionid', value: person.unionId!, customer_id: customer.id, created_at: 1 },
      ]),
    );
    people.push({ ...person, name });
  }
  const [lin, gu] = people as [(typeof people)[number], (typeof people)[number]];
  const first = await openOn(gu.phoneId);
  expect(first.wasAsked).toBe(true);
  expect((await read(first.token, 'g'.repeat(24))).status).toBe(200);
  const second = await openOn(lin.phoneId);
  expect(second.wasAsked).toBe(true);
  expect(second.token).not.toBe(first.token);
  await read(second.token, 'l'.repeat(24));
  // Within a day nobody is asked twice, and the phone is still known.
  expect(await openOn(lin.phoneId)).toEqual({ token: second.token, wasAsked: false });
  const rows = await select<{ name: string; known_by: string }>(
    server.db.read,
    `SELECT c.name, o.known_by FROM visit v JOIN visitor o ON o.id = v.visitor_id JOIN customer c ON c.id = v.customer_id
      WHERE v.subject_id = ? ORDER BY c.name`,
    [materialId],
  );
  expect(rows.map((row) => [row.name, row.known_by]).toSorted()).toEqual(
    [
      ['林晓雨', 'wechat'],
      ['顾言', 'wechat'],
    ].toSorted(),
  );
});
