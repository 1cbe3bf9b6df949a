import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../scripts/sandbox/page/testing/open-browser.ts';
import { findBarriers } from './lib/find-barriers.ts';
import { drawPoster } from './lib/poster.ts';
import { signIn } from './lib/sign-in.ts';
import { ADMIN, type Product, startProduct } from './lib/start-product.ts';

const NOBODY_YET = /^401 GET \/api\/me/;
/** For a picture that is being drawn. */
const IN_TIME = { timeout: 15_000 };
const widthOf = (image: Locator) => image.evaluate((img: HTMLImageElement) => img.naturalWidth);
const BROCHURE = new URL('../scripts/lib/demo-assets/brochure.pdf', import.meta.url);

/** A manager fills the library: with files, and with an article she writes. */
describe.skipIf(!hasBrowser)('the material library', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
    await product.settle();
  });

  afterAll(() => product?.close());

  afterEach(async ({ task }) => {
    await product?.endTest(task);
    await product?.closePages();
  });

  async function openManager(path: string, expected: RegExp[] = []) {
    const { page } = await product.open({ expected: [NOBODY_YET, ...expected] });
    await signIn(page, `${product.origin}/manager/#${path}`, ADMIN.name);
    return page;
  }

  test('files become materials in the folder that is open; what is none says why and holds up nobody', async () => {
    const page = await openManager('/materials', [/^400 POST \/api\/media/]);
    await page.getByRole('button', { name: '新建文件夹' }).click();
    await page.getByPlaceholder('例如:产品资料').fill('展会');
    await page.getByRole('button', { name: '新建', exact: true }).click();
    await page.getByRole('button', { name: /^展会/ }).click();
    await page.getByRole('group', { name: '整理展会' }).waitFor();

    await page
      .getByLabel('选择要上传的文件')
      .setInputFiles([
        await drawPoster(product.browser),
        { name: '手册.pdf', mimeType: 'application/pdf', buffer: readFileSync(BROCHURE) },
        { name: 'setup.exe', mimeType: 'application/octet-stream', buffer: Buffer.alloc(100, 1) },
        { name: '假的.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ is no document') },
      ]);
    await page.getByText('为了安全,不接收 .exe').waitFor();
    await page.getByText(/^不支持这种文件/).waitFor();
    await page.getByText('已放进素材库').nth(1).waitFor();
    await page.getByRole('link', { name: '春季家装展', exact: true }).waitFor();
    await page.getByRole('link', { name: '手册', exact: true }).waitFor();
    await page.getByRole('button', { name: /^展会/ }).getByText('2').waitFor();
  });

  test('an article is written and saved; who edits what a colleague has saved meanwhile sees both', async () => {
    const page = await openManager('/materials/new/article', [/^409 PUT \/api\/materials/]);
    await page.getByPlaceholder(/夏季新品手册/).fill('旧房翻新的五个坑');
    await page.getByRole('textbox', { name: '正文' }).click();
    await page.getByRole('button', { name: '大标题' }).click();
    await page.keyboard.type('第一个坑');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '列表' }).click();
    await page.keyboard.type('水电');
    const poster = await drawPoster(product.browser);
    await page.getByLabel('插入图片').setInputFiles(poster);
    await page.locator('.ProseMirror img').waitFor();
    await page.getByRole('button', { name: '放进素材库' }).click();
    await page.getByRole('heading', { level: 1, name: /旧房翻新/ }).waitFor();

    const edit = `${page.url()}/edit`;
    const colleague = await page.context().newPage();
    for (const each of [page, colleague]) {
      await each.goto(edit);
      await each.getByRole('textbox', { name: '正文' }).getByText('第一个坑').waitFor();
    }
    await colleague.getByPlaceholder(/夏季新品手册/).fill('同事的标题');
    await colleague.getByRole('button', { name: '保存' }).click();
    await colleague.getByRole('heading', { level: 1, name: /同事的标题/ }).waitFor();
    await page.getByPlaceholder(/夏季新品手册/).fill('我的标题');
    await page.getByRole('button', { name: '保存' }).click();
    const both = page.getByRole('region', { name: '标题' });
    await both.getByText('同事的标题').waitFor();
    await page.getByRole('button', { name: '用我的,保存为新版本' }).click();
    await page.getByRole('heading', { level: 1, name: /我的标题/ }).waitFor();

    await page.getByRole('button', { name: '版本' }).click();
    await page.getByRole('list', { name: '版本' }).getByText('第 3 版').waitFor();
    await page.getByRole('button', { name: '恢复到这一版' }).last().click();
    await page.getByRole('button', { name: '恢复', exact: true }).click();
    await page.getByText('已恢复,保存为第 4 版').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('旧房翻新的五个坑');
  });

  test('a poster is made from a template, as the server draws it; it can be looked at on a phone', async () => {
    const page = await openManager('/materials');
    await page.getByRole('button', { name: '新建素材' }).first().click();
    await page.getByRole('button', { name: /^海报 生日/ }).click();
    await page.getByRole('button', { name: '活动邀请', exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: '活动邀请', exact: true }).click();
    const drawn = page.getByRole('region', { name: '客户手机预览' }).getByRole('img', { name: '海报「活动邀请」' });
    await drawn.waitFor();
    await expect.poll(() => widthOf(drawn), IN_TIME).toBe(750);
    const stage = page.getByRole('group', { name: '海报预览' });
    await stage.getByRole('button', { name: /^文字「春季新品/ }).click();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('region', { name: '元素设置' }).locator('textarea').fill('老客户\n答谢会');
    await page.getByRole('button', { name: '放进素材库' }).click();
    await page.getByRole('heading', { level: 1, name: /活动邀请/ }).waitFor();
    await page.goto(`${product.origin}/manager/#/materials`);
    const thumbnail = page.getByRole('listitem').filter({ hasText: '活动邀请' }).locator('img');
    await expect.poll(() => widthOf(thumbnail), IN_TIME).toBe(360);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('link', { name: '活动邀请', exact: true }).click();
    await page.getByRole('button', { name: '编辑' }).click();
    await stage.getByRole('button', { name: /^文字「老客户/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  });
});
