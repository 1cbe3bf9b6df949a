import { Readable } from 'node:stream';
import type { MaterialContent } from '@zhike/shared/contracts/material-content';
import { listVisits } from '@zhike/shared/contracts/touch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { openBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { DepartmentRow } from '../server/src/domains/corp/entity.ts';
import type { MemberViewer } from '../server/src/domains/corp/viewer.ts';
import { MaterialRow } from '../server/src/domains/material/entity.ts';
import { uploadAsset } from '../server/src/domains/media/upload-asset.ts';
import { givenCustomer } from '../server/src/test/given-customer.ts';
import { givenLink, givenMaterial } from '../server/src/test/given-link.ts';
import { givenMember } from '../server/src/test/given-member.ts';
import { startTestServer, type TestServer } from '../server/src/test/start-test-server.ts';
import { customerPhones, leave, problemsOf } from './lib/customer-phone.ts';
import { findBarriers } from './lib/find-barriers.ts';

let server: TestServer;
let browser: Awaited<ReturnType<typeof openBrowser>>;
const phones = customerPhones(() => browser);

beforeAll(async () => {
  await ensureBuilt(['sidebar']);
  server = await startTestServer();
  browser = await openBrowser();
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'zhangwei', name: '张伟', position: '客户经理' });
}, 180_000);
afterAll(async () => {
  await phones.close();
  await browser.close();
  await server.close();
});

const visitsTo = async (materialId: string) =>
  (await server.api.as('admin').call(listVisits, { query: { materialId } })).body.items;
const long = Array.from({ length: 60 }, (_, index) => `<p>第 ${index + 1} 段:我们怎样帮助客户缩短工期。</p>`).join('');

