import { countCustomers, listCustomers } from '@zhike/shared/contracts/customer-list';
import { changeCustomerRemark } from '@zhike/shared/contracts/customer-changes';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { signIn } from './lib/sign-in.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';
import { walkNavigation } from './lib/walk-navigation.ts';

/** Before anybody has signed in, the page asks who is there and is told: nobody. */
const NOBODY_YET = /^401 GET \/api\/me/;
const REP = { userId: 'lina', name: '李娜' };
const COLLEAGUE = 'zhaomin';

describe.skipIf(!hasBrowser)('the pages', () => {
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

  /** A desk at which this member has signed in, on this page of the manager. */
  async function openManager(path: string, { member = ADMIN.name, width = 1440, expected = [] as RegExp[] } = {}) {
    const { page } = await product.open({ width, expected: [NOBODY_YET, ...expected] });
    await signIn(page, `${product.origin}/manager/#${path}`, member);
    return page;
  }

  async function customerOf(userId: string) {
    const answer = await product.api.as(userId).call(listCustomers, { body: { limit: 1 } });
    return answer.body.items[0]!;
  }

  test('the sidebar opened outside of WeCom says so and shows the way to the manager', async () => {
    const { page } = await product.open({ width: 380, expected: [NOBODY_YET] });
    await page.goto(`${product.origin}/sidebar/`);
    await page.getByText('请在企业微信里打开').waitFor();
    await page.getByRole('link', { name: '管理后台' }).click();
    await page.getByText('企业微信扫码登录').waitFor();
  });

  test.each([
    ['on a desk', 1440],
    ['on a phone', 390],
  ])('every page of the manager opens %s, with something on it and nothing beside it', async (_where, width) => {
    const page = await openManager('/', { width });
    const seen = await walkNavigation(page);
    expect(seen.map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        '工作台',
        '渠道活码',
        '客户',
        '人群',
        '标签',
        '素材库',
        '客情',
        '异常',
        '同步',
        '自检',
        '成员与角色',
        '操作记录',
      ]),
    );
    for (const { label, title, overflow } of seen) {
      expect(title, label).not.toBe('');
      expect(overflow, `${label} is wider than the screen by`).toBe(0);
    }
  });

  test('a rep sees her own work, and elsewhere who can let her in', async () => {
    const foreign = await customerOf(COLLEAGUE);
    const page = await openManager('/', { member: REP.name, expected: [/^403 GET \/api\/customers/] });
    await page.getByRole('link', { name: /^我的客户/ }).waitFor();
    expect(await page.getByRole('navigation', { name: '主导航' }).getByRole('link').allInnerTexts()).toEqual([
      '工作台',
      '待办',
      '客户',
      '人群',
      '客户群',
      '会话存档',
      '素材库',
      'SOP',
    ]);
    await page.goto(`${product.origin}/manager/#/channels`);
    await page.getByText('你没有打开这个页面的权限').waitFor();
    await page.goto(`${product.origin}/manager/#/customers/${foreign.id}`);
    await page.getByText('这位客户不在你的可见范围内,请联系负责人或管理员').waitFor();
  });

  test('a customer is found by words that no address carries, and Back brings them again', async () => {
    const customer = await customerOf(REP.userId);
    const page = await openManager('/customers');
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
    const search = page.getByPlaceholder('姓名、备注,或完整手机号');
    await search.fill(customer.name);
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: '在联系' }).click();
    addresses.push(decodeURIComponent(page.url()));
    expect(addresses.filter((address) => address.includes(customer.name))).toEqual([]);
    await page.getByRole('link', { name: customer.name }).click();
    await page.getByLabel('跟进内容').waitFor();
    await page.goBack();
    await expect.poll(() => search.inputValue()).toBe(customer.name);
    await search.fill('13800000000');
    await page.getByText('没有符合条件的客户').waitFor();
    expect([...addresses, page.url()].filter((address) => address.includes('13800000000'))).toEqual([]);
  });

  test('a tag is put on everybody whom a filter fits, beyond what the list shows', async () => {
    const filter = { status: 'active' as const };
    const { count } = (await product.api.as(ADMIN.userId).call(countCustomers, { body: filter })).body;
    expect(count).toBeGreaterThan(50);
    const page = await openManager('/customers?status=active');
    await page.getByRole('checkbox').nth(1).check({ force: true });
    await page.getByRole('button', { name: `选择全部符合条件的 ${count} 位客户` }).click();
    await page.getByRole('button', { name: '打标签 / 移除标签' }).click();
    const dialog = page.locator('.t-dialog');
    await dialog.getByText(`全部符合条件的 ${count} 位客户`).waitFor();
    await dialog.getByRole('button', { name: '直播', exact: true }).click();
    await dialog.getByRole('button', { name: '打上 1 个标签' }).click();
    await page.getByText(`批量打标签 ${count}/${count} 位`).waitFor({ timeout: 60_000 });
    await page.goto(`${product.origin}/manager/#/audit`);
    await page.getByText('批量打标签').first().waitFor();
  });

  test('what WeCom refused is listed in words, and is done after a replay', async () => {
    const customer = await customerOf(REP.userId);
    await product.sandbox.control('POST /control/faults', {
      body: { api: { failNext: [{ path: '/cgi-bin/externalcontact/remark', errcode: 40058, times: 1 }] } },
    });
    await product.api
      .as(REP.userId)
      .call(changeCustomerRemark, { params: { customerId: customer.id }, body: { remark: '常来的客户' } });
    await product.settle();

    const page = await openManager('/failures');
    await page.getByText('在企业微信改备注没有成功').waitFor();
    await page.getByText('详情', { exact: true }).click();
    await page.getByText(/^重试为什么没有坏处:/).waitFor();
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('没有异常', { exact: true }).waitFor();
    await product.settle();
    const { items } = await product.sandbox.control('GET /control/chats', {
      query: { member: REP.userId, search: '常来的客户' },
    });
    expect(items).toMatchObject([{ remark: '常来的客户' }]);
  });

  test('the doctor says what to repair, and looks again', async () => {
    const page = await openManager('/doctor');
    await page.getByText(/^1 项需要注意/).waitFor();
    const callbacks = page.getByRole('listitem').filter({ hasText: '收到的回调' });
    await callbacks.getByText(/^怎么办:在企业微信管理后台/).waitFor();

    // Somebody opens the app in WeCom: now one has come.
    await product.sandbox.control('POST /control/members/:userId/enter-app', { params: { userId: REP.userId } });
    await product.settle();
    await page.getByRole('button', { name: '重新检查' }).click();
    await page.getByText(/^\d+ 项全部正常/).waitFor();
    await callbacks.getByText('正常').waitFor();
  });

  test('a sync is started and its result told', async () => {
    const page = await openManager('/sync');
    await page.getByText(/^首次/).first().waitFor();
    await page.getByRole('button', { name: '只同步标签' }).click();
    await page.getByText('已开始,可以离开这个页面').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: `手动 · ${ADMIN.name}` })
      .getByText('已完成')
      .waitFor();
  });

  test('a tag is made, renamed here and in WeCom, and those of others stay as they are', async () => {
    const page = await openManager('/tags');
    await page.getByText('官网', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: '改名官网' }).count()).toBe(0);

    await page.getByRole('button', { name: '新建标签组' }).click();
    const dialog = page.locator('.t-dialog');
    await dialog.getByPlaceholder('例如:意向程度').fill('门店');
    await dialog.getByPlaceholder('高意向 中意向 低意向').fill('浦东店');
    await dialog.getByRole('button', { name: '创建' }).click();
    await page.getByRole('button', { name: '改名浦东店' }).click();
    await page.locator('.tag-row').getByRole('textbox').fill('陆家嘴店');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '改名陆家嘴店' }).waitFor();
    await product.settle();
    const { groups } = await product.sandbox.control('GET /control/tags');
    expect(groups.find(({ name }) => name === '门店')?.tags.map(({ name }) => name)).toEqual(['陆家嘴店']);
  });
});
