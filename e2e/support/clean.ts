/** What a machine can check of a screen, in both themes. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Looks at what is shown now. `where` names it in the failure; soft, so that one run names every fault. */
export async function expectClean(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // In one piece: the stand-in's window cannot open the second page that the other way needs.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    // A theme changes colours and nothing else.
    if (colorScheme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    );
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}
