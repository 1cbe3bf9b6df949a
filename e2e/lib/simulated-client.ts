import type { Page } from 'playwright-core';

/** The sandbox's page: the customer's phone on the left, the rep's WeCom with the real sidebar on the right. */
export function simulatedClient(page: Page) {
  const phone = page.getByRole('region', { name: '客户的手机' });
  const wecom = page.getByRole('region', { name: '员工的企业微信' });
  const conversations = wecom.getByRole('navigation', { name: '会话' });
  const sidebar = page.frameLocator('iframe[title="知客 · 侧边栏"]');
  const shownRep = async (reps: readonly string[]) => {
    await phone.getByRole('button', { name: '添加到通讯录' }).waitFor();
    for (const rep of reps) if (await phone.getByText(rep, { exact: true }).isVisible()) return rep;
    throw new Error(`the phone shows none of ${reps.join(', ')}`);
  };
  return {
    page,
    phone,
    wecom,
    sidebar,
    /** One line of today in the sidebar's timeline. */
    happened: (line: string) => sidebar.getByRole('region', { name: '今天' }).getByText(line, { exact: true }),
    /** What the two have written, as the customer sees it. */
    phoneChat: phone.getByRole('log', { name: '聊天记录' }),
    /** What the app has told the rep. */
    appMessages: wecom.getByRole('log', { name: '应用消息' }),

    async open(address: string) {
      await page.goto(address);
      await page.getByRole('button', { name: '我自己看看' }).click();
    },

    async givePhoneTo(customer: string) {
      await phone.getByRole('button', { name: '选择手机的主人' }).click();
      await page.getByRole('searchbox', { name: '找一位客户' }).fill(customer);
      await page.getByRole('button', { name: customer }).last().click();
    },

    /** Holds the printed code before the camera; whose card appears is WeCom's choice among `reps`. */
    async scanPicture(picture: string, reps: readonly string[]): Promise<string> {
      await phone.getByRole('button', { name: '扫一扫' }).click();
      await phone.locator('input[type=file]').setInputFiles(picture);
      return shownRep(reps);
    },

    /** The same with a code that hangs before her. */
    async scanCode(channel: string, reps: readonly string[]): Promise<string> {
      await phone.getByRole('button', { name: '扫一扫' }).click();
      await phone.getByRole('button', { name: channel }).click();
      return shownRep(reps);
    },

    /** What she says in the chat that is open on her phone. */
    async say(text: string) {
      await phone.getByPlaceholder(/^(发消息|在群里说点什么)$/).fill(text);
      await phone.getByPlaceholder(/^(发消息|在群里说点什么)$/).press('Enter');
    },

    async joinGroup(code: string) {
      await phone.getByRole('button', { name: '返回' }).click();
      await phone.getByRole('button', { name: '扫一扫' }).click();
      await phone.getByRole('button', { name: code }).click();
      await phone.getByRole('button', { name: '加入该群聊' }).click();
    },

    addToContacts: () => phone.getByRole('button', { name: '添加到通讯录' }).click(),

    openAppConversation: () => conversations.getByTitle('知客', { exact: true }).click(),

    openConversation: (customer: RegExp) => conversations.getByRole('button', { name: customer }).click(),

    async moveToStage(stage: string) {
      await sidebar.getByRole('button', { name: /^客户阶段:|^设置客户阶段$/ }).click();
      await sidebar.getByRole('dialog', { name: '客户阶段' }).getByRole('button', { name: stage }).click();
      await sidebar.getByRole('button', { name: `客户阶段:${stage}` }).waitFor();
    },

    async addTag(name: string) {
      await sidebar.getByRole('navigation', { name: '常用操作' }).getByRole('button', { name: '打标签' }).click();
      const tags = sidebar.getByRole('dialog', { name: /标签/ });
      await tags.getByRole('button', { name }).click();
      await tags.getByRole('button', { name: '关闭' }).click();
      await tags.waitFor({ state: 'detached' });
    },

    async logFollowUp(note: string, next: string) {
      await sidebar.getByRole('button', { name: '记跟进' }).click();
      const sheet = sidebar.getByRole('dialog', { name: /记跟进/ });
      await sheet.getByPlaceholder('聊了什么').fill(note);
      await sheet.getByRole('button', { name: next }).click();
      await sheet.getByRole('button', { name: '保存' }).click();
      await sheet.waitFor({ state: 'detached' });
    },

    async deleteContact() {
      await phone.getByRole('button', { name: '更多' }).click();
      await page.getByRole('button', { name: '删除联系人' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    },
  };
}

export type SimulatedClient = ReturnType<typeof simulatedClient>;
