import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../lib/build.mjs';
import { type RunningSandbox, startSandbox } from '../src/start-sandbox.ts';
import { type ApiClient, signIn } from '../src/test/start-test-sandbox.ts';
import { hasBrowser, openBrowser } from './testing/open-browser.ts';

describe.skipIf(!hasBrowser)('what the company prepares for a rep', () => {
  let browser: Browser;
  let sandbox: RunningSandbox;
  let api: ApiClient;
  let page: Page;
  let lin: string;
  let gu: string;
  const problems: string[] = [];

  beforeAll(async () => {
    await ensureBuilt(['sandbox-page']);
    sandbox = await startSandbox({ settings: { massDispatchMs: 0, momentJobMs: 0 } });
    api = await signIn(sandbox.origin, sandbox.credentials.corpId, sandbox.credentials.agentSecret);
    await sandbox.control('POST /control/members', {
      body: { userId: 'lina', name: '李娜', departments: [1], customerContact: true, visible: true },
    });
    lin = await befriend('林晓雨');
    gu = await befriend('顾言');
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
    await page.addInitScript((customerId) => {
      localStorage.setItem(
        'zhike-sandbox-selection',
        JSON.stringify({ customerId, memberId: 'lina', open: { kind: 'none' } }),
      );
    }, lin);
    await page.goto(sandbox.origin);
    await page.getByRole('button', { name: '我自己看看' }).click();
    return async () => {
      await context.close();
      if (problems.length > 0) throw new Error(`the page failed: ${problems.splice(0).join('; ')}`);
    };
  });

  async function befriend(name: string): Promise<string> {
    const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name } });
    await sandbox.control('POST /control/friends/add', { body: { externalUserId, userId: 'lina' } });
    return externalUserId;
  }
  const client = () => page.getByRole('region', { name: '员工的企业微信' });
  const phone = () => page.getByRole('region', { name: '客户的手机' });

  test('a mass message waits in the assistant; she leaves one customer out, sends, and it is on the other’s phone', async () => {
    await api.post('/cgi-bin/externalcontact/add_msg_template', {
      text: { content: '周六到店有礼' },
      sender: 'lina',
      allow_select: true,
    });
    await client().getByRole('button', { name: '群发助手' }).click();
    const task = client().getByRole('article', { name: '群发给 2 位客户' });
    await task.getByText('周六到店有礼').waitFor();
    await task.getByText('客户（可以去掉）').click();
    await task.getByRole('checkbox', { name: /顾言/ }).uncheck();
    await task.getByRole('button', { name: '发送给 1 位客户' }).click();
    await task.getByText('已送达').waitFor();
    await task.getByText('没有发').waitFor();
    await phone().getByRole('button', { name: /李娜/ }).click();
    await phone().getByRole('log').getByText('周六到店有礼').waitFor();
    const { items } = await sandbox.control('GET /control/chats/:userId/:externalUserId/messages', {
      params: { userId: 'lina', externalUserId: gu },
    });
    expect(items.filter((message) => message.via === 'mass')).toEqual([]);
  });

  test('a moment waits until she publishes it; the customer likes it and comments, and both see that', async () => {
    await api.post('/cgi-bin/externalcontact/add_moment_task', { text: { content: '新品到店' } });
    await client().getByRole('button', { name: '客户朋友圈' }).click();
    await client().getByRole('button', { name: '发表给 2 位客户' }).click();
    await phone().getByRole('button', { name: '朋友圈' }).click();
    const seen = phone().getByRole('article', { name: '李娜的朋友圈' });
    await seen.getByText('新品到店').waitFor();
    await seen.getByRole('button', { name: '赞' }).click();
    await seen.getByRole('button', { name: '评论' }).click();
    await seen.getByRole('textbox', { name: '评论' }).fill('多少钱');
    await page.keyboard.press('Enter');
    await client().getByText('林晓雨：多少钱').waitFor();
    const { items } = await sandbox.control('GET /control/members/:userId/moments', { params: { userId: 'lina' } });
    expect(items).toMatchObject([{ likes: [{ by: lin }], comments: [{ by: lin, text: '多少钱' }] }]);
  });

  test('sending from the sidebar is made to fail in the menu of faults, and all is well again at one click', async () => {
    await page.getByRole('button', { name: '制造故障' }).click();
    await page.getByRole('combobox', { name: '发送和分享' }).selectOption('没有权限');
    await page.getByRole('combobox', { name: '持续' }).selectOption('接下来 3 次');
    const failNext = async () => (await sandbox.control('GET /control/faults')).client.failNext;
    await expect.poll(failNext).toEqual([{ name: '*', failure: 'no_permission', times: 3 }]);
    await page.getByRole('button', { name: '全部恢复' }).click();
    await expect.poll(failNext).toEqual([]);
  });
});
