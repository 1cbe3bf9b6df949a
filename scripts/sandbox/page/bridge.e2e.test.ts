import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../lib/build.mjs';
import { type RunningSandbox, startSandbox } from '../src/start-sandbox.ts';
import { hasBrowser, openBrowser } from './testing/open-browser.ts';
import { startTinyCrm, type TinyCrm } from './testing/tiny-crm.ts';

/** The SDK's global, as far as the test calls it inside the frame. */
interface Sdk {
  env: { isWeCom: boolean };
  getContext: () => Promise<{ entry: string }>;
  getCurExternalContact: () => Promise<{ userId: string }>;
  getCurExternalChat: () => Promise<{ chatId: string }>;
  sendChatMessage: (message: object) => Promise<{ errMsg: string }>;
  openEnterpriseChat: (chat: object) => Promise<{ errMsg: string }>;
  invoke: (name: string, params: object) => Promise<unknown>;
}
declare const ww: Sdk;
declare const configured: Promise<unknown>;

describe.skipIf(!hasBrowser)('the unmodified @wecom/jssdk in the simulated client', () => {
  let browser: Browser;
  let crm: TinyCrm;
  let sandbox: RunningSandbox;
  let lin: string;
  let gu: string;

  beforeAll(async () => {
    await ensureBuilt(['sandbox-page']);
    crm = await startTinyCrm();
    sandbox = await startSandbox({ appUrl: crm.origin });
    crm.connect({ origin: sandbox.origin, ...sandbox.credentials });
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
    await crm?.close();
  });

  async function befriend(name: string): Promise<string> {
    const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name } });
    await sandbox.control('POST /control/friends/add', { body: { externalUserId, userId: 'lina' } });
    return externalUserId;
  }

  async function openChat(customer: string, host = '127.0.0.1'): Promise<{ page: Page; frame: Frame }> {
    const page = await browser.newPage();
    await page.goto(sandbox.origin.replace('127.0.0.1', host));
    await page.getByRole('button', { name: '我自己看看' }).click();
    await page.getByRole('navigation', { name: '会话' }).getByRole('button', { name: customer }).click();
    const element = await page.waitForSelector('iframe');
    const frame = await element.contentFrame();
    if (!frame) throw new Error('the sidebar is no frame');
    await frame.waitForFunction(() => 'configured' in window);
    return { page, frame };
  }

  test.each(['127.0.0.1', 'localhost'])(
    'register and ask who is beside the chat (client opened on %s)',
    async (host) => {
      const { page, frame } = await openChat('林晓雨', host);
      expect(new URL(frame.url()).hostname).toBe(host);
      expect(await frame.evaluate(() => ww.env.isWeCom)).toBe(true);
      expect(await frame.evaluate(() => configured)).toBe('ok');
      expect(await frame.evaluate(() => ww.getContext())).toMatchObject({ entry: 'single_chat_tools' });
      expect(await frame.evaluate(() => ww.getCurExternalContact())).toMatchObject({ userId: lin });
      await page.close();
    },
  );

  test('what the sidebar sends arrives in the chat and on the phone', async () => {
    const { page, frame } = await openChat('林晓雨');
    await frame.evaluate(() => ww.sendChatMessage({ msgtype: 'text', text: { content: '报价单整理好了' } }));
    await page.getByRole('log', { name: '聊天记录' }).getByText('报价单整理好了').waitFor();
    const { items } = await sandbox.control('GET /control/chats/:userId/:externalUserId/messages', {
      params: { userId: 'lina', externalUserId: lin },
    });
    expect(items.at(-1)).toMatchObject({
      from: 'member',
      via: 'sidebar',
      content: { kind: 'text', text: '报价单整理好了' },
    });
    await page.close();
  });

  test('beside a group chat the page learns which group it is, and what it sends arrives there', async () => {
    const { group } = await sandbox.control('POST /control/groups', {
      body: { owner: 'lina', name: '福利群', customers: [lin, gu] },
    });
    const { page, frame } = await openChat('福利群');
    expect(await frame.evaluate(() => configured)).toBe('ok');
    expect(await frame.evaluate(() => ww.getContext())).toMatchObject({ entry: 'group_chat_tools' });
    expect(await frame.evaluate(() => ww.getCurExternalChat())).toMatchObject({ chatId: group.chatId });
    const nobody = await frame.evaluate(() => ww.getCurExternalContact().catch((problem: unknown) => problem));
    expect(nobody).toMatchObject({ errMsg: 'getCurExternalContact:fail without context of external contact' });
    await frame.evaluate(() => ww.sendChatMessage({ msgtype: 'text', text: { content: '群里的各位好' } }));
    await page.getByRole('log', { name: '群聊记录' }).getByText('群里的各位好').waitFor();
    await page.close();
  });

  test('a member who cancels is told to the page, and a client that never answers leaves it waiting', async () => {
    const { page, frame } = await openChat('林晓雨');
    const failNext = (failure: 'cancel' | 'silence') =>
      sandbox.control('POST /control/faults', {
        body: { client: { failNext: [{ name: 'sendChatMessage', failure, times: 1 }] } },
      });
    const send = () =>
      frame.evaluate(() => {
        const sent = ww.sendChatMessage({ msgtype: 'text', text: { content: '在吗' } });
        const patience = new Promise((resolve) => setTimeout(resolve, 1_500, 'still waiting'));
        return Promise.race([sent.catch((problem: unknown) => problem), patience]);
      });
    await failNext('cancel');
    expect(await send()).toMatchObject({ errMsg: 'sendChatMessage:cancel' });
    await failNext('silence');
    expect(await send()).toBe('still waiting');
    expect(await send()).toMatchObject({ errMsg: 'sendChatMessage:ok' });
    await page.close();
  });

  test('opening another chat from the page switches the conversation and with it the contact', async () => {
    const { page, frame } = await openChat('林晓雨');
    const opened = page.waitForEvent('framenavigated', (next) => next !== page.mainFrame());
    await frame.evaluate((externalUserIds) => void ww.openEnterpriseChat({ externalUserIds }), gu);
    const next = await opened;
    await next.waitForFunction(() => 'configured' in window);
    expect(await next.evaluate(() => ww.getCurExternalContact())).toMatchObject({ userId: gu });
    await page.close();
  });

  test('a call the client does not know is answered, not left hanging', async () => {
    const { page, frame } = await openChat('顾言');
    const answer = await frame.evaluate(() => ww.invoke('flyToTheMoon', {}).catch((problem: unknown) => problem));
    expect(answer).toMatchObject({ errMsg: 'flyToTheMoon:function not exist' });
    await page.close();
  });

  test('opened by itself, the page is outside WeCom', async () => {
    const page = await browser.newPage();
    await page.goto(`${crm.origin}/sidebar/`);
    expect(await page.evaluate(() => configured)).toBe('outside WeCom');
    expect(await page.evaluate(() => 'WeixinJSBridge' in window)).toBe(false);
    await page.close();
  });

  test('framed by a foreign page, it gets no bridge', async () => {
    const foreign = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<iframe src="${crm.origin}/sidebar/"></iframe>`),
    );
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await frame?.waitForFunction(() => 'configured' in window);
    expect(await frame?.evaluate(() => ['WeixinJSBridge' in window, ww.env.isWeCom])).toEqual([false, false]);
    await page.close();
    foreign.close();
  });

  test('a wrong signature is refused with 40093', async () => {
    crm.signWrongly();
    const { page, frame } = await openChat('顾言');
    expect(await frame.evaluate(() => configured)).toMatchObject({ errCode: 40093 });
    await page.close();
  });
});
