import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callControl, type ControlClient } from '@zhike/sandbox/control/client';
import type { Browser, Locator, Page } from 'playwright-core';
import { channelForm } from '../e2e/lib/channel-form.ts';
import { drawPoster } from '../e2e/lib/poster.ts';
import { signIn } from '../e2e/lib/sign-in.ts';
import { simulatedClient } from '../e2e/lib/simulated-client.ts';
import { workingMorning } from '../e2e/lib/working-morning.ts';
import { DEMO_ADMIN, startDemo } from './lib/demo.mjs';
import { makeDemoMaterials } from './lib/demo-materials.mjs';
import { encodePalettePng } from './lib/palette-png.ts';
import { inProject } from './lib/project.mjs';
import { openBrowser } from './sandbox/page/testing/open-browser.ts';

const HELP = `npm run pictures [-- NAME…]

Takes the pictures of docs/pictures from the running demo: starts server and sandbox on a fresh demo corp in a temporary
folder, plays a little story (a manager makes channel codes, customers scan them, a rep follows up and sends a brochure that the
customer reads, a rule is tried on what was said), and photographs it.

  NAME   only these: doctor, channel-editor, simulated-client, sidebar, brochure, customers, rule-dry-run`;

const FOLDER = inProject('docs/pictures');
const MOST_BYTES = 250 * 1024;
const SCREEN = { width: 1440, height: 900 };
const CHANNEL = '春季家装展';
const CUSTOMER = '林晓雨';
const REPS = ['张伟', '李娜', '王芳'];

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const folder = mkdtempSync(join(tmpdir(), 'zhike-pictures-'));
  const demo = await startDemo({ folder, port: 3900, sandboxPort: 3950 });
  const browser = await openBrowser();
  try {
    await takePictures(browser, demo.addresses, (name) => args.length === 0 || args.includes(name));
  } finally {
    await browser.close();
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takePictures(
  browser: Browser,
  addresses: Record<string, string>,
  isWanted: (name: string) => boolean,
): Promise<void> {
  const { client: clientAddress = '', manager = '' } = addresses;
  const control = callControl(new URL(clientAddress).origin);
  await control('POST /control/clock', { body: { set: workingMorning(Date.now(), 'Asia/Shanghai') } });
  mkdirSync(FOLDER, { recursive: true });
  const keep = async (name: string, of: Page | Locator) => {
    if (!isWanted(name)) return;
    const picture = await photograph(browser, of);
    if (picture.length > MOST_BYTES) throw new Error(`${name}.png has ${picture.length} bytes, at most ${MOST_BYTES}`);
    writeFileSync(join(FOLDER, `${name}.png`), picture);
    console.log(`docs/pictures/${name}.png  ${Math.ceil(picture.length / 1024)} KB`);
  };

  const desk = await newPage(browser, SCREEN);
  await signIn(desk, manager, '陈宇');
  await desk.getByRole('link', { name: /^全部客户 ?8\d/ }).waitFor();
  // Before WeCom has told anything: the doctor has something to say.
  await openFromMenu(desk, '自检');
  await desk.getByText(/^\d+ 项/).waitFor();
  await keep('doctor', desk);
  await makeChannel(desk, '门店海报', ['赵敏', '孙浩']);
  await makeChannel(desk, '公众号菜单', ['周洁']);
  await fillEditor(desk, await drawPoster(browser));
  await keep('channel-editor', desk);
  await saveChannel(desk, CHANNEL);

  await letOthersScan(control);
  const screen = await newPage(browser, SCREEN);
  await playStory(screen, clientAddress, control);
  await keep('simulated-client', screen);

  // A taller screen for the sidebar alone: as much of it as a rep sees beside a chat in a window of full height.
  await screen.setViewportSize({ width: 1616, height: 1200 });
  await keep('sidebar', screen.locator('iframe[title="知客 · 侧边栏"]'));

  await screen.setViewportSize(SCREEN);
  await makeDemoMaterials({ origin: new URL(manager).origin, admin: DEMO_ADMIN });
  await readBrochure(screen);
  await keep('brochure', screen);

  await openFromMenu(desk, '客户');
  await desk.getByRole('link', { name: CUSTOMER }).waitFor();
  await keep('customers', desk);

  await tryRule(desk);
  await keep('rule-dry-run', desk);
}

/** The rep sends a brochure, the customer turns its pages, and the rep sees how far she is. */
async function readBrochure(screen: Page): Promise<void> {
  const { sidebar, phone, phoneChat } = simulatedClient(screen);
  const title = '春季产品手册';
  await sidebar.getByRole('tab', { name: '素材' }).click();
  // Its pages are drawn in the background.
  const card = sidebar.getByRole('button', { name: new RegExp(title) }).first();
  for (let tries = 0; tries < 20 && !(await card.isVisible()); tries++) {
    await screen.waitForTimeout(1_000);
    await sidebar.getByRole('tab', { name: '话术' }).click();
    await sidebar.getByRole('tab', { name: '素材' }).click();
  }
  await card.click();
  await sidebar.getByRole('dialog').getByRole('button', { name: '发送', exact: true }).click();
  await sidebar.getByRole('dialog').getByRole('button', { name: '完成' }).click();
  await phoneChat.getByText(title).click();
  const opened = phone.frameLocator('iframe');
  await opened.getByText('1 / 6').waitFor();
  await opened.locator('body').evaluate((body) => {
    const page = body.ownerDocument.querySelectorAll('.page')[1];
    page?.scrollIntoView();
  });
  await opened.getByText('2 / 6').waitFor();
  await sidebar.getByRole('tab', { name: '动态' }).click();
  await sidebar
    .getByRole('region', { name: '今天' })
    .getByText(/^看了《春季产品手册》第 2 页/)
    .waitFor();
  await screen.mouse.move(0, 0);
}

async function photograph(browser: Browser, of: Page | Locator): Promise<Buffer> {
  const taken = await of.screenshot({ type: 'png', animations: 'disabled', caret: 'hide' });
  const reader = await browser.newPage();
  // The browser knows how to read a PNG; no package is needed for that.
  const { width, height, pixels } = await reader.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let text = '';
      for (let at = 0; at < data.length; at += 0x8000) text += String.fromCharCode(...data.subarray(at, at + 0x8000));
      return { width: image.width, height: image.height, pixels: btoa(text) };
    },
    `data:image/png;base64,${taken.toString('base64')}`,
  );
  await reader.close();
  return encodePalettePng({ width, height, rgba: Buffer.from(pixels, 'base64') });
}

