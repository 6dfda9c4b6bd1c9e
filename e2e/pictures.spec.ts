/** Pictures of the screens with work on them, for the guide: real tasks in practice on the sample office. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { card, newTask, openTask, pane } from './support/board.ts';
import { fillBoard, rich } from './support/rich-board.ts';
import { root } from './support/run.ts';
import { addTeammate, go, officeIn, plannedTitle, planToStart, startPlan } from './support/team.ts';

test.describe.configure({ timeout: 120_000 });

const folders = ['test-results/pictures', ...(process.env['MUSTER_PICTURES'] === '1' ? ['docs/pictures'] : [])];

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const folder of folders)
      await page.screenshot({ path: path.join(root, folder, `${name}-${colorScheme}.png`), caret: 'hide' });
  }
}

const lessons = [
  { about: 'How we work', text: 'Reports are one page, never slides.' },
  { about: 'How we work', text: 'Prices are compared without VAT.' },
  { about: 'Bergen Sitz', text: 'Bergen Sitz cannot deliver before May.' },
  { about: 'Halden Foods', text: 'Halden Foods is greeted by first name.' },
  { about: 'Halden Foods', text: 'Halden Foods pays within 30 days.' },
  { about: 'Halden Foods', text: 'Halden Foods pays within 45 days.' },
];

async function teach(page: Page, { about, text }: (typeof lessons)[number]): Promise<void> {
  await page.getByRole('group', { name: 'Knowledge', exact: true }).focus();
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'Teach something' });
  await form.getByLabel('The sentence').fill(text);
  await form.getByLabel('About').fill(about);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
}

test('the screens of a working day', async ({ board, folder }) => {
  await fillBoard(board, folder);

  await go(board, 'Inbox');
  await board
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(rich.approve) })
    .click();
  await expect(board.getByRole('article')).toContainText('Exactly this will happen');
  await take(board, 'inbox');

  await go(board, 'Knowledge');
  for (const lesson of lessons) await teach(board, lesson);
  await expect(board.getByText('Two versions', { exact: true })).toBeVisible();
  await take(board, 'knowledge');

  await go(board, 'Team');
  await expect(board.getByRole('tab', { name: 'Work', exact: true })).toBeVisible();
  await take(board, 'team');

  await go(board, 'Board');
  await openTask(board, rich.review);
  await board.getByRole('tab', { name: /^Result/ }).click();
  await board.getByRole('button', { name: 'Full width' }).click();
  await expect(board.getByRole('heading', { name: 'In short' })).toBeVisible();
  await take(board, 'result');
  await board.getByRole('button', { name: 'Beside the board' }).click();

  await openTask(board, rich.question);
  await expect(pane(board).getByRole('list', { name: 'Answers' })).toBeVisible();
  await take(board, 'task');
  await pane(board).getByRole('button', { name: 'Close the task' }).click();

  // Under way while the picture is taken.
  const own = { folder: path.join(folder, 'harbor-office'), giveTo: 'June, memory manager' };
  const working = 'Brief me on our suppliers';
  const queued = 'List every deadline in the minutes';
  await newTask(board, { ...own, brief: working });
  await newTask(board, { ...own, brief: queued });
  await expect(card(board, queued)).toContainText('Waiting for June');
  await expect(card(board, working)).toContainText(/Working [1-9]\/\d/);
  await take(board, 'board');
  await board.getByRole('button', { name: 'By teammate' }).click();
  await take(board, 'by-teammate');
});

test('the screens of a planned team', async ({ board, folder }) => {
  await addTeammate(board, 'Researcher', 'Nora');
  const plan = await planToStart(board, officeIn(folder));
  await expect(plan.getByRole('listitem', { name: /^Part 1:/ })).toBeVisible();
  await take(board, 'plan');
  await startPlan(board, plan);
  await expect(card(board, plannedTitle)).toContainText('Ready to review', { timeout: 60_000 });
  await board.getByRole('button', { name: 'Full width' }).click();
  await board.getByRole('tab', { name: /^Together/ }).click();
  await expect(board.getByRole('button', { name: /Owen to June/ })).toBeVisible();
  await take(board, 'together');
  await board.getByRole('tab', { name: /^Result/ }).click();
  await expect(board.getByRole('heading', { name: 'In short' })).toBeVisible();
  await take(board, 'team-result');
});
