import { getMaterialStats } from '@zhike/shared/contracts/touch';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { openBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { obtainConsultantCode } from '../server/src/domains/customer-app/actions/obtain-consultant-code.ts';
import { execute } from '../server/src/platform/database/sql.ts';
import { startChannelTest } from '../server/src/test/channel-kit.ts';
import { givenLink, givenMaterial } from '../server/src/test/given-link.ts';
import { whitePng } from '../server/src/test/pictures.ts';
import { smallVideo } from '../server/src/test/small-video.ts';
import { customerPhones, leave, problemsOf } from './lib/customer-phone.ts';
import { findBarriers } from './lib/find-barriers.ts';
import { visitorMaterials } from './lib/visitor-materials.ts';

let kit: Awaited<ReturnType<typeof startChannelTest>>;
let server: (typeof kit)['server'];
let browser: Awaited<ReturnType<typeof openBrowser>>;
const phones = customerPhones(() => browser);
const { upload, openBrochure, visitTo } = visitorMaterials(() => server, phones);

beforeAll(async () => {
  await ensureBuilt(['sidebar']);
  kit = await startChannelTest();
  server = kit.server;
  browser = await openBrowser();
  await kit.givenRep('zhangwei', '张伟');
}, 180_000);
afterAll(async () => {
  await phones.close();
  await browser.close();
  await server.close();
});

/** Two fingers on the screen, left and right of its middle, that move from one distance to another. */
async function pinch(page: Page, y: number, from: number, to: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  for (let step = 0; step <= 12; step += 1) {
    const apart = from + ((to - from) * step) / 12;
    // Chromium multiplies places by the zoom it has reached; fingers know nothing of that.
    const zoom = await zoomOf(page);
    await client.send('Input.dispatchTouchEvent', {
      type: step === 0 ? 'touchStart' : 'touchMove',
      touchPoints: [-1, 1].map((side, id) => ({ x: (187 + (side * apart) / 2) / zoom, y: y / zoom, id })),
    });
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await client.detach();
}

/** As it is two pictures later: what was under way is shown by then. */
const zoomOf = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return visualViewport!.scale;
  });

test('a video plays; what she skipped was not watched, what played at double speed was', {
  timeout: 120_000,
}, async () => {
  const assetId = await upload('video', '样板间.mp4', smallVideo());
  const { id } = await givenMaterial(server, { content: { kind: 'video', assetId } });
  const { key } = await givenLink(server, { materialId: id, userId: 'zhangwei' });
  const page = await phones.open();
  const answers: [number, string | undefined][] = [];
  page.on('response', (answer) => {
    if (answer.url().includes('/media/')) answers.push([answer.status(), answer.headers()['content-range']]);
  });
  await page.goto(`${server.origin}/t/${key}`);
  const video = page.getByLabel('产品手册');
  const stateOf = () =>
    video.evaluate((element: HTMLVideoElement) => ({
      at: element.currentTime,
      duration: element.duration,
      ended: element.ended,
      error: element.error?.message ?? null,
    }));
  await expect.poll(stateOf).toEqual({ at: 0, duration: 14, ended: false, error: null });
  await video.press('Space');
  await expect.poll(async () => (await stateOf()).at, { timeout: 15_000 }).toBeGreaterThan(4);
  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = element.duration - 0.5;
  });
  await expect.poll(async () => (await stateOf()).ended, { timeout: 10_000, interval: 500 }).toBe(true);
  await expect
    .poll(async () => (await visitTo(id))?.percent ?? 0, { timeout: 15_000, interval: 500 })
    .toBeGreaterThan(25);
  await page.waitForTimeout(1_200);
  expect((await visitTo(id))!.percent).toBeLessThan(60);

  await video.evaluate((element: HTMLVideoElement) => {
    element.playbackRate = 2;
    return element.play();
  });
  await expect.poll(async () => (await stateOf()).ended, { timeout: 20_000 }).toBe(true);
  await page.waitForTimeout(1_200);
  const whole = `/${smallVideo().length}`;
  expect(answers.length).toBeGreaterThan(0);
  for (const [status, range] of answers) expect([status, range]).toEqual([206, expect.stringContaining(whole)]);
  expect(problemsOf(page)).toEqual([]);
  await leave(page);
  await expect
    .poll(() => visitTo(id), { timeout: 10_000, interval: 500 })
    .toMatchObject({ percent: 100, isReading: false });
  const { seconds } = (await visitTo(id))!;
  expect(seconds).toBeGreaterThan(9);
  expect(seconds).toBeLessThan(60);
});

test('two fingers make a page of a brochure large and small again, and she stays where she reads', {
  timeout: 120_000,
}, async () => {
  const { page } = await openBrochure(4, { width: 300, height: 400 });
  await page.evaluate(() => document.querySelectorAll('.page')[1]!.scrollIntoView());
  const counter = page.getByLabel('页码');
  await expect.poll(() => counter.textContent()).toBe('2 / 4');
  const place = await page.evaluate(() => scrollY);
  await pinch(page, 300, 80, 320);
  await expect.poll(() => zoomOf(page)).toBeGreaterThan(2);
  expect(await counter.textContent()).toBe('2 / 4');
  for (const _hand of [1, 2]) await pinch(page, 300, 320, 40);
  await expect.poll(() => zoomOf(page)).toBe(1);
  expect(await counter.textContent()).toBe('2 / 4');
  expect(Math.abs((await page.evaluate(() => scrollY)) - place)).toBeLessThan(40);
  expect(problemsOf(page)).toEqual([]);
});

