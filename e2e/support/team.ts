/** The team and what it knows, in the words of the screens. */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { card, column, newTask, openTask, pane } from './board.ts';
import { office } from './work.ts';

type Screen = 'Board' | 'Inbox' | 'Team' | 'Knowledge' | 'Settings';

/** A copy of the sample office of this test alone; resolves to where it lies. */
export function officeIn(folder: string): string {
  const own = path.join(folder, 'harbor-office');
  cpSync(office, own, { recursive: true });
  return own;
}

/** Opens a screen by the bar at the side. */
export async function go(page: Page, screen: Screen): Promise<void> {
  const entry = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: screen });
  await entry.click();
  await expect(entry).toHaveAttribute('aria-current', 'page');
}

/** Makes a teammate of a template, and comes back to the board. */
export async function addTeammate(page: Page, template: string, name: string): Promise<void> {
  await go(page, 'Team');
  await page.getByRole('group', { name: 'Team', exact: true }).focus();
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'New teammate' });
  await form.getByRole('button', { name: new RegExp(`^${template}`) }).click();
  await form.getByLabel('Name').fill(name);
  await form.getByRole('button', { name: 'Add to the team' }).click();
  await expect(form).toBeHidden();
  await go(page, 'Board');
}

/** Teaches one sentence, and comes back to the board. */
export async function teach(page: Page, about: string, text: string): Promise<void> {
  await go(page, 'Knowledge');
  await page.getByRole('group', { name: 'Knowledge', exact: true }).focus();
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'Teach something' });
  await form.getByLabel('The sentence').fill(text);
  await form.getByLabel('About').fill(about);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await go(page, 'Board');
}

/** What the team knows, a row a sentence. */
export function sentences(page: Page): Locator {
  return page.getByRole('grid', { name: 'What the team knows' }).getByRole('row');
}

export const plannedTitle = 'What do Greywick and Saltmarsh expect of us at renewal?';

/** Gives Owen a brief too big for one, and opens its task when the plan waits for the person; resolves to the plan. */
export async function planToStart(page: Page, own: string): Promise<Locator> {
  const brief = `${plannedTitle} And then write a letter to our board about both.`;
  await newTask(page, { brief, folder: own, giveTo: 'Owen, planner' });
  await expect(column(page, 'needs-you')).toContainText(plannedTitle, { timeout: 30_000 });
  await openTask(page, plannedTitle);
  return pane(page).getByRole('region', { name: 'Plan to start' });
}

/** Starts that plan and answers the one question that its parts put: of one customer the files give two renewal dates. */
export async function startPlan(page: Page, plan: Locator): Promise<void> {
  await plan.getByRole('button', { name: 'Start' }).click();
  await expect(plan).toBeHidden();
  await expect(card(page, plannedTitle)).toContainText('of 5 parts done', { timeout: 30_000 });
  await part(page, /Saltmarsh/).click();
  await pane(page).getByRole('list', { name: 'Answers' }).getByRole('button').first().click({ timeout: 30_000 });
  await pane(page).getByRole('button', { name: plannedTitle }).click();
}

/** A part of the open task, by its title. */
export function part(page: Page, title: string | RegExp): Locator {
  return pane(page).getByRole('region', { name: 'Parts' }).getByRole('button', { name: title });
}

/** A tab of the open task. */
export function tab(page: Page, name: string): Locator {
  return pane(page).getByRole('tab', { name: new RegExp(`^${name}`) });
}
