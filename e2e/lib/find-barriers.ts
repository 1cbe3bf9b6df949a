import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What keeps somebody from reading or using this screen: axe's serious and critical findings, in light and in dark. */
export async function findBarriers(page: Page): Promise<string[]> {
  const barriers: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours on their way from one to the other belong to neither.
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    // Describing all that is well takes longer than looking; without frames nothing needs a page of its own to be put together.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
    axe.setLegacyMode(page.frames().length === 1);
    // Nothing but colours differs in the dark.
    if (colorScheme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    for (const { id, impact, help, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      for (const { target, failureSummary } of nodes)
        barriers.push(`${colorScheme}: ${id} (${help}) at ${target.join(' ')}\n${failureSummary}`);
    }
  }
  return barriers;
}
