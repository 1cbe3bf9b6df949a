import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { openBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { execute } from '../server/src/platform/database/sql.ts';
import { givenLink, givenMaterial } from '../server/src/test/given-link.ts';
import { givenMember } from '../server/src/test/given-member.ts';
import { spreadVideo } from '../server/src/test/small-video.ts';
import { startTestServer, type TestServer } from '../server/src/test/start-test-server.ts';
import { customerPhones, leave, problemsOf } from './lib/customer-phone.ts';
import { findBarriers } from './lib/find-barriers.ts';
import { visitorMaterials } from './lib/visitor-materials.ts';

let server: TestServer;
let browser: Awaited<ReturnType<typeof openBrowser>>;
const phones = customerPhones(() => browser);
const { upload, openBrochure, visitTo } = visitorMaterials(() => server, phones);

beforeAll(async () => {
  await ensureBuilt(['sidebar']);
  server = await startTestServer();
  browser = await openBrowser();
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await givenMember(server, { userId: 'zhangwei', name: '张伟' });
}, 180_000);
afterAll(async () => {
  await phones.close();
  await browser.close();
  await server.close();
});

test('a video that the network fails goes on where it was, with all that was watched; what is gone leads to the rep', {
  timeout: 120_000,
}, async () => {
  const bytes = spreadVideo(400_000);
  const assetId = await upload('video', '样板间.mp4', bytes);
  const { id } = await givenMaterial(server, { content: { kind: 'video', assetId } });
  const { key } = await givenLink(server, { materialId: id, userId: 'zhangwei' });
  const page = await phones.open();
  const file = `**/media/${assetId}`;
  // The line breaks after half of the film.
  const some = Math.floor(bytes.length / 2);
  await page.route(file, (route) =>
    route.request().headers().range === 'bytes=0-'
      ? route.fulfill({
          status: 206,
          headers: { 'content-range': `bytes 0-${some - 1}/${bytes.length}`, 'accept-ranges': 'bytes' },
          contentType: 'video/mp4',
          body: bytes.subarray(0, some),
        })
      : route.abort(),
  );
  await page.goto(`${server.origin}/t/${key}`);
  const video = page.getByLabel('产品手册');
  const at = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  const trouble = page.getByRole('alert');
  await video.press('Space');
  await trouble.getByText('网络不好,视频没有加载出来').waitFor({ timeout: 60_000 });
  const place = await at();
  expect(place).toBeGreaterThan(1);
  expect(await findBarriers(page)).toEqual([]);

  await page.unroute(file);
  await trouble.getByRole('button', { name: '再试一次' }).tap();
  await trouble.waitFor({ state: 'hidden' });
  expect(await at()).toBeGreaterThanOrEqual(place - 0.5);
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.ended), { timeout: 30_000 }).toBe(true);
  await page.waitForTimeout(1_200);
  await leave(page);
  await expect.poll(() => visitTo(id), { timeout: 10_000, interval: 500 }).toMatchObject({ nth: 1, percent: 100 });

  await page.route(file, (route) => route.abort());
  await page.goto(`${server.origin}/t/${key}`);
  await trouble.getByText('网络不好,视频没有加载出来').waitFor();
  await server.db.transaction((tx) => execute(tx, 'UPDATE material SET is_retired = 1 WHERE id = ?', [id]));
  await page.unroute(file);
  await trouble.getByRole('button', { name: '再试一次' }).tap();
  await trouble.getByText('这段视频已经不在了').waitFor();
  await trouble.getByText('在聊天里问问张伟').waitFor();
  await trouble.getByRole('button', { name: '刷新页面' }).tap();
  await page.getByText('这份资料已不再提供').waitFor();
});

test('every page of a brochure comes small first, then sharp; far from her nothing comes, and what she flings past is given up', {
  timeout: 120_000,
}, async () => {
  const asked = new Set<string>();
  const { page } = await openBrochure(14, { width: 300, height: 400 }, (phone) =>
    phone.on('request', (request) => {
      const [, what] = /\/t\/[^/]+\/((?:pages|thumbnails)\/\d+)/.exec(request.url()) ?? [];
      if (what) asked.add(what);
    }),
  );
  const first = page.getByRole('img', { name: '第 1 页,共 14 页' });
  const isThere = (picture: typeof first) =>
    picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 1080);
  await expect.poll(() => isThere(first)).toBe(true);
  await page.waitForTimeout(500);
  expect([...asked].at(-1)).toBe('pages/3');
  expect([...asked].sort()).toEqual([1, 2, 3].flatMap((number) => [`pages/${number}`, `thumbnails/${number}`]).sort());

  const held: (() => void)[] = [];
  await page.route('**/pages/*', (route) => new Promise<void>((go) => held.push(() => go(route.continue()))));
  const heightOf = () => page.evaluate(() => document.documentElement.scrollHeight);
  const height = await heightOf();
  asked.clear();
  for (let number = 4; number <= 9; number += 1) {
    await page.evaluate((index) => document.querySelectorAll('.page')[index]!.scrollIntoView(), number - 1);
    await page.waitForTimeout(100);
  }
  const small = page.locator('.page').nth(8).locator('img').first();
  await expect.poll(() => small.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(270);
  const sharp = page.getByRole('img', { name: '第 9 页,共 14 页' });
  expect(await isThere(sharp)).toBe(false);
  expect(asked).not.toContain('thumbnails/13');
  // Page 5 was in view for a moment: nobody waits for it any more.
  expect(await page.locator('.page').nth(4).locator('img[src]').count()).toBe(0);

  for (const go of held) go();
  await page.unroute('**/pages/*');
  await expect.poll(() => isThere(sharp)).toBe(true);
  expect(await page.locator('.page').nth(8).locator('img').count()).toBe(1);
  expect(await heightOf()).toBe(height);
  expect(problemsOf(page)).toEqual([]);
});
