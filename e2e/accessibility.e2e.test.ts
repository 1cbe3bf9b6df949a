import { listCustomers } from '@zhike/shared/contracts/customer-list';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDemoChannels } from '../scripts/lib/demo-channels.mjs';
import { makeDemoFields } from '../scripts/lib/demo-fields.mjs';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { findBarriers } from './lib/find-barriers.ts';
import { signIn } from './lib/sign-in.ts';
import { simulatedClient } from './lib/simulated-client.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';
import { walkNavigation } from './lib/walk-navigation.ts';

const REPS = ['张伟', '李娜', '王芳'];
const CUSTOMER = '林晓雨';
const SAID = '样板间的地板是哪一款';
const NEWCOMER = '何家豪';
const NOBODY_YET = /^401 GET \/api\/me/;
/** The narrowest window of a chat's sidebar. */
const NARROW = { width: 300, height: 800, userAgent: 'Mozilla/5.0 Chrome/129.0.0.0 Safari/537.36 wxwork/4.1.36' };

/** Screens as people find them after some work: codes, a customer who scanned one, her tags and tasks. */
describe.skipIf(!hasBrowser)('everybody can read and use', () => {
  let product: Product;
  let rep: string;
  let barriers: string[];

  beforeAll(async () => {
    product = await startProduct();
    await product.settle();
    const furnished = { origin: product.origin, admin: ADMIN.userId };
    await makeDemoChannels(furnished);
    await makeDemoFields(furnished);
    const { control } = product.sandbox;
    const [ways, people] = await Promise.all([
      control('GET /control/contact-ways', { query: { search: '春季展会' } }),
      control('GET /control/customers', { query: { search: CUSTOMER } }),
    ]);
    const { configId } = ways.items.find(({ remark }) => remark === '春季展会')!;
    const { externalUserId } = people.items[0]!;
    rep = (await control('POST /control/scan', { body: { externalUserId, configId } })).userId;
    // Who has been written to already is greeted no more.
    await product.settle();
    await control('POST /control/chats/:userId/:externalUserId/messages', {
      params: { userId: rep, externalUserId },
      body: { from: 'customer', text: SAID },
    });
    await product.settle();
  });

  afterAll(() => product?.close());

  beforeEach(() => {
    barriers = [];
  });

  afterEach(async ({ task }) => {
    await product?.endTest(task);
    await product?.closePages();
  });

  async function look(page: Page, what: string) {
    for (const barrier of await findBarriers(page)) barriers.push(`${what}, ${barrier}`);
  }

  test('the simulated client, from the offered story to the open sidebar', async () => {
    const { page } = await product.open();
    const client = simulatedClient(page);
    await page.goto(product.sandbox.origin);
    await page.getByRole('button', { name: '开始导览' }).waitFor();
    await look(page, 'first visit');

    await page.getByRole('button', { name: '我自己看看' }).click();
    await client.givePhoneTo(NEWCOMER);
    await client.scanCode('春季展会', REPS);
    await look(page, 'card of a rep');
    await client.addToContacts();
    await client.happened('收到了欢迎语').waitFor();
    await look(page, 'chat');
    await page.getByRole('button', { name: '故障' }).click();
    await look(page, 'faults');
    expect(barriers).toEqual([]);
  });

  test('the sidebar at its narrowest', async () => {
    const customers = await product.api.as(rep).call(listCustomers, { body: { q: CUSTOMER } });
    const { page } = await product.open({ ...NARROW, expected: [NOBODY_YET] });
    const lookAt = async (what: string) => {
      await look(page, what);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) barriers.push(`${what} is too wide by ${overflow}`);
    };
    await page.goto(`${product.origin}/auth/login?to=/sidebar/`);
    await page.locator(`a[href*="member=${rep}"]`).click();
    await page.waitForURL(`${product.origin}/sidebar/**`);

    await page.goto(`${product.origin}/sidebar/#/home`);
    await page.getByText(`首次联系「${CUSTOMER}`).first().waitFor();
    await lookAt('my day');
    await page.goto(`${product.origin}/sidebar/#/customers/${customers.body.items[0]!.id}`);
    await page.getByText('收到了欢迎语').waitFor();
    await lookAt('a customer');
    for (const tab of ['资料', '待办']) {
      await page.getByRole('tab', { name: tab }).click();
      await lookAt(tab);
    }
    for (const button of ['打标签', '记跟进', /^客户阶段:|^设置客户阶段$/]) {
      await page.getByRole('button', { name: button }).last().click();
      await page.getByRole('dialog').waitFor();
      await lookAt(`sheet behind ${button}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.goto(`${product.origin}/sidebar/#/chats?customer=${customers.body.items[0]!.id}`);
    await page.getByText(SAID).waitFor();
    await lookAt('a chat');
    await page.getByRole('button', { name: '搜索' }).click();
    await page.getByRole('searchbox', { name: '搜索聊天内容' }).fill(SAID);
    await page.getByRole('list', { name: '搜索结果' }).waitFor();
    await lookAt('search in a chat');
    expect(barriers).toEqual([]);
  });

  test('every page of the manager', async () => {
    const { page } = await product.open({ expected: [NOBODY_YET] });
    await signIn(page, `${product.origin}/manager/`, ADMIN.name);
    await walkNavigation(page, (label) => look(page, label));
    for (const [path, name] of [
      ['/channels', '春季展会'],
      ['/customers', CUSTOMER],
    ] as const) {
      await page.goto(`${product.origin}/manager/#${path}`);
      await page.getByRole('link', { name }).first().click();
      await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
      await look(page, name);
    }
    await page.goto(`${product.origin}/manager/#/channels/new`);
    await page.getByRole('button', { name: '创建渠道活码' }).waitFor();
    await look(page, 'editor');
    await page.goto(`${product.origin}/manager/#/materials/new/article`);
    await page.getByRole('textbox', { name: '正文' }).waitFor();
    await look(page, 'editor of an article');
    await page.goto(`${product.origin}/manager/#/material-stats`);
    await page.getByRole('heading', { level: 1, name: '素材使用统计' }).waitFor();
    await look(page, 'statistics of materials');
    expect(barriers).toEqual([]);
  });
});
