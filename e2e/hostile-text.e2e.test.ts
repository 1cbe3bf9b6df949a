import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { givenApi } from '../server/src/test/given-api.ts';
import { WECHAT } from '../server/src/test/phone.ts';
import { BAD_ADDRESSES, hostileText } from './lib/hostile/hostile-text.ts';
import { type HostileWorld, makeHostileWorld } from './lib/hostile/hostile-world.ts';
import { askInAddresses, OUR_PLACES, PICTURE, takeFiles } from './lib/hostile/hostile-addresses.ts';
import { managerPages } from './lib/hostile/manager-pages.ts';
import { UNTRIED } from './lib/hostile/untried.ts';
import { watchInjection } from './lib/hostile/watch-injection.ts';
import { signIn } from './lib/sign-in.ts';
import { simulatedClient } from './lib/simulated-client.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';
import type { OpenPageOptions } from './lib/watched-page.ts';

const NOBODY_YET = /^401 GET \/api\/me/;
const WECOM = 'Mozilla/5.0 Chrome/129.0.0.0 Safari/537.36 wxwork/4.1.36';

/** Somebody puts markup, code, marks that turn a line around and words without an end wherever text can be put. */
describe.skipIf(!hasBrowser)('hostile text in every field', () => {
  let product: Product;
  let world: HostileWorld;
  let problems: string[];
  /** Screens on which none of the texts can be read. */
  let without: string[];

  beforeAll(async () => {
    product = await startProduct();
    await product.settle();
    world = await makeHostileWorld(product);
  });
  afterAll(() => product?.close());
  beforeEach(() => {
    [problems, without] = [[], []];
  });
  afterEach(async ({ task }) => {
    await product?.endTest(task);
    await product?.closePages();
  });

  async function openWatched(options: OpenPageOptions) {
    const { page } = await product.open({ expected: [NOBODY_YET], ...options });
    const watch = await watchInjection(page, [product.origin, product.sandbox.origin]);
    const look = async (what: string, ...widths: number[]) => {
      await watch.settle();
      const found = await watch.look(what);
      problems.push(...found.problems);
      if (!found.isShown) without.push(what);
      for (const width of widths) {
        const overflow = await watch.overflowAt(width);
        if (overflow > 0) problems.push(`${what}: wider than ${width} by ${overflow}`);
      }
    };
    return { page, look };
  }

  async function openSheet(button: Locator, look: (what: string) => Promise<void>) {
    const page = button.page();
    await button.click();
    await page.getByRole('dialog').waitFor();
    await look(`the sheet behind ${button}`);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  test('every field that takes a text has taken one, but for those that say why not', () => {
    const missing = world.calls.missing(givenApi(product).endpoints);
    expect(missing.sort()).toEqual(Object.keys(UNTRIED).sort());
  });

  test('a field for an address takes no other than of the web', async () => {
    const tries = world.calls.withAddresses(BAD_ADDRESSES);
    expect(tries.length).toBeGreaterThan(10 * BAD_ADDRESSES.length);
    const taken: string[] = [];
    for (const { name, send } of tries) if ((await send()).status !== 400) taken.push(name);
    expect(taken).toEqual([]);
  });

  test('every page of the manager shows it as it was written, wide and narrow', async () => {
    const { page, look } = await openWatched({});
    await signIn(page, `${product.origin}/manager/`, ADMIN.name);
    for (const path of managerPages(world)) {
      await page.evaluate((hash) => (location.hash = hash), path);
      await look(path, 300, 1440);
    }
    expect(problems).toEqual([]);
    // Empty forms, and what is about the program itself.
    expect(without.filter((path) => !path.endsWith('/new') && !path.startsWith('/nowhere/'))).toEqual([
      '/tasks',
      '/sops/coming',
      '/materials/new/article',
      '/quality',
      '/quality/actions',
      '/failures',
      '/sync',
      '/doctor',
      '/mini-program',
    ]);
  });

  test('so does the sidebar, with its tabs and sheets, at its narrowest', async () => {
    const { page, look: lookAt } = await openWatched({ width: 300, userAgent: WECOM });
    const look = (what: string) => lookAt(what, 300);
    const { rep, customerId, chatId } = world.wecom;
    await page.goto(`${product.origin}/auth/login?to=/sidebar/`);
    await look('the login page');
    await page.locator(`a[href*="member=${rep}"]`).click();
    await page.waitForURL(`${product.origin}/sidebar/**`);
    const visit = (hash: string) => page.evaluate((next) => (location.hash = next), hash);

    await visit('#/home');
    await look('my day');
    await visit(`#/customers/${customerId}`);
    const sheetsOfTab: Record<string, Locator> = {
      动态: page.getByRole('navigation', { name: '常用操作' }).getByRole('button', { name: /记跟进|打标签/ }),
      资料: page.getByRole('tabpanel').getByRole('button', { name: /^<x-hit>/ }),
      待办: page.getByRole('button', { name: '新建' }),
      素材: page.locator('.material-card'),
      话术: page.locator('.script-card'),
    };
    for (const [tab, buttons] of Object.entries(sheetsOfTab)) {
      await page.getByRole('tab', { name: tab }).click();
      await look(tab);
      for (const button of await buttons.all()) await openSheet(button, (what) => look(`${tab}, ${what}`));
    }
    await visit(`#/groups/${encodeURIComponent(chatId)}`);
    for (const tab of ['成员', '待办', '素材', '话术']) {
      await page.getByRole('tab', { name: tab }).click();
      await look(`a group, ${tab}`);
    }
    for (const place of [`customer=${customerId}`, `group=${encodeURIComponent(chatId)}`]) {
      await visit(`#/chats?${place}`);
      await look(`chats, ${place}`);
    }
    expect(problems).toEqual([]);
    expect(without).toEqual([]);
  });

  test('what is asked for in an address is not answered as markup', async () => {
    const { avatar, ...answers } = await askInAddresses(product, world);
    for (const [address, answer] of Object.entries(answers)) {
      expect(answer.type, address).toMatch(/^(text\/html|text\/plain|application\/json)/);
      if (answer.type.startsWith('text/html')) expect(answer.text, address).not.toContain('<x-hit');
      else if (answer.isOurs) expect(answer.sniffing, address).toBe('nosniff');
      expect(answer.location ?? product.origin, address).toMatch(OUR_PLACES);
    }
    expect(avatar!.text).not.toContain('<x-hit');
  });

  test('a file is called what it was called, and opens as nothing else', async () => {
    for (const { address, name, kind, disposition, type, policy, text } of await takeFiles(product, world)) {
      expect(disposition, address).toMatch(
        /^(inline|attachment)(; filename="[\w.]+")?; filename\*=UTF-8''[\w%.!~*'()-]+$/,
      );
      expect(decodeURIComponent(disposition.split("''")[1]!), address).toContain(name);
      expect(type, address).toMatch(kind);
      if (kind !== PICTURE) expect(policy, address).toContain('sandbox');
      expect(text, address).not.toContain('<x-hit');
    }
  });

  test('what the app tells a member holds none of the tags that WeCom reads in it', async () => {
    const { items } = await product.sandbox.control('GET /control/members/:userId/app-messages', {
      params: { userId: world.wecom.rep },
      query: { limit: '500' },
    });
    const said = items.map(({ body }) => JSON.stringify(body));
    expect(said.filter((text) => text.includes('＜x-hit＞'))).not.toEqual([]);
    expect(said.filter((text) => /[<>]/.test(text))).toEqual([]);
  });

  test('an address that names nothing is told of, and shows nothing of itself', async () => {
    const refused = [/^40[04] (GET|POST) \/api\/(customers|groups)\//];
    const { page, look } = await openWatched({ width: 300, userAgent: WECOM, expected: [NOBODY_YET, ...refused] });
    await page.goto(`${product.origin}/auth/login?to=/sidebar/`);
    await page.locator(`a[href*="member=${world.wecom.rep}"]`).click();
    await page.waitForURL(`${product.origin}/sidebar/**`);
    for (const name of [encodeURIComponent(hostileText.name), '%E0%A4%A'])
      for (const place of ['customers', 'groups']) {
        await page.evaluate((hash) => (location.hash = hash), `#/${place}/${name}`);
        await look(`${place}/${name}`, 300);
        await page.getByRole('alert').waitFor();
      }
    expect(problems).toEqual([]);
  });

  test('so does what customers open, of every kind that goes out as a link', async () => {
    const { page, look } = await openWatched({ width: 300, userAgent: WECHAT });
    const { link, ...pages } = world.links;
    expect(Object.keys(pages).sort()).toEqual(['article', 'brochure', 'case', 'live', 'video']);
    for (const [kind, address] of Object.entries(pages)) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look(kind, 300, 1440);
      expect(await page.title()).toContain('<x-hit>');
    }
    expect(problems).toEqual([]);
    expect(without).toEqual([]);
    const { page: phone } = await product.open({ userAgent: WECHAT });
    await phone.route('https://example.com/**', (route) => route.fulfill({ body: 'elsewhere' }));
    await phone.goto(link!);
    await phone.waitForURL((url) => url.origin === 'https://example.com');
  });

  test('so does the simulated WeCom', async () => {
    const { page, look } = await openWatched({});
    const client = simulatedClient(page);
    await client.open(product.sandbox.origin);
    await client.givePhoneTo('<x-hit>');
    await page.getByTitle(/^选择员工/).click();
    await page.getByRole('searchbox', { name: '找一位员工' }).fill(world.wecom.rep);
    await page.getByText(hostileText.short, { exact: true }).last().click();
    await look('her phone', 1440);
    await client.openConversation(/^<x-hit>/);
    await look('a conversation', 1440);
    await client.openConversation(/^群聊 "'><x-hit>/);
    await look('a group', 1440);
    await client.openAppConversation();
    await look('what the app says', 1440);
    expect(problems).toEqual([]);
    expect(without).toEqual([]);
  });
});
