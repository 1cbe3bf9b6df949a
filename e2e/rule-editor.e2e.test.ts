import { createChannel } from '@zhike/shared/contracts/channel';
import { listTagGroups } from '@zhike/shared/contracts/tag';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { signIn } from './lib/sign-in.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';
import { type SimulatedClient, simulatedClient } from './lib/simulated-client.ts';

const NOBODY_YET = /^401 GET \/api\/me/;
const REFUSED_PATTERN = /^400 POST \/api\/automation\/patterns\/check/;
const CUSTOMER = '林晓雨';
const REP = { userId: 'wangfang', name: '王芳' };
const CHANNEL = '春季展会';
const RULE = '问装修价打标签';
const WORD = '全包价';

/** One story in parts: what fails in one leaves the later ones without a beginning. */
describe.skipIf(!hasBrowser)('a manager writes a rule, tries it on what was said, and switches it on', () => {
  let product: Product;
  let client: SimulatedClient;
  let manager: Page;
  let tagName: string;
  let isBroken = false;

  beforeAll(async () => {
    product = await startProduct();
    await product.settle();
    const admin = product.api.as(ADMIN.userId);
    const tag = (await admin.call(listTagGroups)).body.items.flatMap((group) => group.tags)[0]!;
    tagName = tag.name;
    await admin.call(createChannel, { body: { name: CHANNEL, members: [{ userId: REP.userId, dailyCap: null }] } });
    await product.settle();
    const { page } = await product.open();
    client = simulatedClient(page);
    await client.open(product.sandbox.origin);
    await client.givePhoneTo(CUSTOMER);
    manager = (await product.open({ width: 1440, expected: [NOBODY_YET, REFUSED_PATTERN] })).page;
  });
  afterAll(() => product?.close());
  beforeEach(({ skip }) => {
    if (isBroken) skip('an earlier part of the story failed');
    onTestFailed(() => {
      isBroken = true;
    });
  });
  afterEach(({ task }) => product?.endTest(task));

  test('she says something before there is a rule for it', async () => {
    await client.scanCode(CHANNEL, [REP.name]);
    await client.addToContacts();
    await client.openConversation(new RegExp(`^(?!群聊).*${CUSTOMER}`));
    await client.say(`你们${WORD}是多少`);
    await client.phoneChat.getByText(WORD).waitFor();
    await product.settle();
  });

  test('the template fills the editor; what is missing is said at its field, and a draft survives a reload', async () => {
    await signIn(manager, `${product.origin}/manager/#/automation`, ADMIN.name);
    await manager.getByRole('button', { name: '新建规则' }).first().click();
    await manager.getByRole('link', { name: /提到关键词就打标签/ }).click();
    await manager.getByPlaceholder('例如:提到价格打标签').fill(RULE);
    const words = manager.getByRole('group', { name: '任意一个' });
    await words.getByRole('button', { name: '移除价格' }).click();
    await words.getByRole('textbox').fill(WORD);
    await words.getByRole('textbox').press('Enter');
    await manager.getByRole('button', { name: '保存', exact: true }).click();
    await manager.getByRole('alert').getByText('请选择标签').waitFor();

    await manager.getByText('先离开,草稿会保留').waitFor();
    const kept = () => manager.evaluate((word) => JSON.stringify(localStorage).includes(word), WORD);
    await expect.poll(kept).toBe(true);
    await manager.reload();
    await manager.getByText('已恢复上次没有保存的内容').waitFor();
    await manager.getByRole('button', { name: `移除${WORD}` }).waitFor();
  });

  test('a regular expression that cannot run is refused while it is typed', async () => {
    const toggle = manager.getByText('正则表达式(给熟悉它的人)');
    await toggle.click();
    const field = manager.getByPlaceholder('例如:(多少|什么)(钱|价)');
    await field.fill('(a+)\\1');
    await manager.getByText('这个正则表达式无法使用').waitFor();
    await field.fill('(多少|什么)(钱|价)');
    await manager.getByText('可以使用').waitFor();
    await toggle.click();
  });

  test('tried on what was said: the customer and her words are shown, and nothing is done', async () => {
    await manager.getByRole('button', { name: '选择标签' }).click();
    await manager.locator('.t-dialog').getByRole('button', { name: tagName, exact: true }).click();
    await manager.locator('.t-dialog').getByRole('button', { name: '确定(1 个)' }).click();
    await manager.getByRole('complementary', { name: '规则的意思' }).getByText(`打标签「${tagName}」`).waitFor();
    await manager.getByRole('button', { name: '保存并试运行' }).click();
    await manager.getByRole('button', { name: '开始试运行' }).click();
    await manager
      .getByText(/会触及 1 位客户/)
      .first()
      .waitFor();
    const row = manager.getByRole('row').filter({ hasText: CUSTOMER });
    await row.getByText(`你们${WORD}是多少`).waitFor();
    await manager.getByText('客户的标签、阶段等资料按今天的算').waitFor();
    expect(await client.sidebar.getByRole('button', { name: new RegExp(`^${tagName}`) }).count()).toBe(0);
  });

  test('switched on, the word puts the tag on her at once, and the tag says which rule did it', async () => {
    await manager.getByRole('button', { name: '从现在起启用' }).click();
    await manager.locator('.t-dialog').getByRole('button', { name: '从现在起启用' }).click();
    await manager.getByText('规则已启用').waitFor();
    await client.say(`${WORD}能不能便宜点`);
    const chip = client.sidebar.getByRole('button', { name: new RegExp(`^${tagName}`) });
    await chip.waitFor({ timeout: 30_000 });
    await chip.click();
    await client.sidebar.getByText(new RegExp(`规则「${RULE}」`)).waitFor();
  });

  test('the rule shows what it did by itself, with its words on request; then it is taken back', async () => {
    await manager.getByRole('link', { name: '规则详情' }).click();
    const hit = manager.getByRole('row').filter({ hasText: CUSTOMER });
    await hit.getByText(`说到「${WORD}」`).waitFor();
    await hit.getByRole('button', { name: '看原话' }).click();
    await hit.getByText(`「${WORD}能不能便宜点」`).waitFor();
    await manager.getByRole('button', { name: '撤回', exact: true }).click();
    await manager.getByText('可撤回 1 次').waitFor();
    await manager.getByRole('button', { name: '撤回 1 次执行' }).click();
    await hit.getByText('已撤回', { exact: true }).waitFor();
    await client.sidebar.getByRole('button', { name: new RegExp(`^${tagName}`) }).waitFor({ state: 'detached' });
  });
});
