import type { Page } from 'playwright-core';

export interface VisitedPage {
  label: string;
  /** Its heading. */
  title: string;
  /** By how many pixels it is wider than the screen. */
  overflow: number;
}

/** Opens every page of the main navigation in turn and waits until each has read what it shows. */
export async function walkNavigation(page: Page, look?: (label: string) => Promise<void>): Promise<VisitedPage[]> {
  const menuButton = page.getByRole('button', { name: '打开菜单' });
  const links = page.getByRole('navigation', { name: '主导航' }).getByRole('link');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const isFolded = await menuButton.isVisible();
  if (isFolded) await menuButton.click();
  const labels = await links.allInnerTexts();
  const visited: VisitedPage[] = [];
  for (const label of labels) {
    if (isFolded && visited.length > 0) await menuButton.click();
    await links.filter({ hasText: new RegExp(`^${label}$`) }).click();
    // The choice folds the menu again, even the page one is on.
    if (isFolded) await menuButton.waitFor();
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"], .t-is-loading') === null);
    await look?.(label);
    visited.push({
      label,
      title,
      overflow: await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    });
  }
  return visited;
}
