/** What a person finds and does on the board, in the words of the screen. */
import { expect, type Locator, type Page } from '@playwright/test';

export const exampleTitle = 'Renewal risk of our three largest customers';

export interface TaskWish {
  brief: string;
  folder?: string;
  /** Who gets it at once, as the form shows it: `Maya, researcher`. */
  giveTo?: string;
}

/** A task's card, on either layout. */
export function card(page: Page, title: string): Locator {
  return page.locator('[data-card]').filter({ hasText: title });
}

/** A column of the board by status. */
export function column(page: Page, name: 'to-do' | 'working' | 'needs-you' | 'done'): Locator {
  return page.locator(`[data-column="${name}"]`);
}

/** A teammate above the columns. */
export function mate(page: Page, name: string): Locator {
  return page.getByRole('region', { name: 'Teammates' }).getByRole('button', { name: new RegExp(`^${name}\\b`) });
}

/** The pane of the open task. */
export function pane(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Task' });
}

/** Makes a task by the form, and gives it away when `giveTo` says to whom. */
export async function newTask(page: Page, { brief, folder, giveTo }: TaskWish): Promise<void> {
  await page.getByRole('button', { name: 'New task' }).first().click();
  const form = page.getByRole('dialog', { name: 'New task' });
  await form.getByLabel('What do you want done?').fill(brief);
  if (folder !== undefined) await form.getByLabel('Folder to work on').fill(folder);
  if (giveTo !== undefined) await form.getByLabel('Give to').selectOption({ label: giveTo });
  await form.getByRole('button', { name: giveTo === undefined ? 'Add to board' : /^Give/ }).click();
  await expect(form).toBeHidden();
}

/** Opens a task beside the board. */
export async function openTask(page: Page, title: string): Promise<Locator> {
  await card(page, title).click();
  await expect(pane(page).getByRole('heading', { name: title })).toBeVisible();
  return pane(page);
}
