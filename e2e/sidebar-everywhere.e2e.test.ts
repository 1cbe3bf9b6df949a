import { createChannel } from '@zhike/shared/contracts/channel';
import { listCustomers } from '@zhike/shared/contracts/customer-list';
import { listGroups } from '@zhike/shared/contracts/group-chat';
import { createMaterial } from '@zhike/shared/contracts/material';
import { createScript, createScriptCategory } from '@zhike/shared/contracts/script';
import { logFollowUp } from '@zhike/shared/contracts/task';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeDemoFields } from '../scripts/lib/demo-fields.mjs';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { findBarriers } from './lib/find-barriers.ts';
import { simulatedClient, type SimulatedClient } from './lib/simulated-client.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';
import type { OpenPageOptions } from './lib/watched-page.ts';

const CUSTOMER = '林晓雨';
const REP = { userId: 'wangfang', name: '王芳' };
const CHANNEL = '春季展会';
const NOBODY_YET = /^401 GET \/api\/me/;
/** Without a network these are the story. */
const CUT_OFF = [/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/];
/** The narrowest window of a chat's sidebar. */
const NARROW = { width: 300, height: 800, userAgent: 'Mozilla/5.0 Chrome/129.0.0.0 Safari/537.36 wxwork/4.1.36' };

describe.skipIf(!hasBrowser)('the sidebar for everybody', () => {
  let product: Product;
  let client: SimulatedClient;
  let customerId: string;

  beforeAll(async () => {
    product = await startProduct();
    await product.settle();
    const admin = product.api.as(ADMIN.userId);
    await makeDemoFields({ origin: product.origin, admin: ADMIN.userId });
    await admin.call(createChannel, { body: { name: CHANNEL, members: [{ userId: REP.userId, dailyCap: null }] } });
    const link = { kind: 'link' as const, url: 'https://example.com/handbook' };
    await admin.call(createMaterial, { body: { title: '新款手册', description: '新款一览', content: link } });
    const category = await admin.call(createScriptCategory, { body: { name: '报价', isMine: false } });
    const categoryId = category.body.id;
    await admin.call(createScript, {
      body: { title: '报价说明', categoryId, text: '{客户昵称}您好,报价请查收', isMine: false },
    });
    client = simulatedClient((await product.open()).page);
    await client.open(product.sandbox.origin);
    await client.givePhoneTo(CUSTOMER);
    await client.scanCode(CHANNEL, [REP.name]);
    await client.addToContacts();
    await client.openConversation(new RegExp(`^(?!群聊).*${CUSTOMER}`));
    await client.sidebar.getByRole('tab', { name: '素材' }).waitFor();
    await product.settle();
    const rep = product.api.as(REP.userId);
    const { items } = (await rep.call(listCustomers, { body: { q: CUSTOMER } })).body;
    customerId = items[0]!.id;
    const nextAt = product.clock.now() + 86_400_000;
    await rep.call(logFollowUp, {
      params: { customerId },
      body: { text: '看过样板间', nextAt, nextTitle: '回访报价' },
    });
    await product.settle();
  });
  afterAll(() => product?.close());
  afterEach(({ task }) => product?.endTest(task));

  /** Her page at 300 px, as her rep. */
  async function openNarrow(options: OpenPageOptions = {}): Promise<Page> {
    const { page } = await product.open({ ...NARROW, expected: [NOBODY_YET], ...options });
    await page.goto(`${product.origin}/auth/login?to=/sidebar/`);
    await page.locator(`a[href*="member=${REP.userId}"]`).click();
    await page.waitForURL(`${product.origin}/sidebar/**`);
    await page.goto(`${product.origin}/sidebar/#/customers/${customerId}`);
    await page.getByText('看过样板间').first().waitFor();
    return page;
  }

  test('every tab and every sheet can be read and used at 300 px, in light and in dark', async () => {
    const groups = await product.api.as(ADMIN.userId).call(listGroups, { body: { limit: 1 } });
    const group = groups.body.items[0]!;
    const page = await openNarrow();
    const barriers: string[] = [];
    const look = async (what: string) => {
      for (const barrier of await findBarriers(page)) barriers.push(`${what}, ${barrier}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) barriers.push(`${what} is too wide by ${overflow}`);
    };
    const sheet = async (what: string, open: () => Promise<void>) => {
      await open();
      await page.getByRole('dialog').waitFor();
      await look(what);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    const button = (name: string | RegExp) => page.getByRole('button', { name }).first();

    await look('动态');
    await page.getByRole('tab', { name: '资料' }).click();
    await page.getByRole('heading', { name: '往来' }).waitFor();
    await page.getByText(/近 30 天有 \d+ 天往来/).waitFor();
    await look('资料');
    await button('近 12 周').click();
    await look('资料, twelve weeks');
    await sheet('a field', () => button(/^装修风格/).click());
    await page.getByRole('tab', { name: '待办' }).click();
    await page.getByText('回访报价').first().waitFor();
    await look('待办');
    await sheet('a new task', () => button('新建').click());
    await page.getByRole('tab', { name: '素材' }).click();
    await button(/新款手册/).waitFor();
    await look('素材');
    await page.getByRole('searchbox').first().fill('没有这样的素材');
    await page.getByText(/没有找到/).waitFor();
    await look('素材, nothing found');
    await page.getByRole('searchbox').first().fill('');
    await sheet('a material', () => button(/新款手册/).click());
    await page.getByRole('tab', { name: '话术' }).click();
    await button(/报价说明/).waitFor();
    await look('话术');
    await sheet('a script', () => button(/报价说明/).click());
    await sheet('an own script', () => button('新建').click());
    for (const [what, name] of [
      ['a follow-up', '记跟进'],
      ['tags', '打标签'],
      ['stages', /^客户阶段:|^设置客户阶段$/],
    ] as const)
      await sheet(what, () => page.getByRole('button', { name }).last().click());

    await page.goto(`${product.origin}/auth/login?to=/sidebar/`);
    await page.locator(`a[href*="member=${group.owner.userId}"]`).click();
    await page.waitForURL(`${product.origin}/sidebar/**`);
    await page.goto(`${product.origin}/sidebar/#/groups/${encodeURIComponent(group.chatId)}`);
    for (const tab of ['成员', '待办', '素材', '话术']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByLabel('正在加载').first().waitFor({ state: 'detached' });
      await look(`a group, ${tab}`);
    }
    expect(barriers).toEqual([]);
  });

  test('发素材 brings the library into sight, however low the window and little the library', async () => {
    const page = await openNarrow({ height: 480 });
    await page.getByRole('navigation', { name: '常用操作' }).getByRole('button', { name: '发素材' }).click();
    const card = page.getByRole('button', { name: /新款手册/ }).first();
    await card.waitFor();
    await expect.poll(() => isInSight(card)).toBe(true);
    const top = () => page.getByRole('tablist').evaluate((tabs) => tabs.getBoundingClientRect().top);
    expect(await top()).toBe(0);
    // Another tab with less in it does not jump away under the thumb.
    await page.getByRole('tab', { name: '待办' }).click();
    await page.getByText('回访报价').last().waitFor();
    expect(await top()).toBe(0);
  });

  test('from the tab to the material to the chat, without a mouse; the focus comes back to where it was', async () => {
    const frame = (await (await client.page.waitForSelector('iframe[title="知客 · 侧边栏"]')).contentFrame())!;
    const { keyboard } = client.page;
    const focused = () => nameOfFocus(frame);
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 60; presses++) {
        if (name.test(await focused())) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab never came to ${name}; it ends at ${await focused()}`);
    };
    await frame.getByRole('tab', { name: '动态' }).focus();
    for (let presses = 0; presses < 3; presses++) await keyboard.press('ArrowRight');
    expect(await focused()).toBe('素材');
    await frame
      .getByRole('button', { name: /新款手册/ })
      .first()
      .waitFor();
    await tabTo(/^网页新款手册/);
    await keyboard.press('Enter');
    await frame.getByRole('dialog').waitFor();
    await tabTo(/^发送$/);
    await keyboard.press('Enter');
    await frame.getByRole('status', { name: '发送进度' }).getByText('已发送到聊天').waitFor();
    await client.phoneChat.getByText('新款手册').waitFor();
    await tabTo(/^完成$/);
    await keyboard.press('Enter');
    await frame.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toMatch(/^网页新款手册.*已发给TA/);
  });

  test('without a network every tab says so, and what was typed is kept until it can be saved', async () => {
    const page = await openNarrow({ expected: [NOBODY_YET, ...CUT_OFF] });
    // The sheets and tabs have been loaded by then, as they are a moment after the first screen.
    await page.waitForLoadState('networkidle');
    await page.getByRole('tab', { name: '素材' }).waitFor();
    await page.waitForTimeout(2_500);
    await page.context().setOffline(true);
    const bar = page.getByText('网络已断开,连上后自动更新');
    const neverLoaded = page.getByRole('alert').getByText('网络连接中断,请检查网络后再试');
    for (const tab of ['资料', '待办', '素材', '话术', '动态']) {
      await page.getByRole('tab', { name: tab }).click();
      await bar.waitFor();
      expect(await isInSight(bar), `${tab} does not show it`).toBe(true);
      await page.getByLabel('正在加载').first().waitFor({ state: 'detached' });
      if (tab === '素材' || tab === '话术') await neverLoaded.first().waitFor();
    }
    // What was read before stays.
    await page.getByText('看过样板间').first().waitFor();

    await page.getByRole('button', { name: '记跟进' }).click();
    const sheet = page.getByRole('dialog', { name: /记跟进/ });
    await sheet.getByPlaceholder('聊了什么').fill('地下车库里写的');
    await sheet.getByRole('button', { name: '保存' }).click();
    await page
      .getByText(/没有保存|没能保存|网络连接中断/)
      .first()
      .waitFor();
    expect(await sheet.getByPlaceholder('聊了什么').inputValue()).toBe('地下车库里写的');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    await page.context().setOffline(false);
    await page.reload();
    await page.getByText('看过样板间').first().waitFor();
    await page.getByRole('button', { name: '记跟进' }).click();
    expect(await sheet.getByPlaceholder('聊了什么').inputValue()).toBe('地下车库里写的');
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByText('地下车库里写的').first().waitFor();
  });
});

const isInSight = (of: Locator) =>
  of.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

/** What a screen reader would say of what has the focus. */
function nameOfFocus(frame: Frame): Promise<string> {
  return frame.evaluate(() => {
    const one = document.activeElement;
    return (one?.getAttribute('aria-label') ?? one?.textContent ?? '').trim();
  });
}
