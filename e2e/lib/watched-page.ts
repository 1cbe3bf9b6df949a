import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page, Response } from 'playwright-core';

/** Where screens of failed tests are kept. */
const PICTURES = fileURLToPath(new URL('../../.cache/e2e', import.meta.url));
const WAIT_MS = 10_000;

export interface OpenPageOptions {
  width?: number;
  height?: number;
  /** Which client the page believes to be in. */
  userAgent?: string;
  /** Answers that belong to the story, e.g. `401 GET /api/me`. */
  expected?: RegExp[];
}

export interface WatchedPage {
  page: Page;
  takeProblems(): string[];
  photograph(name: string): Promise<void>;
}

/** A page in a browser context of its own whose complaints are collected: errors, refused and failed requests. */
export async function openPage(browser: Browser, options: OpenPageOptions = {}): Promise<WatchedPage> {
  const { width = 1440, height = 900, userAgent, expected = [] } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    userAgent,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(WAIT_MS);
  const problems: string[] = [];
  const complain = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) problems.push(text);
  };
  const page = await context.newPage();
  page.on('pageerror', (error) => complain(`page error: ${error.message}`));
  page.on('console', (message) => {
    // The browser's own line about a refused request says less than the response itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complain(`console: ${message.text()}`);
  });
  page.on('response', (response) => response.status() >= 400 && complain(describeResponse(response)));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Leaving a page ends its event stream and what it was still reading.
    if (reason !== 'net::ERR_ABORTED') complain(`${reason} ${request.method()} ${pathOf(request.url())}`);
  });
  return {
    page,
    takeProblems: () => problems.splice(0),
    async photograph(name) {
      if (page.isClosed()) return;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`), fullPage: false });
    },
  };
}

function describeResponse(response: Response): string {
  return `${response.status()} ${response.request().method()} ${pathOf(response.url())}`;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
