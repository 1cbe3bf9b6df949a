import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server/src/test/start-test-server.ts';
import { built } from './built.ts';

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const ARGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const hasChromium = existsSync(chromiumPath);

let server: TestServer;
let browser: Browser;
/** What the browser complained about. */
const complaints: string[] = [];

beforeAll(async () => {
  if (!hasChromium) return;
  await built('h5');
  server = await startTestServer({ sandbox: { demo: true }, demo: true });
  browser = await chromium.launch({ executablePath: chromiumPath, args: ARGS.split(' ') });
  // The first sync brings the demo corp's members and customers.
  await settled();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

function sandbox() {
  if (!server.sandbox) throw new Error('started without a sandbox');
  return server.sandbox;
}

async function settled() {
  await sandbox().control('POST /control/wait-until-idle', { body: { quietMs: 50 } });
  await server.settle();
}

/** Somebody of the demo corp whom exactly one member serves. */
async function givenServedCustomer(): Promise<{ customerId: string; repName: string }> {
  const { items } = await sandbox().control('GET /control/customers');
  for (const { externalUserId } of items) {
    const params = { externalUserId };
    const { relations } = await sandbox().control('GET /control/customers/:externalUserId', { params });
    const [relation] = relations;
    if (!relation || relations.length > 1) continue;
    const rep = await sandbox().control('GET /control/members/:userId', { params: { userId: relation.userId } });
    return { customerId: externalUserId, repName: rep.name };
  }
  throw new Error('the demo corp has no customer of one member alone');
}

async function openPage(options: { colorScheme?: 'light' | 'dark' } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 375, height: 720 }, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  complaints.length = 0;
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  return page;
}

test.runIf(hasChromium)('in the demo a browser signs in through the sandbox and sees the consultant', async () => {
  const { customerId, repName } = await givenServedCustomer();
  const page = await openPage();
  await page.goto(`${server.origin}/weapp/`);
  // The sandbox asks as whom; in WeChat nobody is asked.
  await page.locator(`a[href*="customer=${customerId}"]`).click();
  await page.locator('.taro_page_show .consultant-card__name').waitFor();
  complaints.length = 0;
  expect(await page.locator('.consultant-card__name').innerText()).toBe(repName);
  await expect.poll(() => codeWidth(page)).toBeGreaterThan(100);
  expect(page.url()).not.toContain('code=');

  await page.reload();
  await page.locator('.taro_page_show .consultant-card__name').waitFor();
  expect(complaints).toEqual([]);
});

test.runIf(hasChromium)('everything that can be tapped is at least 40 px high, in the dark too', async () => {
  const page = await openPage({ colorScheme: 'dark' });
  await page.goto(`${server.origin}/weapp/?code=made-up`);
  const button = page.locator('.taro_page_show .action-button');
  await button.waitFor();
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  const background = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  expect(background).toBe('rgb(24, 24, 24)');
});

/** Natural width of the code's picture, 0 until it is there. */
function codeWidth(page: Page): Promise<number> {
  return page.locator('.contact-code__picture img').evaluate((image) => (image as HTMLImageElement).naturalWidth);
}
