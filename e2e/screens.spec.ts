/** Every screen by the rules a machine can check, fresh and full, in both themes. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openTask, pane } from './support/board.ts';
import { expectClean } from './support/clean.ts';
import { fillBoard, rich } from './support/rich-board.ts';

test.describe.configure({ timeout: 120_000 });

async function go(page: Page, screen: 'Board' | 'Inbox' | 'Team' | 'Settings'): Promise<void> {
  const entry = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: screen });
  await entry.click();
  await expect(entry).toHaveAttribute('aria-current', 'page');
}

test('a fresh board, and what opens over it', async ({ board }) => {
  await expectClean(board, 'Board by status');
  await board.getByRole('button', { name: 'By teammate' }).click();
  await expect(board.getByRole('heading', { name: 'Unassigned' })).toBeVisible();
  await expectClean(board, 'Board by teammate');
  await go(board, 'Inbox');
  await expect(board.getByText('Nothing needs you.')).toBeVisible();
  await expectClean(board, 'Inbox, empty');
  await go(board, 'Team');
  await expectClean(board, 'Team');
  await go(board, 'Settings');
  await expectClean(board, 'Settings');
  for (const [keys, name] of [
    ['c', 'New task'],
    ['/', 'Find anything'],
    ['?', /Keys/],
  ] as const) {
    await board.getByRole('group', { name: 'Settings' }).focus();
    await board.keyboard.press(keys);
    await expect(board.getByRole('dialog')).toBeVisible();
    await expectClean(board, `${name}`);
    await board.keyboard.press('Escape');
    await expect(board.getByRole('dialog')).toBeHidden();
  }
});

test('a board with work on it', async ({ board, folder }) => {
  await fillBoard(board, folder);
  await expectClean(board, 'Board by status');
  await board.getByRole('button', { name: 'By teammate' }).click();
  await expectClean(board, 'Board by teammate');
  await board.getByRole('button', { name: 'By status' }).click();
  for (const [title, tabs] of [
    [rich.question, ['Work', 'Full record']],
    [rich.done, ['Work', 'Changes', 'Full record']],
    [rich.review, ['Result']],
    [rich.draft, []],
  ] as const) {
    await openTask(board, title);
    await expectClean(board, `${title}, as opened`);
    for (const name of tabs) {
      await pane(board)
        .getByRole('tab', { name: new RegExp(`^${name}`) })
        .click();
      await expect(pane(board).getByRole('tabpanel', { name })).toBeVisible();
      await expectClean(board, `${title}, ${name}`);
    }
    await pane(board).getByRole('button', { name: 'Close the task' }).click();
  }
  await go(board, 'Inbox');
  const rows = board
    .getByRole('main')
    .getByRole('listitem')
    .getByRole('button', { name: /blocks step|Review/ });
  await expect(rows).toHaveCount(4);
  for (const at of [0, 1, 2, 3]) {
    await rows.nth(at).click();
    await expect(rows.nth(at)).toHaveAttribute('aria-current', 'true');
    await expectClean(board, `Inbox, item ${at + 1}`);
  }
  await go(board, 'Team');
  for (const name of ['About', 'How Maya works', 'Access', 'Knows', 'Rules', 'Record', 'Work']) {
    await board.getByRole('tab', { name, exact: true }).click();
    await expectClean(board, `Team, ${name}`);
  }
});
