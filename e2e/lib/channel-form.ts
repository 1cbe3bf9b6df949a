import type { Page } from 'playwright-core';
import type { Picture } from './poster.ts';

/** The editor of a channel code, as a manager fills it in. */
export function channelForm(page: Page) {
  const field = (name: string) => page.getByRole('group', { name, exact: true });
  const dialog = (title: string) => page.locator('.t-dialog').filter({ hasText: title });
  return {
    preview: page.getByRole('region', { name: '客户手机预览' }),
    summary: page.getByRole('complementary', { name: '效果预览' }),

    name: (text: string) => field('渠道名称').getByRole('textbox').fill(text),

    async receivers(names: readonly string[]) {
      await page.getByRole('button', { name: '选择员工' }).click();
      const picker = dialog('选择接待员工');
      for (const name of names) {
        await picker.getByPlaceholder('姓名、拼音、账号').fill(name);
        await picker.getByRole('button', { name: new RegExp(`${name}.*·`) }).click();
      }
      await picker.getByRole('button', { name: `确定(${names.length} 人)` }).click();
    },

    /** Monday to Friday, 09:00 to 18:00, as proposed. */
    byTheWeek: () => page.getByRole('button', { name: '按星期排班' }).click(),

    async tag(name: string) {
      await page.getByRole('button', { name: '选择标签' }).click();
      const picker = dialog('选择要打的标签');
      await picker.getByRole('button', { name, exact: true }).click();
      await picker.getByRole('button', { name: '确定(1 个)' }).click();
    },

    async remark(rule: string) {
      await field('自动备注').getByRole('switch').click();
      await field('自动备注').getByRole('textbox').fill(rule);
    },

    welcomeText: (text: string) => field('欢迎语').getByRole('textbox', { name: '欢迎语文字' }).fill(text),

    async picture(file: Picture) {
      await field('欢迎语').getByRole('button', { name: '图片', exact: true }).click();
      await field('欢迎语').getByRole('group', { name: '图片' }).locator('input[type=file]').setInputFiles(file);
    },

    async link({ title, url, description }: { title: string; url: string; description: string }) {
      await field('欢迎语').getByRole('button', { name: '链接', exact: true }).click();
      const link = field('欢迎语').getByRole('group', { name: '链接' });
      await link.getByPlaceholder('标题').fill(title);
      await link.getByPlaceholder('https://').fill(url);
      await link.getByPlaceholder('可选', { exact: true }).fill(description);
    },

    save: () => page.getByRole('button', { name: '创建渠道活码' }).click(),
  };
}