describe('what a customer opens', () => {
  test('is followed as she reads on, and passed on by her own link', { timeout: 120_000 }, async () => {
    const zhangsan = await givenCustomer(server, { name: '张三', friendsOf: ['zhangwei'] });
    const { id: materialId } = await givenMaterial(server, { content: { kind: 'article', html: long, author: '' } });
    const { key } = await givenLink(server, { materialId, userId: 'zhangwei', customerId: zhangsan.id });
    const hers = await phones.open();
    await hers.goto(`${server.origin}/t/${key}`);
    await hers.getByRole('heading', { name: '产品手册' }).waitFor();
    await hers.getByText('张伟').waitFor();
    expect(await visitsTo(materialId)).toEqual([]);
    await hers.waitForURL((url) => url.pathname !== `/t/${key}`, { timeout: 15_000 });
    const ownAddress = hers.url();
    const [first] = await visitsTo(materialId);
    expect(first).toMatchObject({ customer: { id: zhangsan.id }, nth: 1, isReading: true });
    expect(first!.percent).toBeLessThan(50);

    await hers.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await hers.waitForTimeout(1_200);
    // Before she leaves: where she goes there is no icon for the browser's tab.
    expect(problemsOf(hers)).toEqual([]);
    await leave(hers);
    await expect
      .poll(async () => (await visitsTo(materialId))[0], { timeout: 10_000 })
      .toMatchObject({ percent: 100, isReading: false });

    const friend = await phones.open();
    await friend.goto(ownAddress);
    await friend.waitForURL((url) => url.href !== ownAddress, { timeout: 15_000 });
    const [second] = await visitsTo(materialId);
    expect(second).toMatchObject({ customer: null, via: { id: zhangsan.id, name: '张三' } });

    await hers.goto(ownAddress);
    await expect
      .poll(async () => (await visitsTo(materialId))[0], { timeout: 15_000 })
      .toMatchObject({ customer: { id: zhangsan.id }, via: null, nth: 2 });
  });

  test('a link leads on at once, and is counted all the same', { timeout: 60_000 }, async () => {
    const url = `${server.origin}/healthz`;
    const { id: materialId } = await givenMaterial(server, { content: { kind: 'link', url } });
    const { key } = await givenLink(server, { materialId, userId: 'zhangwei' });
    const page = await phones.open();
    await page.goto(`${server.origin}/t/${key}`);
    await page.waitForURL(url);
    await expect.poll(() => visitsTo(materialId), { timeout: 10_000 }).toHaveLength(1);
  });

  test('a glance of two seconds is no visit', { timeout: 60_000 }, async () => {
    const { id: materialId } = await givenMaterial(server);
    const { key } = await givenLink(server, { materialId, userId: 'zhangwei' });
    const page = await phones.open();
    await page.goto(`${server.origin}/t/${key}`);
    await page.waitForTimeout(1_500);
    await leave(page);
    await page.waitForTimeout(1_000);
    expect(await visitsTo(materialId)).toEqual([]);
  });

  test('a video that this phone cannot play says so and whom to ask, and what it is about stays readable', {
    timeout: 60_000,
  }, async () => {
    const { id: assetId } = await uploadAsset(
      server.deps,
      { userId: 'admin', role: 'admin', scope: { kind: 'all' } } as MemberViewer,
      {
        kind: 'video',
        name: '样板间.mp4',
        content: Readable.from([Buffer.from('\0\0\0\x20ftypisom and nothing more', 'latin1')]),
      },
    );
    const { id: materialId } = await givenMaterial(server, { content: { kind: 'video', assetId } });
    const { key } = await givenLink(server, { materialId, userId: 'zhangwei' });
    const page = await phones.open();
    await page.goto(`${server.origin}/t/${key}`);
    await page.getByRole('alert').getByText('这台手机播放不了这段视频').waitFor();
    await page.getByRole('alert').getByText('在聊天里问问张伟').waitFor();
    await page.getByText('一分钟了解我们').waitFor();
  });

  test('runs nothing that stands in its texts, not even in an article that nobody has cleaned', {
    timeout: 60_000,
  }, async () => {
    const nasty = (where: string) =>
      `${where}</script></title><script>ran.push('${where}')</script><img src=x onerror="ran.push('${where}')">`;
    await server.db.transaction((tx) =>
      tx.insert(DepartmentRow, { id: 1, name: nasty('corp'), parentId: 0, sort: 1, deletedAt: null }),
    );
    await givenMember(server, { userId: 'mallory', name: nasty('rep'), position: nasty('position') });
    const html = `${nasty('html')}<a href="javascript:ran.push('a')">点我</a><svg onload="ran.push('svg')"></svg>`;
    const times = { startsAt: Date.now() + 86_400_000, endsAt: Date.now() + 90_000_000 };
    const contents: MaterialContent[] = [
      { kind: 'article', html, author: nasty('author') },
      { kind: 'case', html, client: nasty('client'), industry: '', results: [{ label: nasty('label'), value: html }] },
      { kind: 'live', url: "javascript:ran.push('url')", ...times, host: nasty('host'), text: nasty('text') },
    ];
    const page = await phones.open();
    await page.addInitScript(() => Object.assign(window, { ran: [] }));
    const ran = () => page.evaluate(() => (window as unknown as { ran: string[] }).ran);
    for (const content of contents) {
      const { id: materialId } = await givenMaterial(server, {
        content,
        title: nasty('title'),
        description: nasty('description'),
      });
      const { key } = await givenLink(server, { materialId, userId: 'mallory' });
      await page.goto(`${server.origin}/t/${key}`);
      await page.getByRole('contentinfo').getByText(nasty('rep')).waitFor();
      await page.getByText(nasty('corp')).waitFor();
      await page.getByRole('heading', { name: nasty('title') }).waitFor();
      const link = page.locator('main a').last();
      if (await link.count()) await link.tap();
      await page.waitForTimeout(300);
      expect([content.kind, await ran()]).toEqual([content.kind, []]);
      // What it shows stands in the first of them, the program in the other.
      expect(await page.evaluate(() => document.head.querySelectorAll('script').length)).toBe(2);

      await server.db.transaction((tx) => tx.update(MaterialRow, { id: materialId }, { isRetired: true }));
      await page.goto(`${server.origin}/t/${key}`);
      await page.getByText(`请联系 ${nasty('rep')}`).waitFor();
      expect(await ran()).toEqual([]);
    }
  });

  test('without a connection it says so, and the next beat tells everything', { timeout: 60_000 }, async () => {
    const { id: materialId } = await givenMaterial(server, { content: { kind: 'article', html: long, author: '' } });
    const { key } = await givenLink(server, { materialId, userId: 'zhangwei' });
    const page = await phones.open();
    await page.goto(`${server.origin}/t/${key}`);
    await page.context().setOffline(true);
    await page.getByText('网络已断开').waitFor();
    await page.waitForTimeout(5_000);
    await page.context().setOffline(false);
    await expect
      .poll(async () => (await visitsTo(materialId))[0]?.seconds ?? 0, { timeout: 20_000 })
      .toBeGreaterThan(5);
  });

  test.each([
    ['article', { kind: 'article' as const, html: long, author: '市场部' }],
    [
      'case',
      {
        kind: 'case' as const,
        html: '<p>改造前后</p>',
        client: '某连锁酒店',
        industry: '酒店',
        results: [{ label: '工期', value: '缩短 30%' }],
      },
    ],
    [
      'live',
      {
        kind: 'live' as const,
        url: 'https://example.com/live',
        startsAt: Date.now() + 86_400_000,
        endsAt: Date.now() + 90_000_000,
        host: '李娜',
        text: '春季新品',
      },
    ],
  ])(
    'a page of the kind %s is readable by everybody, in light and dark, 300 pixels wide',
    {
      timeout: 60_000,
    },
    async (_kind, content) => {
      const { id: materialId } = await givenMaterial(server, { content });
      const { key } = await givenLink(server, { materialId, userId: 'zhangwei' });
      const page = await phones.open(300);
      await page.goto(`${server.origin}/t/${key}`);
      await page.getByRole('heading', { name: '产品手册' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(problemsOf(page)).toEqual([]);
    },
  );
});
