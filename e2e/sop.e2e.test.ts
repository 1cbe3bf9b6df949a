import { createChannel } from '@zhike/shared/contracts/channel';
import { listCustomers } from '@zhike/shared/contracts/customer-list';
import { createMaterial } from '@zhike/shared/contracts/material';
import { listTasks } from '@zhike/shared/contracts/task';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { makeDemoScripts } from '../scripts/lib/demo-scripts.mjs';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { findBarriers } from './lib/find-barriers.ts';
import { signIn } from './lib/sign-in.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';
import { type SimulatedClient, simulatedClient } from './lib/simulated-client.ts';

const NOBODY_YET = /^401 GET \/api\/me/;
const MINUTE = 60_000;
const CUSTOMER = '林晓雨';
const OTHER = '何家豪';
const REP = { userId: 'wangfang', name: '王芳' };
const SOP = '报价后回访';
const [FIRST, SECOND] = ['问好并发案例', '电话回访'];
const SCRIPT = '新客问好';
const MATERIAL = '89 平旧房翻新';
/** The narrowest window of a chat's sidebar. */
const NARROW = { width: 300, height: 800, userAgent: 'Mozilla/5.0 Chrome/129.0.0.0 Safari/537.36 wxwork/4.1.36' };

/** One story in parts: what fails in one leaves the later ones without a beginning. */
describe.skipIf(!hasBrowser)('a manager makes an SOP, a rep works by it', () => {
  let product: Product;
  let client: SimulatedClient;
  let manager: Page;
  let barriers: string[];
  let isBroken = false;

  beforeAll(async () => {
    product = await startProduct();
    await product.settle();
    const admin = product.api.as(ADMIN.userId);
    await makeDemoScripts({ origin: product.origin, admin: ADMIN.userId });
    const html = '<p>两居改三居,四十天完工。</p>';
    await admin.call(createMaterial, { body: { title: MATERIAL, content: { kind: 'article', html } } });
    await admin.call(createChannel, { body: { name: '春季展会', members: [{ userId: REP.userId, dailyCap: null }] } });
    await product.settle();
    const { page } = await product.open();
    client = simulatedClient(page);
    await client.open(product.sandbox.origin);
    for (const customer of [OTHER, CUSTOMER]) {
      await client.givePhoneTo(customer);
      await client.scanCode('春季展会', [REP.name]);
      await client.addToContacts();
      await product.settle();
    }
    manager = (await product.open({ width: 1440, expected: [NOBODY_YET] })).page;
  });
  afterAll(() => product?.close());
  beforeEach(({ skip }) => {
    barriers = [];
    if (isBroken) skip('an earlier part of the story failed');
    onTestFailed(() => {
      isBroken = true;
    });
  });
  afterEach(({ task }) => product?.endTest(task));

  async function look(page: Page, what: string) {
    for (const barrier of await findBarriers(page)) barriers.push(`${what}, ${barrier}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) barriers.push(`${what} is too wide by ${overflow}`);
  }

  const choose = async (label: string, option: string) => {
    await manager.getByRole('textbox', { name: label }).last().click();
    await manager.locator('.t-select-option:visible').filter({ hasText: option }).first().click();
  };

  async function later(ms: number): Promise<void> {
    await product.moveClockTo(product.clock.now() + ms);
    await product.scheduler!.tick();
    await product.settle();
  }

  test('the page makes a template with a script and a material, and says when it would all happen', async () => {
    await signIn(manager, `${product.origin}/manager/#/sops`, ADMIN.name);
    // Where one is stands in the menu's window, however long the menu is.
    const here = manager.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: 'SOP' });
    await expect.poll(async () => (await here.boundingBox())!.y).toBeLessThan(800);
    await manager.getByRole('button', { name: '新建 SOP' }).click();
    await manager.getByRole('link', { name: /从空白开始/ }).click();
    await manager.getByPlaceholder('例如:新客户 7 天跟进').fill(SOP);
    await manager.getByRole('button', { name: '加入 SOP 时' }).click();

    await choose('第 1 步的时间按', '几分钟后');
    await manager.getByLabel('第 1 步的名称').fill(FIRST);
    await choose('选择话术', SCRIPT);
    await manager.getByText(/以后装修上的事直接找我/).waitFor();
    // Without a second step the editor says at which field something is missing.
    await manager.getByRole('button', { name: '添加步骤' }).click();
    await manager.getByRole('button', { name: '保存', exact: true }).click();
    const second = manager.getByRole('listitem', { name: '第 2 步' });
    await second.getByText('请填写这一步的名称').waitFor();
    await second.getByText('请选择要发送的话术或素材').waitFor();
    await look(manager, 'the editor with what is missing');

    await manager.getByRole('textbox', { name: '选择素材' }).first().click();
    await manager.locator('.t-select-option:visible').filter({ hasText: MATERIAL }).click();
    await manager.keyboard.press('Escape');
    await manager.getByLabel('第 2 步的名称').fill(SECOND);
    await second.getByRole('button', { name: '打电话' }).click();
    await manager.getByLabel('第 2 步的说明').fill('问对案例的看法');
    await second
      .getByRole('spinbutton', { name: '第 2 步的第几天' })
      .or(second.getByLabel('第 2 步的第几天'))
      .fill('2');
    await manager.getByLabel('第 2 步的名称').click();
    const plan = manager.locator('.sop-plan').getByRole('listitem');
    await expect
      .poll(() => plan.allInnerTexts())
      .toEqual([expect.stringContaining(FIRST), expect.stringMatching(new RegExp(`09:30.*${SECOND}`, 's'))]);
    await manager.getByRole('button', { name: '保存', exact: true }).click();

    await manager.getByRole('heading', { level: 1, name: SOP }).waitFor();
    await manager.getByText(`发送话术「${SCRIPT}」、「${MATERIAL}」`).waitFor();
    await manager.getByRole('switch', { name: `启用${SOP}` }).click();
    await manager.getByRole('button', { name: '从现在启用' }).click();
    await expect.poll(() => manager.getByRole('switch', { name: `启用${SOP}` }).isChecked()).toBe(true);
    await look(manager, 'one SOP');
    expect(barriers).toEqual([]);
  });

  test('a rep lets her customer begin, and sees where she stands and what comes', async () => {
    await client.openConversation(new RegExp(`^(?!群聊).*${CUSTOMER}`));
    const { sidebar } = client;
    await sidebar.getByRole('tab', { name: '待办' }).click();
    const card = sidebar.getByRole('region', { name: 'SOP' });
    await card.getByText('还没有加入任何 SOP').waitFor();
    await card.getByRole('button', { name: '加入 SOP' }).click();
    await sidebar
      .getByRole('dialog', { name: '加入 SOP' })
      .getByRole('button', { name: new RegExp(SOP) })
      .click();
    await card.getByText(/^第 1 步 \/ 共 2 步 · 下一步/).waitFor();

    await later(2 * MINUTE);
    await card.getByText(`第 1 步 / 共 2 步 · 现在:${FIRST}`).waitFor();
    await card.getByRole('button', { name: new RegExp(SOP) }).click();
    const way = sidebar.getByRole('dialog', { name: SOP });
    await way.getByText(`由${REP.name}加入`).waitFor();
    const [done, ahead] = [way.getByRole('listitem').first(), way.getByRole('listitem').last()];
    expect(await done.innerText()).toMatch(new RegExp(`${FIRST}[\\s\\S]*待完成`));
    expect(await ahead.innerText()).toMatch(new RegExp(`${SECOND}[\\s\\S]*未到`));
    await way.getByRole('button', { name: '关闭' }).click();
  });

  test('one tap sends the script and the material, and the step is history', async () => {
    const { sidebar, phoneChat } = client;
    const task = sidebar.getByRole('article', { name: FIRST });
    await task.getByRole('button', { name: '去发送' }).click();
    const sheet = sidebar.getByRole('dialog', { name: FIRST });
    await sheet.getByText(/以后装修上的事直接找我/).waitFor();
    await sheet.getByRole('button', { name: '发送并完成待办' }).click();
    await sheet.getByRole('button', { name: '完成' }).click();
    await client.givePhoneTo(CUSTOMER);
    await phoneChat.getByText(/以后装修上的事直接找我/).waitFor();
    await phoneChat.getByText(MATERIAL).waitFor();
    await product.settle();
    const card = sidebar.getByRole('region', { name: 'SOP' });
    await card.getByText(/^第 2 步 \/ 共 2 步 · 下一步/).waitFor();
    await card.getByRole('button', { name: new RegExp(SOP) }).click();
    const way = sidebar.getByRole('dialog', { name: SOP });
    expect(await way.getByRole('listitem').first().innerText()).toMatch(/已完成/);
    await way.getByRole('button', { name: '关闭' }).click();
  });

  test('tomorrow’s page says who will do what for whom', async () => {
    await manager.goto(`${product.origin}/manager/#/sops/coming`);
    const group = manager
      .getByRole('listitem')
      .filter({ has: manager.getByRole('heading', { name: `09:30 ${REP.name}` }) });
    await group.getByRole('link', { name: CUSTOMER }).waitFor();
    expect(await group.innerText()).toMatch(new RegExp(`${CUSTOMER}[\\s\\S]*打电话[\\s\\S]*${SECOND}[\\s\\S]*${SOP}`));
    await look(manager, 'tomorrow');
    // From there to her own page: what was done for her, and what lies ahead.
    await group.getByRole('link', { name: CUSTOMER }).click();
    const way = manager.locator('.card').filter({ has: manager.getByRole('heading', { name: 'SOP', exact: true }) });
    await way.getByText('第 2 步 / 共 2 步').waitFor();
    expect(await way.getByRole('listitem').allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`${FIRST}\\s*已完成`)),
        expect.stringMatching(new RegExp(`${SECOND}\\s*未到`)),
      ]),
    );
    expect(barriers).toEqual([]);
  });

  test('at 300 px everybody can read and use the card, the sheet of one way and the one to begin', async () => {
    const { page } = await product.open({ ...NARROW, expected: [NOBODY_YET] });
    const customers = await product.api.as(REP.userId).call(listCustomers, { body: { q: CUSTOMER } });
    await page.goto(`${product.origin}/auth/login?to=/sidebar/`);
    await page.locator(`a[href*="member=${REP.userId}"]`).click();
    await page.waitForURL(`${product.origin}/sidebar/**`);
    await page.goto(`${product.origin}/sidebar/#/customers/${customers.body.items[0]!.id}`);
    await page.getByRole('tab', { name: '待办' }).click();
    const card = page.getByRole('region', { name: 'SOP' });
    const row = card.getByRole('button', { name: new RegExp(SOP) });
    await row.waitFor();
    await look(page, 'the card');
    // By the keyboard alone: open, close, and back where one was.
    await row.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: SOP }).waitFor();
    await look(page, 'one way');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => row.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await card.getByRole('button', { name: '加入 SOP' }).click();
    await page.getByRole('dialog', { name: '加入 SOP' }).waitFor();
    await look(page, 'what can be begun');
    expect(barriers).toEqual([]);
  });

  test('a manager plays the whole of it with another customer within seconds, and it really happens', async () => {
    await manager.goto(`${product.origin}/manager/#/sops`);
    await manager.getByRole('link', { name: SOP, exact: true }).click();
    await manager.getByRole('button', { name: '试跑' }).click();
    const whom = manager.getByRole('textbox', { name: '选择客户' });
    await whom.click();
    await whom.fill(OTHER);
    await manager.locator('.t-select-option:visible').filter({ hasText: OTHER }).first().click();
    await manager.getByRole('button', { name: '开始试跑' }).click();
    await manager.getByRole('heading', { name: '试跑完成:2 步成为待办' }).waitFor({ timeout: 60_000 });
    const told = await manager.getByRole('list', { name: '发生了什么' }).getByRole('listitem').allInnerTexts();
    expect(told[0]).toContain(`由${ADMIN.name}加入`);
    expect(told.join('\n')).toContain(`「${FIRST}」成为${REP.name}的待办`);
    expect(told.join('\n')).toContain(`提醒${REP.name}:「${FIRST}」到期了`);
    expect(told.join('\n')).toContain(`「${SECOND}」成为${REP.name}的待办`);
    await look(manager, 'an SOP that was played');
    expect(barriers).toEqual([]);
    const { body } = await product.api.as(REP.userId).call(listTasks, { query: {} });
    const titles = body.items.filter(({ customer }) => customer?.name === OTHER).map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining([FIRST, SECOND]));
  });
});
