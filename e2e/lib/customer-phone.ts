import type { Browser, BrowserContext, Page } from 'playwright-core';
import { WECHAT } from '../../server/src/test/phone.ts';

const seen = new WeakMap<Page, string[]>();
/** What the page's own script and the browser complained about. */
export const problemsOf = (page: Page): readonly string[] => seen.get(page) ?? [];

/** Customers' phones, each with its own cookies and storage, WeChat's name, and no headless browser's. */
export function customerPhones(browser: () => Browser) {
  const contexts: BrowserContext[] = [];
  return {
    async open(width = 375): Promise<Page> {
      const context = await browser().newContext({
        viewport: { width, height: 667 },
        userAgent: WECHAT,
        locale: 'zh-CN',
        hasTouch: true,
        isMobile: true,
      });
      contexts.push(context);
      const page = await context.newPage();
      const problems: string[] = [];
      seen.set(page, problems);
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      return page;
    },
    async close(): Promise<void> {
      for (const context of contexts) await context.close();
    },
  };
}

/** She switches to another chat, then closes the page. What a browser sends while a page is torn down goes out under its own, headless name. */
export async function leave(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.goto(new URL('/healthz', page.url()).href);
}
