/** Every state of work on every screen: axe finds nothing in either theme, and a picture is kept. The page is the same in every host. */
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, liveWith, test } from './fixtures.ts';
import { busyModel, fillBoard } from './support/busy.ts';
import { openTask, pane } from './support/board.ts';

test('a board with work in every state', async ({ start, startModel, folder }) => {
  test.slow();
  const { page } = await start(liveWith(await startModel(busyModel)));
  await fillBoard(page, folder);
  const look = (name: string) => check(page, `full-${name}`);
  await look('board');
  await page.getByRole('button', { name: 'By teammate' }).click();
  await look('by-teammate');
  await page.getByRole('button', { name: 'By status' }).click();
  await openTask(page, 'Note to look at');
  for (const tab of ['Work', 'Result', 'Changes', 'Full record']) {
    await pane(page).getByRole('tab', { name: tab }).click();
    await look(`task-${tab.toLowerCase().replace(' ', '-')}`);
  }
  await pane(page).getByRole('tab', { name: 'Result' }).click();
  await page.getByRole('button', { name: 'Full width' }).click();
  await look('result-wide');
  await page.getByRole('button', { name: 'Beside the board' }).click();
  for (const title of ['Letter for', 'Which year it was', 'Unknown model', 'Long work']) {
    await openTask(page, title);
    await look(`task-${title.toLowerCase().replaceAll(' ', '-')}`);
  }
  await openTask(page, 'Nobody’s yet');
  await pane(page).getByRole('button', { name: 'Edit' }).click();
  await look('task-brief');
  await page.keyboard.press('Escape');
  await go(page, 'Inbox');
  for (const kind of ['Approve', 'Questions', 'Problems', 'Review']) {
    await page.getByRole('tab', { name: kind }).click();
    await expect(page.getByRole('article')).toBeVisible();
    await look(`inbox-${kind.toLowerCase()}`);
  }
  await go(page, 'Team');
  await look('team');
});

async function go(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: screen }).click();
  await expect(page.getByRole('heading', { name: screen, level: 1 })).toBeVisible();
}

/** Soft, so that one run names every fault of every screen. */
async function check(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: path.join('test-results', 'screens', `${name}-${colorScheme}.png`) });
    // One frame and one style sheet of our own: neither the second page nor the preload of axe has anything to do.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ preload: false });
    // A theme changes colours and nothing else.
    if (colorScheme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    const faults = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
    expect.soft(faults, `${name}-${colorScheme}`).toEqual([]);
  }
}