test('a brochure of slides is read from its first page to its last, whichever she makes large', {
  timeout: 120_000,
}, async () => {
  const { id, page } = await openBrochure(6, { width: 480, height: 270 });
  const counter = page.getByLabel('页码');
  await page.waitForTimeout(3_500);
  expect(await counter.textContent()).toBe('1 / 6');
  await expect.poll(() => visitTo(id), { timeout: 10_000, interval: 500 }).toMatchObject({ page: 1 });

  // The third slide lies at the lower edge of the screen: she makes it large without scrolling.
  await pinch(page, 560, 60, 340);
  await expect.poll(() => zoomOf(page)).toBeGreaterThan(2);
  await expect.poll(() => counter.textContent()).toBe('3 / 6');
  await expect.poll(() => visitTo(id), { timeout: 20_000, interval: 500 }).toMatchObject({ page: 3 });
  for (const _hand of [1, 2]) await pinch(page, 560, 320, 40);
  await expect.poll(() => zoomOf(page)).toBe(1);

  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect.poll(() => counter.textContent()).toBe('6 / 6');
  await expect.poll(() => visitTo(id), { timeout: 20_000, interval: 500 }).toMatchObject({ page: 6, percent: 100 });

  await page.evaluate(() => document.querySelectorAll('.page')[3]!.scrollIntoView({ block: 'center' }));
  await expect.poll(() => counter.textContent()).toBe('4 / 6');
  await page.waitForTimeout(1_200);
  const address = page.url();
  await leave(page);
  for (const _time of ['again', 'and again']) {
    await page.goto(address);
    await expect.poll(() => counter.textContent()).toBe('4 / 6');
    await page.waitForTimeout(1_200);
  }
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const { body } = await server.api
    .as('admin')
    .call(getMaterialStats, { params: { materialId: id }, query: { from: day(-1), to: day(1) } });
  expect(body.byPage.map((one) => one.page)).toEqual(expect.arrayContaining([1, 3, 6]));
});

test('「联系我」shows the code of the rep, fits a small phone, and leads back', { timeout: 60_000 }, async () => {
  await kit.givenRep('lina', '李娜');
  await obtainConsultantCode(server.deps, { userId: 'lina', name: '李娜' });
  // WeCom's own codes are at an https address of its picture host.
  const code = 'https://wework.qpic.cn/wwpic/code/0';
  await server.db.transaction((tx) =>
    execute(
      tx,
      'UPDATE channel SET qr_code = ? WHERE id = (SELECT channel_id FROM consultant_code WHERE user_id = ?)',
      [code, 'lina'],
    ),
  );
  const { id: materialId } = await givenMaterial(server);
  const { key } = await givenLink(server, { materialId, userId: 'lina' });
  const page = await phones.open(320);
  await page.route(code, (route) => route.fulfill({ contentType: 'image/png', body: whitePng(430, 430) }));
  await page.goto(`${server.origin}/t/${key}`);
  const button = page.getByRole('button', { name: '联系我' });
  const dialog = page.getByRole('dialog', { name: '添加李娜' });

  await button.tap();
  const picture = dialog.getByRole('img', { name: '李娜的二维码' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(430);
  expect(await picture.getAttribute('src')).toBe(code);
  await dialog.getByText('长按识别二维码,添加李娜').waitFor();
  for (const part of [dialog, picture]) {
    const { x, y, width, height } = (await part.boundingBox())!;
    expect(Math.min(x, y, 320 - x - width, 667 - y - height)).toBeGreaterThanOrEqual(0);
  }
  // Square, and large enough for the camera of another phone.
  const { width, height } = (await picture.boundingBox())!;
  expect(Math.abs(width - height)).toBeLessThanOrEqual(1);
  expect(width).toBeGreaterThanOrEqual(180);
  expect(await findBarriers(page)).toEqual([]);

  await dialog.getByRole('button', { name: '关闭' }).tap();
  await dialog.waitFor({ state: 'detached' });
  const isBack = () => button.evaluate((element) => element === document.activeElement);
  expect(await isBack()).toBe(true);

  await button.press('Enter');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await isBack()).toBe(true);
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(problemsOf(page)).toEqual([]);
});

test('a code that does not come is told as such, and looked for again the next time', { timeout: 60_000 }, async () => {
  const { id: materialId } = await givenMaterial(server);
  const { key } = await givenLink(server, { materialId, userId: 'lina' });
  const page = await phones.open(320);
  await page.route('https://wework.qpic.cn/**', (route) => route.abort());
  await page.goto(`${server.origin}/t/${key}`);
  const dialog = page.getByRole('dialog', { name: '添加李娜' });
  await page.getByRole('button', { name: '联系我' }).tap();
  await dialog.getByText('二维码没有加载出来,请检查网络后再试一次。').waitFor();
  await dialog.getByRole('button', { name: '关闭' }).tap();
  await page.unroute('https://wework.qpic.cn/**');
  await page.route('https://wework.qpic.cn/**', (route) =>
    route.fulfill({ contentType: 'image/png', body: whitePng(430, 430) }),
  );
  await page.getByRole('button', { name: '联系我' }).tap();
  await dialog.getByText('长按识别二维码,添加李娜').waitFor();
});

test('while the script does not come, the page says what it is and how to open it again', {
  timeout: 60_000,
}, async () => {
  const { id: materialId } = await givenMaterial(server);
  const { key } = await givenLink(server, { materialId, userId: 'zhangwei' });
  const page = await phones.open();
  const scripts = /\/assets\/[^/]*\.js/;
  await page.route(scripts, (route) => route.abort());
  await page.goto(`${server.origin}/t/${key}`);
  await page.getByRole('heading', { name: '产品手册' }).waitFor();
  await page.getByText('点这里重新打开').waitFor({ timeout: 15_000 });
  expect(await findBarriers(page)).toEqual([]);
  await page.unroute(scripts);
  await page.getByText('点这里重新打开').tap();
  await page.getByText('正文').waitFor();
});
