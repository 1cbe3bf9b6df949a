import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { callControl } from '@zhike/sandbox/control/client';
import type { CDPSession, Frame, Page } from 'playwright-core';
import { openPage } from '../../../e2e/lib/watched-page.ts';
import { simulatedClient } from '../../../e2e/lib/simulated-client.ts';
import { workingMorning } from '../../../e2e/lib/working-morning.ts';
import { makeDemoChannels } from '../../lib/demo-channels.mjs';
import { makeDemoFields } from '../../lib/demo-fields.mjs';
import { DEMO_ADMIN, startDemo } from '../../lib/demo.mjs';
import { openBrowser } from '../../sandbox/page/testing/open-browser.ts';
import { signIn } from './signed-in.ts';

const CUSTOMER = '林晓雨';
const REPS: Record<string, string> = { 张伟: 'zhangwei', 李娜: 'lina', 王芳: 'wangfang' };
const FOLLOW_UPS = 25;
const USABLE_WITHIN_MS = 60_000;
const SIDEBAR = 'iframe[title="知客 · 侧边栏"]';
/** A sidebar as WeCom shows it on a laptop. */
const WINDOW = { width: 1440, height: 1080 };

/** One cold opening beside the chat. Times in ms from the navigation. */
export interface Opening {
  usableMs: number;
  /** Until the tab that was clicked right then is on the screen. */
  answeredClickMs: number;
  /** What the page's thread computed until then, the slowing included; waiting for the machine's other users is not. */
  cpuMs: number;
  scriptCpuMs: number;
  longTasks: { count: number; longestMs: number };
  /** Addresses of the scripts that were loaded before it was usable. */
  scripts: string[];
  waterfall: { what: string; fromMs: number; toMs: number }[];
}

export interface FirstScreen {
  open(): Promise<Opening>;
  /** Bytes after gzip of what these addresses answer. */
  gzipBytes(scripts: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

/**
 * The built product with its demo corp and a customer with something to show, beside whose chat the sidebar is opened in Chromium with its
 * CPU slowed down `throttle` times.
 */
export async function startFirstScreen(folder: string, throttle: number): Promise<FirstScreen> {
  const demo = await startDemo({ folder, port: 3068, sandboxPort: 3168 });
  const browser = await openBrowser();
  const close = async () => {
    await browser.close();
    await demo.stop();
  };
  try {
    const origin = new URL(demo.addresses.sidebar!).origin;
    const client = new URL(demo.addresses.client!).origin;
    const control = callControl(client);
    await control('POST /control/clock', { body: { set: workingMorning(Date.now(), 'Asia/Shanghai') } });
    const furnished = { origin, admin: DEMO_ADMIN };
    await makeDemoChannels(furnished);
    await makeDemoFields(furnished);
    const { page } = await openPage(browser, WINDOW);
    await page.addInitScript({ path: fileURLToPath(new URL('./watch-first-screen.js', import.meta.url)) });
    await openChat(page, client, origin);
    const devtools = await devtoolsOf(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    return { open: () => openOnce(page, devtools), gzipBytes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** She scans, is welcomed and written about; her rep has her chat open. */
async function openChat(page: Page, client: string, origin: string): Promise<void> {
  const desk = simulatedClient(page);
  await desk.open(client);
  await desk.givePhoneTo(CUSTOMER);
  const rep = await desk.scanCode('春季展会', Object.keys(REPS));
  await desk.addToContacts();
  await desk.openConversation(new RegExp(`^(?!群聊).*${CUSTOMER}`));
  await desk.happened('收到了欢迎语').waitFor();
  const call = await signIn(origin, REPS[rep]!);
  const { items } = (await call('POST', '/api/customers/search', { q: CUSTOMER, limit: 1 })) as {
    items: { id: string }[];
  };
  for (let nth = 0; nth < FOLLOW_UPS; nth++)
    await call('POST', `/api/customers/${items[0]!.id}/follow-ups`, {
      text: `第 ${nth + 1} 次回访:看过样板间,等报价`,
    });
  await desk.sidebar.getByText(`第 ${FOLLOW_UPS} 次回访`).first().waitFor();
}

/** What watch-first-screen.js notes. */
interface Watched {
  usableAt: number | null;
  longTasks: { count: number; longestMs: number };
  clickTab(): Promise<number>;
}
type WatchedWindow = Window & { watched: Watched };

async function openOnce(page: Page, devtools: CDPSession): Promise<Opening> {
  const frame = await sidebarOf(page);
  await Promise.all([frame.waitForNavigation({ waitUntil: 'commit' }), frame.evaluate(() => location.reload())]);
  await frame.waitForFunction(() => (window as unknown as WatchedWindow).watched?.usableAt, undefined, {
    timeout: USABLE_WITHIN_MS,
    polling: 50,
  });
  // Counted anew for each document.
  const cpu = await cpuOf(devtools);
  const seen = await frame.evaluate(async () => {
    const { usableAt, longTasks, clickTab } = (window as unknown as WatchedWindow).watched;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return {
      usableMs: usableAt!,
      longTasks: { ...longTasks },
      waterfall: resources
        .filter(({ startTime }) => startTime < usableAt!)
        .map(({ name, startTime, responseEnd }) => ({ what: name, fromMs: startTime, toMs: responseEnd })),
      answeredClickMs: await clickTab(),
    };
  });
  // What it loads when nothing else is to do is not part of the next opening.
  await sleep(2_500);
  const own = new URL(frame.url()).origin;
  return {
    ...seen,
    cpuMs: cpu.task,
    scriptCpuMs: cpu.script,
    scripts: seen.waterfall.map(({ what }) => what).filter((url) => url.startsWith(own) && url.endsWith('.js')),
  };
}

/** The sidebar has another origin than the page around it and so, in some Chromiums, a process of its own: that is the one to slow down. */
async function devtoolsOf(page: Page): Promise<CDPSession> {
  const frame = await sidebarOf(page);
  return page
    .context()
    .newCDPSession(frame)
    .catch(() => page.context().newCDPSession(page));
}

async function sidebarOf(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector(SIDEBAR)).contentFrame();
  if (!frame) throw new Error('the client shows no sidebar');
  return frame;
}

async function cpuOf(devtools: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const seconds = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { task: seconds('TaskDuration') * 1000, script: seconds('ScriptDuration') * 1000 };
}

async function gzipBytes(scripts: readonly string[]): Promise<number> {
  let sum = 0;
  for (const url of new Set(scripts)) {
    // Not with fetch, which would unpack it.
    const bytes = await new Promise<Buffer>((resolve, reject) => {
      const asking = request(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve(Buffer.concat(chunks)));
      });
      asking.on('error', reject).end();
    });
    gunzipSync(bytes);
    sum += bytes.length;
  }
  return sum;
}
