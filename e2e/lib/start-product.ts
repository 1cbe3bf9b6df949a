import { generateKeyPairSync } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { openBrowser } from '../../scripts/sandbox/page/testing/open-browser.ts';
import { startTestServer } from '../../server/src/test/start-test-server.ts';
import { openPage, type OpenPageOptions, type WatchedPage } from './watched-page.ts';
import { workingMorning } from './working-morning.ts';

/** Who runs the CRM of the demo corp. */
export const ADMIN = { userId: 'chenyu', name: '陈宇' };

const YEARS_IN_SECONDS = 10 * 365 * 86_400;

/** The whole product with its demo corp, as `npm start` gives it to somebody new, and a browser to look at it. */
export async function startProduct() {
  await ensureBuilt(['sidebar', 'sandbox-page']);
  const archive = archiveOfTheCorp();
  const server = await startTestServer({
    demo: true,
    // A token that dies when the clock is set would look like a wrong secret.
    sandbox: { demo: true, limits: { tokenSeconds: YEARS_IN_SECONDS }, ...archive.sandbox },
    env: { ADMIN_USER_IDS: ADMIN.userId, ...archive.env },
  });
  const sandbox = server.sandbox!;
  await sandbox.control('POST /control/settings', {
    body: { archive: { callbackUrl: `${server.origin}/wecom/callback/archive` } },
  });
  const browser: Browser = await openBrowser();
  const opened: WatchedPage[] = [];

  /** The corp's clock and ours at the same moment. */
  const moveClockTo = async (moment: number) => {
    server.clock.offsetMs = moment - Date.now();
    await sandbox.control('POST /control/clock', { body: { set: moment } });
  };
  await moveClockTo(workingMorning(Date.now(), server.config.timeZone));

  return {
    ...server,
    sandbox,
    browser,
    moveClockTo,

    /** A browser of its own, with nobody signed in. */
    async open(options: OpenPageOptions = {}): Promise<WatchedPage> {
      const page = await openPage(browser, options);
      opened.push(page);
      return page;
    },

    /** Everything WeCom has told and everything it caused is done. */
    async settle() {
      await sandbox.control('POST /control/wait-until-idle', { body: { quietMs: 50 } });
      await server.settle();
    },

    /** After each test: it fails when a page has complained (see `openPage`), and leaves its screens when it failed. */
    async endTest(task: { name: string; result?: { state: string } }) {
      const problems = opened.flatMap(({ takeProblems }) => takeProblems());
      if (problems.length > 0 || task.result?.state === 'fail')
        for (const [index, page] of opened.entries()) await page.photograph(`${task.name} ${index + 1}`);
      if (problems.length > 0) throw new Error(`the pages complained:\n${problems.join('\n')}`);
    },

    async closePages() {
      for (const { page } of opened.splice(0)) await page.context().close();
    },

    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** What both sides of the chat archive know. */
function archiveOfTheCorp() {
  const secret = 'secret-of-the-archive-0123456789';
  const token = 'archivetoken';
  const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const archivePrivateKeys = { 1: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() };
  return {
    sandbox: {
      archivePrivateKeys,
      credentials: { archiveSecret: secret, archiveCallbackToken: token, archiveCallbackAesKey: aesKey },
    },
    env: {
      WECOM_ARCHIVE_SECRET: secret,
      WECOM_ARCHIVE_PRIVATE_KEYS: JSON.stringify(archivePrivateKeys),
      WECOM_ARCHIVE_SOURCE: 'http',
      WECOM_ARCHIVE_CALLBACK_TOKEN: token,
      WECOM_ARCHIVE_CALLBACK_AES_KEY: aesKey,
    },
  };
}

export type Product = Awaited<ReturnType<typeof startProduct>>;