async function newPage(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  // A headless browser's own name is a robot's, and what robots open is not counted.
  const userAgent =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36';
  const context = await browser.newContext({ viewport, userAgent, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  return context.newPage();
}

const openFromMenu = (desk: Page, label: string) =>
  desk.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: label, exact: true }).click();

async function makeChannel(desk: Page, name: string, reps: string[]): Promise<void> {
  await openEditor(desk);
  const form = channelForm(desk);
  await form.name(name);
  await form.receivers(reps);
  await saveChannel(desk, name);
}

async function openEditor(desk: Page): Promise<void> {
  await openFromMenu(desk, '渠道活码');
  await desk.getByRole('button', { name: '新建渠道活码' }).click();
}

async function saveChannel(desk: Page, name: string): Promise<void> {
  await channelForm(desk).save();
  await desk.getByRole('heading', { level: 1, name: new RegExp(`${name}.*使用中`) }).waitFor();
}

async function fillEditor(desk: Page, poster: Awaited<ReturnType<typeof drawPoster>>): Promise<void> {
  await openEditor(desk);
  const form = channelForm(desk);
  await form.name(CHANNEL);
  await form.receivers(REPS);
  await form.byTheWeek();
  await form.tag('展会');
  await form.remark('{昵称}-展会');
  await form.welcomeText('你好 {客户昵称},我是 {员工姓名}。这是展会上说的资料,有问题随时找我:');
  await form.picture(poster);
  await form.link({ title: '春季新品手册', url: 'https://example.com/spring', description: '三分钟看完今年的新方案' });
  await form.preview.getByRole('img', { name: '欢迎语里的图片' }).waitFor();
  await desk.mouse.move(0, 0);
  await desk.evaluate(() => window.scrollTo(0, 0));
}

