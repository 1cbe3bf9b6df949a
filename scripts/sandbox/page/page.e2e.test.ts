import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../lib/build.mjs';
import { type RunningSandbox, startSandbox } from '../src/start-sandbox.ts';
import { hasBrowser, openBrowser } from './testing/open-browser.ts';

describe.skipIf(!hasBrowser)('the simulated client', () => {
  let browser: Browser;
  let sandbox: RunningSandbox;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    await ensureBuilt(['sandbox-page']);
    sandbox = await startSandbox();
    await sandbox.control('POST /control/members', {
      body: { userId: 'lina', name: '李娜', departments: [1], customerContact: true, visible: true },
    });
    await addContactWay('春季展会', true);
    await addContactWay('门店海报', false);
    browser = await openBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(sandbox.origin);
    return async () => {
      await context.close();
      if (problems.length > 0) throw new Error(`the page failed: ${problems.splice(0).join('; ')}`);
    };
  });

  async function callApi(path: string, body: object): Promise<void> {
    const call = async <T>(path: string, body?: object): Promise<T> =>
      (
        await fetch(`${sandbox.origin}/cgi-bin/${path}`, body && { method: 'POST', body: JSON.stringify(body) })
      ).json() as Promise<T>;
    const { corpId, agentSecret } = sandbox.credentials;
    const { access_token: token } = await call<{ access_token: string }>(
      `gettoken?corpid=${corpId}&corpsecret=${agentSecret}`,
    );
    await call(`externalcontact/${path}?access_token=${token}`, body);
  }

  const addContactWay = (remark: string, skipVerify: boolean) =>
    callApi('add_contact_way', { type: 2, scene: 2, remark, state: remark, user: ['lina'], skip_verify: skipVerify });

  const addJoinWay = (remark: string, chatId: string) =>
    callApi('groupchat/add_join_way', { scene: 2, remark, state: remark, chat_id_list: [chatId] });

  const button = (name: string | RegExp) => page.getByRole('button', { name });

  test('the guided story leads a stranger from the scanner to the chat', async () => {
    await button('开始导览').click();
    await page.getByText('1 / 9').waitFor();
    await button('扫一扫').click();
    await page.getByText('2 / 9').waitFor();
    await button(/春季展会/).click();
    await page.getByText('3 / 9').waitFor();
    await button('添加到通讯录').click();
    await page.getByText('4 / 9').waitFor();
    await page.getByRole('region', { name: '员工的企业微信' }).getByText('还没有标签').waitFor();
    const { items } = await sandbox.control('GET /control/customers');
    expect(items.find((customer) => customer.name === '周小满')?.relationCount).toBe(1);
  });

  test('a picture of a code is read, and the rep lets the customer in', async () => {
    await button('我自己看看').click();
    await button('新客户').click();
    await button('扫一扫').click();
    const { items } = await sandbox.control('GET /control/contact-ways');
    const qrCode = items.find((way) => way.remark === '门店海报')?.qrCode ?? '';
    const picture = Buffer.from(await (await fetch(qrCode)).arrayBuffer());
    await page.setInputFiles('input[type=file]', { name: 'poster.png', mimeType: 'image/png', buffer: picture });
    await button('添加到通讯录').click();
    await page.getByText(/申请已发出/).waitFor();
    await button('通过').click();
    // The phone was waiting for exactly this.
    await page.getByRole('region', { name: '客户的手机' }).getByRole('textbox', { name: '发消息' }).fill('你好');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: '员工的企业微信' }).getByRole('log').getByText('你好').waitFor();
  });

  test('a customer scans a group code, talks in the group, and the rep lets her go again', async () => {
    const { group } = await sandbox.control('POST /control/groups', { body: { owner: 'lina', name: '福利群' } });
    await addJoinWay('福利群群码', group.chatId);
    const phone = page.getByRole('region', { name: '客户的手机' });
    const client = page.getByRole('region', { name: '员工的企业微信' });
    await button('我自己看看').click();
    await button('新客户').click();
    await button('扫一扫').click();
    await button(/福利群群码/).click();
    await button('加入该群聊').click();
    await phone.getByRole('textbox', { name: '在群里说点什么' }).fill('有优惠吗');
    await page.keyboard.press('Enter');
    await client.getByRole('button', { name: '群聊 福利群' }).click();
    await client.getByRole('log').getByText('有优惠吗').waitFor();
    await client.getByRole('button', { name: '群成员' }).click();
    await client.getByRole('button', { name: /^移出/ }).click();
    await phone.getByText('你已不在这个群里').waitFor();
    const { members } = await sandbox.control('GET /control/groups/:chatId', { params: { chatId: group.chatId } });
    expect(members.map((member) => member.id)).toEqual(['lina']);
  });

  test('more than words is sent, and a message is taken back on both screens', async () => {
    const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name: '何家豪' } });
    await sandbox.control('POST /control/members/:userId', { params: { userId: 'lina' }, body: { archived: true } });
    const pair = { userId: 'lina', externalUserId };
    await sandbox.control('POST /control/friends/add', { body: pair });
    await page.addInitScript((chosen) => localStorage.setItem('zhike-sandbox-selection', JSON.stringify(chosen)), {
      customerId: externalUserId,
      memberId: 'lina',
      open: { kind: 'customer', externalUserId },
    });
    await page.reload();
    await button('我自己看看').click();
    const phone = page.locator('.phone');
    const wecom = page.locator('.chat');
    await phone.getByRole('button', { name: /李娜/ }).click();
    await phone.getByTitle('更多').click();
    await phone.getByRole('button', { name: '同意会话存档', exact: true }).click();
    await phone.getByTitle('发送其他内容').click();
    await phone.getByRole('button', { name: '红包' }).click();
    await wecom.getByText('微信红包 ¥8.88').waitFor();
    await wecom.getByPlaceholder(/发消息给/).fill('价格说错了');
    await wecom.getByPlaceholder(/发消息给/).press('Enter');
    await phone.getByText('价格说错了').waitFor();
    await wecom.getByText('价格说错了').click({ button: 'right' });
    await wecom.getByRole('button', { name: '撤回' }).click();
    await phone.getByText('对方撤回了一条消息').waitFor();
    const { items } = await sandbox.control('GET /control/chats/:userId/:externalUserId/messages', { params: pair });
    expect(items.slice(-2)).toMatchObject([
      { content: { kind: 'redpacket' }, archived: true },
      { recalled: true, archived: true },
    ]);
  });

  test('time and faults are switched in the bar, and a reset ends both', async () => {
    await button('我自己看看').click();
    await button('快进 1 小时').click();
    await expect.poll(async () => (await sandbox.control('GET /control/clock')).offsetMs).toBe(3_600_000);
    await button('制造故障').click();
    await page.getByRole('switch', { name: /重复/ }).check();
    await button(/故障：1 项进行中/).waitFor();
    expect((await sandbox.control('GET /control/faults')).callback.duplicateRate).toBe(1);
    await page.keyboard.press('Escape');
    await button('重置').click();
    await page.getByRole('dialog').getByRole('button', { name: '重置' }).click();
    await button('制造故障').waitFor();
    expect(await sandbox.control('GET /control/clock')).toMatchObject({ offsetMs: 0 });
    await page.getByText('还没有客户', { exact: true }).first().waitFor();
  });
});
