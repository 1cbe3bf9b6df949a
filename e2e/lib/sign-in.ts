import type { Page } from 'playwright-core';

/** Opens a page of the CRM as nobody: it leads to WeCom's login page, where this member scans the code. */
export async function signIn(page: Page, address: string, memberName: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('img', { name: '登录二维码' }).waitFor();
  await page.getByRole('link', { name: new RegExp(memberName) }).click();
  await page.waitForURL((url) => url.href.startsWith(address));
}
