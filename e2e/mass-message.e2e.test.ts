import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { findBarriers } from './lib/find-barriers.ts';
import { signIn } from './lib/sign-in.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';

const NOBODY_YET = /^401 GET \/api\/me/;
const TEXT = '春季新品到店,欢迎来店里坐坐';

const expectNoOverflow = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBeLessThanOrEqual(0);

describe.skipIf(!hasBrowser)('mass messages', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await product.sandbox.control('POST /control/settings', { body: { massDispatchMs: 0 } });
    await product.settle();
  });
  afterAll(() => product?.close());
  afterEach(async ({ task }) => {
    await product?.endTest(task);
    await product?.closePages();
  });

  test('one is written, started, confirmed by a rep, and its results open by outcome, also on a narrow screen', async () => {
    const opened = await product.open({ width: 1440, expected: [NOBODY_YET] });
    const { page } = opened;
    await signIn(page, `${product.origin}/manager/#/mass-messages`, ADMIN.name);
    await page.getByText('还没有群发').waitFor();
    await page.getByRole('button', { name: '新建群发' }).first().click();
    await page.getByPlaceholder('例如:春季新品').fill('春季新品');
    await page.getByLabel('文字', { exact: true }).fill(TEXT);
    await page.getByRole('region', { name: '客户看到的样子' }).getByText(TEXT).waitFor();
    await page.getByRole('button', { name: '全部客户' }).click();
    await page.getByText(/将请 \d+ 位员工确认,发给 \d+ 位客户/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await opened.photograph('mass-editor');
    await page.setViewportSize({ width: 300, height: 800 });
    await expectNoOverflow(page);
    await opened.photograph('mass-editor-narrow');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: '开始群发' }).click();
    await page.getByRole('button', { name: '现在开始' }).click();
    await page.getByRole('heading', { level: 1, name: '春季新品' }).waitFor();
    await product.settle();
    await page.getByText('等员工确认').waitFor();

    const { items } = await product.sandbox.control('GET /control/members/:userId/mass-tasks', {
      params: { userId: 'lina' },
      query: {},
    });
    await product.sandbox.control('POST /control/members/:userId/mass-tasks/:msgId/send', {
      params: { userId: 'lina', msgId: items[0]!.msgId },
      body: {},
    });
    await product.moveClockTo(product.clock.now() + 6 * 60_000);
    await product.scheduler!.tick();
    await product.settle();
    await page.getByRole('row', { name: /李娜 已确认/ }).waitFor();
    await page.getByRole('button', { name: /^已收到 / }).click();
    await page.getByRole('cell', { name: '已收到', exact: true }).first().waitFor();
    await page.getByRole('button', { name: '提醒没确认的员工' }).click();
    await page.getByText(/已提醒 \d+ 位员工/).waitFor();
    await page.mouse.move(700, 5);
    expect(await findBarriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await opened.photograph('mass-progress');
    await page.setViewportSize({ width: 300, height: 800 });
    await expectNoOverflow(page);
    await opened.photograph('mass-progress-narrow');

    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: '取消群发' }).click();
    await page.locator('.t-dialog').getByRole('button', { name: '取消群发' }).click();
    await page.getByText('已取消').first().waitFor();
  });

  test('a moment is written, published by a rep, liked by a customer, and shown to whoever asked for it', async () => {
    await product.sandbox.control('POST /control/settings', { body: { momentJobMs: 0 } });
    const opened = await product.open({ width: 1440, expected: [NOBODY_YET] });
    const { page } = opened;
    await signIn(page, `${product.origin}/manager/#/moments`, ADMIN.name);
    await page.getByText('还没有朋友圈').waitFor();
    await page.getByRole('button', { name: '新建朋友圈' }).first().click();
    await page.getByLabel('文字', { exact: true }).fill(TEXT);
    expect(await findBarriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 300, height: 800 });
    await expectNoOverflow(page);
    await opened.photograph('moment-editor-narrow');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: '请员工发表' }).click();
    await page.locator('.t-dialog').getByRole('button', { name: '请员工发表' }).click();
    await page.getByText('正在请企业微信创建').waitFor();
    await product.settle();
    const pass = async (minutes: number) => {
      await product.moveClockTo(product.clock.now() + minutes * 60_000);
      await product.scheduler!.tick();
      await product.settle();
    };
    await pass(2);
    const { items } = await product.sandbox.control('GET /control/members/:userId/moments', {
      params: { userId: 'lina' },
      query: {},
    });
    const params = { userId: 'lina', momentId: items[0]!.momentId };
    await product.sandbox.control('POST /control/members/:userId/moments/:momentId/publish', { params });
    const people = await product.sandbox.control('GET /control/customers', { query: { limit: '100' } });
    for (const { externalUserId } of people.items) {
      const seen = await product.sandbox.control('GET /control/customers/:externalUserId/moments', {
        params: { externalUserId },
        query: {},
      });
      if (seen.items.length === 0) continue;
      await product.sandbox.control('POST /control/members/:userId/moments/:momentId/like', {
        params,
        body: { by: externalUserId },
      });
      break;
    }
    await pass(6);
    await page.getByRole('row', { name: /李娜 已发表/ }).waitFor();
    await page.getByRole('cell', { name: '点赞', exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await opened.photograph('moment-progress');
    await page.setViewportSize({ width: 300, height: 800 });
    await expectNoOverflow(page);
  });
});
