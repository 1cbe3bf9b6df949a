import { openLinkInMiniProgram } from '@zhike/shared/contracts/customer-app';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { givenLink, givenMaterial } from '../../server/src/test/given-link.ts';
import { startTestServer, type TestServer } from '../../server/src/test/start-test-server.ts';
import { BUILT_IN_ORIGIN, built } from './built.ts';
import { nodesOf, type PageNode } from './page-tree.ts';
import { startWeapp } from './weapp-host.ts';
import type { Phone } from './wx-stand-in.ts';

const PAGE = 'pages/material/index';

let server: TestServer;
let key: string;

beforeAll(async () => {
  await built('weapp');
  server = await startTestServer({ sandbox: { demo: true } });
  const { id: materialId } = await givenMaterial(server, { title: '春季产品手册' });
  ({ key } = await givenLink(server, { materialId, userId: 'zhangwei' }));
}, 120_000);
afterAll(() => server.close());

async function givenPhone(changes: Partial<Phone> = {}): Promise<Phone> {
  const sandbox = server.sandbox!;
  const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name: '林晓雨' } });
  return {
    server: { builtIn: BUILT_IN_ORIGIN, real: server.origin },
    online: true,
    login: async () => (await sandbox.control('POST /control/wechat/login-code', { body: { externalUserId } })).code,
    storage: new Map(),
    requests: [],
    ...changes,
  };
}

function open(phone: Phone, query: Record<string, string> = { key }) {
  const weapp = startWeapp(phone);
  const page = weapp.open(PAGE, query);
  /** Where the page inside leads; undefined while there is none. */
  const webView = () =>
    nodesOf(page.root())
      .flatMap((node: PageNode) => Object.values(node))
      .find((value): value is string => typeof value === 'string' && value.startsWith(`${BUILT_IN_ORIGIN}/t/`));
  return { ...weapp, page, webView };
}

test('a card opens what was sent in the person’s name, after a silent sign-in', async () => {
  const phone = await givenPhone();
  const { webView } = open(phone);
  await vi.waitFor(() => expect(webView()).toBeDefined(), 5_000);
  const path = webView()!.slice(BUILT_IN_ORIGIN.length);
  expect(path.startsWith(`/t/${key}?`)).toBe(true);
  const page = await fetch(`${server.origin}${path}`, { redirect: 'manual' });
  expect(page.headers.get('location')).toBe(`/t/${key}`);
  expect(page.headers.get('set-cookie')).toContain('zhike_visitor=');
  const asked = openLinkInMiniProgram.path.replace(':linkKey', key);
  expect(phone.requests).toEqual(['POST /api/customer/sign-in 200', `POST ${asked} 200`]);
});

test('who forwards it passes her own link on, once she has one', async () => {
  const { page, webView } = open(await givenPhone());
  await vi.waitFor(() => expect(webView()).toBeDefined(), 5_000);
  const imageUrl = `${BUILT_IN_ORIGIN}/t/${key}/cover`;
  expect(page.forward()).toEqual({ title: '春季产品手册', path: `/pages/material/index?key=${key}`, imageUrl });
  expect(page.forward(`${BUILT_IN_ORIGIN}/t/Own4567890`)).toMatchObject({
    path: '/pages/material/index?key=Own4567890',
    imageUrl: `${BUILT_IN_ORIGIN}/t/Own4567890/cover`,
  });
});

test('a link that leads nowhere says so, also when it cannot be one', async () => {
  const phone = await givenPhone();
  const { page } = open(phone, { key: 'AAAAAAAAAA' });
  await vi.waitFor(() => expect(page.texts()[0]).toBe('没有找到这份资料'), 5_000);
  phone.requests.length = 0;
  for (const query of [{ key: '../../secret' }, {}]) {
    const broken = open(phone, query as Record<string, string>);
    await vi.waitFor(() => expect(broken.page.texts()[0]).toBe('没有找到这份资料'), 5_000);
  }
  expect(phone.requests).toEqual([]);
});

test('without a network it says so, and opens by itself once it is back', async () => {
  const { page, device, webView } = open(await givenPhone({ online: false }));
  await vi.waitFor(() => expect(page.texts()).toContain('网络已断开'), 5_000);
  device.setOnline(true);
  await vi.waitFor(() => expect(webView()).toBeDefined(), 5_000);
});