/** Some came before her. */
async function letOthersScan(control: ControlClient): Promise<void> {
  const [{ items: ways }, { items: people }] = await Promise.all([
    control('GET /control/contact-ways', { query: {} }),
    control('GET /control/customers', { query: { limit: '500' } }),
  ]);
  const strangers = people.filter(({ relationCount, name }) => relationCount === 0 && name !== CUSTOMER);
  for (const [index, { externalUserId }] of strangers.entries()) {
    const { configId } = ways[index % ways.length]!;
    await control('POST /control/scan', { body: { externalUserId, configId } });
  }
  await control('POST /control/wait-until-idle', { body: {} });
}

/** She scans, is welcomed, asks; the rep answers and notes what is next. */
async function playStory(screen: Page, address: string, control: ControlClient): Promise<void> {
  const client = simulatedClient(screen);
  await client.open(address);
  await client.givePhoneTo(CUSTOMER);
  const rep = await client.scanCode(CHANNEL, REPS);
  await client.addToContacts();
  await client.phoneChat.getByText('这是展会上说的资料').waitFor();
  const { sidebar } = client;
  await sidebar.getByRole('heading', { level: 1, name: CUSTOMER }).waitFor();
  await client.happened('收到了欢迎语').waitFor();

  await client.phone.getByRole('textbox', { name: '发消息' }).fill('120 平的店,大概什么价位?');
  await screen.keyboard.press('Enter');
  const chat = client.wecom.getByRole('log', { name: '聊天记录' });
  await chat.getByText('120 平的店').waitFor();
  await client.wecom.getByRole('textbox', { name: /^发消息给/ }).fill('今天下班前把报价发给你');
  await screen.keyboard.press('Enter');
  await client.phoneChat.getByText('今天下班前把报价发给你').waitFor();

  await client.moveToStage('意向');
  await client.addTag('高意向');
  await client.logFollowUp('120 平的店,想做整体方案,关心价位', '明天');
  await client.happened(`${rep}跟进,下次 明天 10:00`).waitFor();
  await control('POST /control/wait-until-idle', { body: {} });
  await sidebar.getByText(/^已记录/).waitFor({ state: 'detached' });
  await sidebar.locator('html').evaluate(() => window.scrollTo(0, 0));
  await screen.mouse.move(0, 0);
}

/** A rule written from a template and tried on what was said, before it is switched on. */
async function tryRule(desk: Page): Promise<void> {
  await openFromMenu(desk, '自动化规则');
  await desk.getByRole('button', { name: '新建规则' }).first().click();
  await desk.getByRole('link', { name: /提到关键词就打标签/ }).click();
  await desk.getByPlaceholder('例如:提到价格打标签').fill('问价打「高意向」');
  const words = desk.getByRole('group', { name: '任意一个' });
  for (const word of ['价位', '报价']) {
    await words.getByRole('textbox').fill(word);
    await words.getByRole('textbox').press('Enter');
  }
  await desk.getByRole('button', { name: '选择标签' }).click();
  await desk.locator('.t-dialog').getByRole('button', { name: '高意向', exact: true }).click();
  await desk.locator('.t-dialog').getByRole('button', { name: '确定(1 个)' }).click();
  await desk.getByRole('button', { name: '保存并试运行' }).click();
  await desk.getByRole('button', { name: '开始试运行' }).click();
  await desk
    .getByText(/会触及 \d+ 位客户/)
    .first()
    .waitFor();
  await desk.getByRole('row').filter({ hasText: CUSTOMER }).getByText('价位').first().waitFor();
  await desk.getByText('已保存,启用前可以先试运行').waitFor({ state: 'hidden' });
}

await main(process.argv.slice(2));
