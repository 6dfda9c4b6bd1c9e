/** Everything by keys: the whole first task, the palette, the list of keys, and Escape that loses nothing. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { card, column, exampleTitle, openTask, pane } from './support/board.ts';

/** Presses Tab until the focus is on a button, as a person does; fails after a screenful. */
async function tabToButton(page: Page, words: string): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() =>
      document.activeElement instanceof HTMLButtonElement ? document.activeElement.textContent : '',
    );
    if (focused?.includes(words)) return;
  }
  throw new Error(`Tab does not reach “${words}”`);
}

test('the first task with keys alone', async ({ board }) => {
  await tabToButton(board, 'Give this to Maya');
  await board.keyboard.press('Enter');
  await expect(pane(board).getByRole('list', { name: 'Answers' })).toBeVisible({ timeout: 30_000 });
  await board.keyboard.press('1');
  await expect(pane(board).getByRole('button', { name: 'Accept' })).toBeEnabled({ timeout: 30_000 });
  await board.keyboard.press('a');
  await expect(column(board, 'done')).toContainText(exampleTitle);
  await board.keyboard.press('Escape');
  await expect(pane(board)).toBeHidden();
  await expect(card(board, exampleTitle)).toBeFocused();
});

test('from card to card, and from column to column', async ({ board }) => {
  for (const brief of ['First task', 'Second task']) {
    await board.keyboard.press('c');
    await board.getByLabel('What do you want done?').fill(brief);
    await board.keyboard.press('Control+Enter');
    await expect(card(board, brief)).toBeVisible();
  }
  await card(board, 'Second task').focus();
  await board.keyboard.press('j');
  await expect(card(board, 'First task')).toBeFocused();
  await board.keyboard.press('ArrowDown');
  await expect(card(board, exampleTitle)).toBeFocused();
  await board.keyboard.press('k');
  await expect(card(board, 'First task')).toBeFocused();
  await board.keyboard.press('m');
  await expect(board.getByRole('menuitem', { name: 'Give to…' })).toBeVisible();
  await board.keyboard.press('Escape');
  await expect(card(board, 'First task')).toBeFocused();
  await board.keyboard.press('2');
  await expect(board.getByRole('heading', { name: 'Unassigned' })).toBeVisible();
  await board.keyboard.press('1');
  await expect(column(board, 'to-do')).toBeVisible();
});

test('the palette finds and runs', async ({ board }) => {
  await board.keyboard.press('Control+k');
  await expect(board.getByRole('combobox', { name: 'Find a task, a teammate or an act' })).toBeFocused();
  await board.keyboard.type('settings');
  await board.keyboard.press('Enter');
  await expect(board.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await board.keyboard.press('Control+k');
  await expect(board.getByRole('combobox', { name: 'Find a task, a teammate or an act' })).toBeFocused();
  await board.keyboard.type('renewal');
  await board.keyboard.press('Enter');
  await expect(pane(board).getByRole('heading', { name: exampleTitle })).toBeVisible();
});

test('? lists the keys of this screen', async ({ board }) => {
  await board.keyboard.press('Shift+?');
  const list = board.getByRole('dialog', { name: 'Keys of this screen' });
  for (const words of ['Pause all', 'New task', 'Give to…', 'By teammate']) await expect(list).toContainText(words);
  await board.keyboard.press('Escape');
  await expect(list).toBeHidden();
});

test('Escape goes back and loses no typed text', async ({ board }) => {
  await openTask(board, exampleTitle);
  await board.keyboard.press('Escape');
  await expect(pane(board)).toBeHidden();
  await board.keyboard.press('c');
  const brief = board.getByLabel('What do you want done?');
  await brief.fill('A thought not finished');
  await board.keyboard.press('Escape');
  await expect(brief).toBeHidden();
  await board.keyboard.press('c');
  await expect(brief).toHaveValue('A thought not finished');
});

test('letters can be switched off', async ({ board }) => {
  await board.keyboard.press('g');
  await board.keyboard.press('s');
  const letters = board.getByRole('switch', { name: 'Single-letter keys' });
  await letters.click();
  await expect(letters).not.toBeChecked();
  await board.getByRole('heading', { name: 'Settings', level: 1 }).click();
  await board.keyboard.press('c');
  await board.keyboard.press('g');
  await board.keyboard.press('b');
  await expect(board.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expect(board.getByRole('dialog')).toHaveCount(0);
  await board.keyboard.press('Control+k');
  await expect(board.getByRole('combobox', { name: 'Find a task, a teammate or an act' })).toBeFocused();
});
