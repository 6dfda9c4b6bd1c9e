/** A board in the middle of a working day: every task on it was given, done and decided through the page. */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { card, column, exampleTitle, newTask, pane } from './board.ts';
import { office } from './work.ts';

/** What stands on the board afterwards, by the words on its card. */
export const rich = {
  done: 'How many support tickets',
  review: exampleTitle,
  question: 'Compare Kestwell Hosting and Wharfside lease',
  approve: 'Summarise the October outage',
  draft: 'Draft the written offer for Saltmarsh Ferries',
} as const;

/** Fills a fresh board in practice. `folder` is an empty folder; a copy of the sample office goes into it. */
export async function fillBoard(page: Page, folder: string): Promise<void> {
  const own = path.join(folder, 'harbor-office');
  cpSync(office, own, { recursive: true });
  await page.getByLabel('Your name').fill('Elena Marsh');
  await page.getByRole('button', { name: 'Operations' }).click();
  await page.getByRole('region', { name: 'About you' }).getByRole('button', { name: 'Hide' }).click();

  await page.getByRole('button', { name: /^Give this to Maya/ }).click();
  const give = (brief: string, giveTo?: string) => newTask(page, { brief, folder: own, giveTo });
  await give(`${rich.done} are open per customer?`, 'Priya, reviewer');
  await give('Which customers pay late?', 'Owen, planner');
  await give(`${rich.approve} on one page. Save it into the folder.`, 'Tomás, executor');
  await pane(page).getByRole('list', { name: 'Answers' }).getByRole('button').first().click({ timeout: 30_000 });
  await pane(page).getByRole('button', { name: 'Close the task' }).click();

  for (const title of [rich.done, 'Which customers pay late']) {
    await expect(card(page, title)).toContainText('Ready to review', { timeout: 30_000 });
    await card(page, title).focus();
    await page.keyboard.press('d');
    await expect(column(page, 'done')).toContainText(title);
  }
  await give(rich.question, 'Maya, researcher');
  await give('Which supplier contract ends first?', 'Priya, reviewer');
  await give(`${rich.draft}, in two sizes`);
  await expect(column(page, 'needs-you')).toContainText(rich.question, { timeout: 30_000 });
  await expect(card(page, rich.review)).toContainText('Ready to review');
  await expect(column(page, 'needs-you')).toContainText(rich.approve);
  await expect(column(page, 'needs-you')).toContainText('Which supplier contract');
}
