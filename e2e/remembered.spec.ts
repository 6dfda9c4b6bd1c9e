/** The life of one sentence: picked up in a result, used and cited by another teammate, put right, contradicted, settled, forgotten. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { card, exampleTitle, newTask, openTask, pane } from './support/board.ts';

const about = 'Sitwell Textiles';
const first = 'Sitwell Textiles delivers within 12 working days.';
const right = 'Sitwell Textiles delivers within 15 working days.';
const other = 'Sitwell Textiles delivers within 30 working days.';

function sentence(page: Page, text: string): Locator {
  return page.getByRole('grid', { name: 'What the team knows' }).getByRole('row').filter({ hasText: text });
}

async function goTo(page: Page, screen: 'Board' | 'Inbox' | 'Knowledge'): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: screen }).click();
}

async function finishExample(board: Page): Promise<void> {
  await board.getByRole('button', { name: 'Give this to Maya (practice, free)' }).click();
  await pane(board).getByRole('list', { name: 'Answers' }).getByRole('button').first().click({ timeout: 30_000 });
  await expect(card(board, exampleTitle)).toContainText('Ready to review', { timeout: 30_000 });
}

test('what is taught in a result is used and cited by another teammate, put right, settled and forgotten', async ({
  board,
}) => {
  await finishExample(board);
  await pane(board)
    .getByRole('tab', { name: /^Result/ })
    .click();
  // Before, the text stands there unformatted, and a selection in it would go with it.
  await expect(pane(board).getByRole('heading', { name: 'In short' })).toBeVisible();
  const words = pane(board).getByText(/^Ranked by annual value/);
  await words.click({ clickCount: 3 });
  await pane(board).getByRole('button', { name: 'Remember' }).click();
  await board.getByLabel('The team will know').fill(first);
  await board.getByLabel('About', { exact: true }).fill(about);
  await board.keyboard.press('Enter');
  await expect(board.getByText('Saved.')).toBeVisible();
  await board.keyboard.press('Escape');

  await goTo(board, 'Board');
  const brief = 'How fast does Sitwell Textiles deliver?';
  await newTask(board, { brief, giveTo: 'Tomás, executor' });
  await expect(card(board, brief)).toContainText('Ready to review', { timeout: 30_000 });
  const task = await openTask(board, brief);
  await task.getByRole('tab', { name: /^Result/ }).click();
  await expect(task.getByText('From what the team knows').first()).toBeVisible();
  await expect(task.getByText(first).first()).toBeVisible();

  await goTo(board, 'Knowledge');
  await expect(sentence(board, first)).toContainText('1');
  await sentence(board, first).focus();
  await board.keyboard.press('w');
  const detail = board.getByRole('complementary', { name: 'The sentence in full' });
  await expect(detail).toContainText(brief);
  await board.keyboard.press('Escape');

  await sentence(board, first).focus();
  await board.keyboard.press('Enter');
  await board.keyboard.press('ControlOrMeta+a');
  await board.keyboard.type(right);
  await board.keyboard.press('Enter');
  await expect(board.getByRole('textbox', { name: 'The sentence' })).toHaveCount(0);
  await expect(sentence(board, right)).toBeVisible();
  await expect(sentence(board, first)).toHaveCount(0);

  // Nothing but the sentence says what it is about: the two are found to exclude each other by what they say.
  await board.getByRole('group', { name: 'Knowledge', exact: true }).focus();
  await board.keyboard.press('n');
  const form = board.getByRole('dialog', { name: 'Teach something' });
  await form.getByLabel('The sentence').fill(other);
  await form.getByLabel('About').fill(about);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(board.getByText('Two versions', { exact: true })).toBeVisible();

  await goTo(board, 'Inbox');
  const ask = board.getByRole('article', { name: /Two versions of what we know about Sitwell Textiles/ });
  await expect(ask).toContainText(right);
  await ask.getByRole('button', { name: 'Keep A' }).click();
  await expect(ask).toBeHidden();

  await goTo(board, 'Knowledge');
  await expect(sentence(board, other)).toHaveCount(0);
  await sentence(board, right).focus();
  await board.keyboard.press('f');
  await expect(sentence(board, right)).toHaveCount(0);
  await expect(board.getByText('Forgotten.', { exact: true })).toBeVisible();
});
