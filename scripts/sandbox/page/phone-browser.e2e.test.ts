import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../lib/build.mjs';
import { type RunningSandbox, startSandbox } from '../src/start-sandbox.ts';
import { hasBrowser, openBrowser } from './testing/open-browser.ts';
import { startTinyCrm, type TinyCrm } from './testing/tiny-crm.ts';

declare global {
  interface Window {
    __zhikePhone?: string;
  }
}

describe.skipIf(!hasBrowser)('the browser on the customer’s phone', () => {
  let browser: Browser;
  let crm: TinyCrm;
  let sandbox: RunningSandbox;
  let page: Page;
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
    lin = await newCustomer('林晓雨');
    gu = await newCustomer('顾言');
    await sandbox.control('POST /control/friends/add', { body: { externalUserId: lin, userId: 'lina' } });
    browser = await openBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
    await crm?.close();
  });

  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    await page.addInitScript((customerId) => {
      if (window.parent === window && !localStorage.getItem('zhike-sandbox-selection'))
        localStorage.setItem(
          'zhike-sandbox-selection',
          JSON.stringify({ customerId, memberId: 'lina', open: { kind: 'none' } }),
        );
    }, lin);
    await page.goto(sandbox.origin);
    await page.getByRole('button', { name: '我自己看看' }).click();
    return () => context.close();
  });

  const newCustomer = async (name: string) =>
    (await sandbox.control('POST /control/customers', { body: { name } })).externalUserId;
  const phone = () => page.getByRole('region', { name: '客户的手机' });

  async function openLinkFromRep(url: string, title: string): Promise<Frame> {
    await sandbox.control('POST /control/chats/:userId/:externalUserId/messages', {
      params: { userId: 'lina', externalUserId: lin },
      body: { from: 'member', content: { kind: 'link', title, desc: '', url, picUrl: '' } },
    });
    await phone().getByRole('button', { name: /李娜/ }).click();
    await phone().getByRole('button', { name: title }).click();
    return framed();
  }

  async function framed(): Promise<Frame> {
    const frame = await (await phone().locator('iframe').elementHandle())?.contentFrame();
    if (!frame) throw new Error('no page is open on the phone');
    await frame.getByRole('heading', { name: '春季手册' }).waitFor();
    return frame;
  }

  const identityOf = (frame: Frame) => frame.evaluate(() => [navigator.userAgent, window.__zhikePhone]);
  const phoneIdOf = async (externalUserId: string) =>
    (await sandbox.control('GET /control/customers/:externalUserId', { params: { externalUserId } })).phoneId;

  test('is WeChat’s, and a forwarded page is another visitor’s on the other phone, at the address it then had', async () => {
    const frame = await openLinkFromRep(`${crm.origin}/visitor/?doc=1`, '手册来了');
    const [userAgent, phoneId] = await identityOf(frame);
    expect(userAgent).toContain('MicroMessenger/8.0');
    expect(userAgent).not.toContain('wxwork');
    expect(phoneId).toBe(await phoneIdOf(lin));
    expect(await frame.evaluate(() => 'WeixinJSBridge' in window)).toBe(false);
    await phone().getByText('春季手册').waitFor();
    await phone().getByRole('button', { name: '更多' }).click();
    await phone().getByRole('button', { name: '转发给朋友' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /顾言/ }).click();
    await page.getByText('已转发给顾言').waitFor();

    await phone().getByRole('button', { name: '关闭网页' }).click();
    await expect.poll(() => crm.left).toContain('?doc=1&visit=1');
    await page.getByTitle(/^选择手机的主人/).click();
    await page.getByRole('button', { name: /顾言/ }).click();
    await phone()
      .getByRole('button', { name: /林晓雨/ })
      .click();
    await phone()
      .getByRole('button', { name: /春季手册/ })
      .click();
    const other = await framed();
    expect(other.url()).toBe(`${crm.origin}/visitor/?doc=1&visit=1`);
    expect((await identityOf(other))[1]).toBe(await phoneIdOf(gu));
  });

  test('is known to the official account as the phone’s owner', async () => {
    const authorize = new URL('/connect/oauth2/authorize', sandbox.origin);
    authorize.search = new URLSearchParams({
      appid: sandbox.credentials.officialAppid,
      redirect_uri: `${crm.origin}/visitor/?doc=2`,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'x',
    }).toString();
    const frame = await openLinkFromRep(`${authorize.href}#wechat_redirect`, '请先确认身份');
    const code = new URL(frame.url()).searchParams.get('code') ?? '';
    const { officialAppid, officialSecret } = sandbox.credentials;
    const answer = await fetch(
      `${sandbox.origin}/wechat/sns/oauth2/access_token?appid=${officialAppid}&secret=${officialSecret}&code=${code}&grant_type=authorization_code`,
    );
    expect(await answer.json()).toMatchObject({ scope: 'snsapi_base', openid: expect.stringMatching(/^o/) });
    expect((await identityOf(frame))[1]).toBe(await phoneIdOf(lin));
  });
});
