import { createChannel } from '@zhike/shared/contracts/channel';
import { countCustomers, listCustomers } from '@zhike/shared/contracts/customer-list';
import type { Filter } from '@zhike/shared/contracts/filter';
import { listTagGroups } from '@zhike/shared/contracts/tag';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { signIn } from './lib/sign-in.ts';
import { simulatedClient } from './lib/simulated-client.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';

const NOBODY_YET = /^401 GET \/api\/me/;
const REP = { userId: 'lina', name: '李娜' };

describe.skipIf(!hasBrowser)('segments', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await product.settle();
  });
  afterAll(() => product?.close());
  afterEach(async ({ task }) => {
    await product?.endTest(task);
    await product?.closePages();
  });

  async function openManager(path: string, { member = ADMIN.name, width = 1440 } = {}) {
    const { page } = await product.open({ width, expected: [NOBODY_YET] });
    await signIn(page, `${product.origin}/manager/#${path}`, member);
    return page;
  }
  /** What a picker of the builder offers, chosen by its word. */
  async function choose(page: Page, label: string, option: string, nth = 0) {
    await page.getByRole('textbox', { name: label, exact: true }).nth(nth).click();
    await page.locator('.t-select__dropdown:visible').getByText(option, { exact: true }).click();
  }
  const countFor = async (userId: string, filter: Filter) =>
    (await product.api.as(userId).call(countCustomers, { body: { filter } })).body.count;

  test('conditions are put together with the number of customers in sight, saved, and used for the list', async () => {
    const groups = (await product.api.as(ADMIN.userId).call(listTagGroups)).body.items;
    const tag = groups.flatMap((group) => group.tags)[0]!;
    const page = await openManager('/segments');
    await page.getByText('还没有人群').waitFor();
    await page.getByRole('button', { name: '新建人群' }).first().click();
    await page.getByPlaceholder('例如:高意向未联系').fill('有标签未联系');
    await page.getByRole('button', { name: '所有人' }).click();

    await page.getByRole('button', { name: '添加条件', exact: true }).click();
    await choose(page, '比较方式', '都不包含');
    await page.getByRole('button', { name: '选择标签' }).click();
    await page.locator('.t-dialog').getByRole('button', { name: tag.name, exact: true }).click();
    await page.locator('.t-dialog').getByRole('button', { name: '确定(1 个)' }).click();
    await page.getByRole('button', { name: '添加条件', exact: true }).click();
    await choose(page, '字段', '最近联系时间', 1);
    await choose(page, '比较方式', '不在最近几天内', 1);

    const filter: Filter = {
      all: [
        { field: 'tag', op: 'none', values: [tag.id] },
        { not: { field: 'last_contact_at', op: 'within_days', days: 7 } },
      ],
    };
    const sentence = `标签不包含「${tag.name}」,且最近联系时间不在最近 7 天内`;
    await page.getByText(sentence).waitFor();
    const expected = await countFor(ADMIN.userId, filter);
    expect(expected).toBeGreaterThan(0);
    await page.getByText(`${expected.toLocaleString('zh-CN')} 位客户符合`).waitFor();
    expect(await page.getByRole('row').count()).toBe(1 + Math.min(10, expected));

    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText(sentence).waitFor();
    await page.getByRole('link', { name: '查看有标签未联系里的客户' }).click();
    await page.getByText('人群:有标签未联系').waitFor();
    await page.locator('h1').getByText(expected.toLocaleString('zh-CN')).waitFor();

    // Her own customers alone, whoever made the segment.
    const rep = await openManager('/segments', { member: REP.name });
    const own = await countFor(REP.userId, filter);
    expect(own).toBeLessThan(expected);
    await rep
      .getByRole('link', { name: '查看有标签未联系里的客户' })
      .getByText(own.toLocaleString('zh-CN'), { exact: false })
      .waitFor();
    expect(await rep.getByRole('button', { name: '删除' }).count()).toBe(0);
  });

  test('what a list is narrowed by becomes a segment', async () => {
    const total = (await product.api.as(ADMIN.userId).call(listCustomers, { body: { status: 'active' } })).body.items;
    expect(total.length).toBeGreaterThan(0);
    const page = await openManager('/customers?status=active');
    await page.getByRole('button', { name: '存为人群' }).click();
    await page.getByText('客户状态是「在联系」').waitFor();
    await page.getByPlaceholder('例如:高意向未联系').fill('在联系的');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('在联系的', { exact: true }).waitFor();
  });

  test('a field that the admin adds is filled in beside the chat, and customers are found by it', async () => {
    const page = await openManager('/fields');
    await page.getByText('还没有客户字段').first().waitFor();
    await page.getByRole('button', { name: '新建字段' }).first().click();
    const dialog = page.locator('.t-dialog');
    await dialog.getByLabel('名称').fill('预算');
    await dialog.getByRole('button', { name: '数字' }).click();
    await dialog.getByLabel(/^单位/).fill('万元');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('row', { name: /预算.*数字/ }).waitFor();

    const { page: clientPage } = await product.open();
    const client = simulatedClient(clientPage);
    await client.open(product.sandbox.origin);
    await client.givePhoneTo('林晓雨');
    await product.api
      .as(ADMIN.userId)
      .call(createChannel, { body: { name: '展会', members: [{ userId: REP.userId, dailyCap: null }] } });
    await product.settle();
    await client.scanCode('展会', [REP.name]);
    await client.addToContacts();
    await client.openConversation(/林晓雨/);
    await client.sidebar.getByRole('tab', { name: '资料' }).click();
    await client.sidebar.getByRole('button', { name: /预算/ }).click();
    const sheet = client.sidebar.getByRole('dialog', { name: '预算' });
    await sheet.getByLabel('预算').fill('30');
    await sheet.getByRole('button', { name: '保存' }).click();
    await client.sidebar.getByText('30 万元').waitFor();

    await page.goto(`${product.origin}/manager/#/segments/new`);
    await page.getByRole('button', { name: '添加条件', exact: true }).click();
    await choose(page, '字段', '预算');
    await choose(page, '比较方式', '至少');
    await page.getByLabel('最小值').fill('30');
    await page.getByText('预算不少于 30 万元').waitFor();
    await page.getByText('1 位客户符合').waitFor();
    await page.getByText('林晓雨').waitFor();
  });
});
