/** Stepping into a team's work: another next step, work taken over and handed back, a circle broken, a card moved in the middle of its run. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { card, mate, newTask, openTask, pane } from './support/board.ts';
import { go, officeIn, plannedTitle, planToStart, tab } from './support/team.ts';
import { brokenQuotes, deliverables, filesBelow, footnotes } from './support/work.ts';

const title = 'Summarise the October outage on one page';

/** Work that stands still by itself: before it writes into the person's folder, practice asks. */
async function untilItAsks(page: Page, own: string): Promise<Locator> {
  await newTask(page, { brief: `${title}. Save it into the folder.`, folder: own, giveTo: 'Tomás, executor' });
  await expect(card(page, title)).toContainText('Needs you', { timeout: 30_000 });
  await openTask(page, title);
  return pane(page).getByRole('region', { name: 'Next step' });
}

test('the next step is changed before it runs, and the changed one is what is asked and done', async ({
  board,
  folder,
}) => {
  const own = officeIn(folder);
  const before = filesBelow(own);
  const next = await untilItAsks(board, own);
  await pane(board).getByRole('button', { name: 'Pause' }).click();
  await next.getByRole('button', { name: 'Edit' }).click();
  await next.getByLabel('File').fill('files/support/october-outage.md');
  await next.getByLabel('Content').fill('# The October outage\n\nIn my own words.\n');
  await next.getByRole('button', { name: 'Save the step' }).click();
  await next.getByRole('button', { name: 'Run' }).click();
  // Another file and another text: the yes is asked for these, not for the ones before.
  await pane(board).getByRole('button', { name: 'Approve' }).click();
  const file = path.join(own, 'support/october-outage.md');
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('# The October outage\n\nIn my own words.\n');
  expect([...filesBelow(own).keys()].filter((name) => !before.has(name))).toEqual(['support/october-outage.md']);
  // One step, and the work stands still again.
  await expect(card(board, title)).toContainText('Paused by you');
  await pane(board).getByRole('button', { name: 'Resume' }).click();
  await expect(card(board, title)).toContainText('Ready to review', { timeout: 30_000 });
});

test('taken over, changed by hand and handed back: the teammate reads what was done and goes on from there', async ({
  board,
  folder,
  data,
}) => {
  const own = officeIn(folder);
  const before = filesBelow(own);
  const next = await untilItAsks(board, own);
  await pane(board).getByRole('button', { name: 'Take over' }).click();
  await expect(pane(board).getByRole('button', { name: 'Hand back' })).toBeVisible();
  const [name = ''] = deliverables(data).keys();
  appendFileSync(path.join(data, 'workspaces', name), '\nChecked by me on the phone.\n');
  await next.getByRole('button', { name: 'Skip' }).click();
  await next.getByRole('textbox').fill('I put it there myself, later.');
  await next.getByRole('button', { name: 'Skip the step' }).click();
  await pane(board).getByRole('button', { name: 'Hand back' }).click();
  const dialog = board.getByRole('dialog', { name: 'Hand back to Tomás' });
  await dialog.getByLabel('What should Tomás know?').fill('I added a line at the end. Hand it in.');
  await dialog.getByRole('button', { name: 'Hand back' }).click();

  await expect(card(board, title)).toContainText('Ready to review', { timeout: 30_000 });
  await tab(board, 'Work').click();
  const told = pane(board).getByText(/^You: /);
  await expect(told).toContainText('Left out: write_file files/october-outage-one-page.md');
  await expect(told).toContainText('changed: work/october-outage-one-page.md');
  expect(deliverables(data).get(name)).toContain('\nChecked by me on the phone.\n');
  expect(filesBelow(own)).toEqual(before);
});

test('two teammates who wait for each other are found, and an answer ends it', async ({ board, folder }) => {
  test.slow();
  const own = officeIn(folder);
  const plan = await planToStart(board, own);
  for (const name of [
    'Keep what was established',
    'Check it against its sources',
    'Write a letter to our board about both',
  ])
    await plan.getByRole('button', { name: `Take out “${name}”` }).click();
  const crossed = [
    ['Maya, researcher', 'Ask Tomás: When does the Greywick contract end?'],
    ['Tomás, executor', 'Ask Maya: When does the Saltmarsh contract end?'],
  ] as const;
  for (const [at, [who, words]] of crossed.entries()) {
    await plan.getByLabel(`Who does part ${at + 1}`).selectOption({ label: who });
    await plan.getByLabel(`Brief of part ${at + 1}`).fill(`${words} How many support tickets are open per customer?`);
  }
  await plan.getByRole('button', { name: 'Save changes' }).click();
  await plan.getByRole('button', { name: 'Start' }).click();

  await go(board, 'Inbox');
  const circle = board.getByRole('region', { name: 'Waiting circle' });
  await expect(circle).toContainText('Maya waits for Tomás', { timeout: 30_000 });
  await expect(board.getByText('Maya and Tomás wait for each other').first()).toBeVisible();
  await circle.getByRole('button', { name: 'Maya', exact: true }).click();
  await circle.getByRole('textbox', { name: 'Answer Maya in place of Tomás' }).fill('On 28 February 2027.');
  await circle.getByRole('button', { name: 'Give Maya this answer' }).click();
  await expect(circle).toHaveCount(0);

  await go(board, 'Board');
  await expect(card(board, plannedTitle)).toContainText('Ready to review', { timeout: 60_000 });
  await openTask(board, plannedTitle);
  await tab(board, 'Work').click();
  await expect(pane(board).getByRole('region', { name: 'Parts' })).toContainText('2 of 2 done');
});

test('a card dragged to somebody else in the middle of its run goes on with what was learned', async ({
  board,
  folder,
  data,
}) => {
  const own = officeIn(folder);
  const brief = 'Which customers pay late';
  await newTask(board, { brief: `${brief}?`, folder: own, giveTo: 'Maya, researcher' });
  await expect(card(board, brief)).toContainText(/Working [1-4]\/5/, { timeout: 30_000 });
  await card(board, brief).dragTo(mate(board, 'Priya'));
  await expect(card(board, brief)).toHaveAccessibleName(/Priya, reviewer/);
  await openTask(board, brief);
  await expect(card(board, brief)).toContainText('Ready to review', { timeout: 30_000 });
  await tab(board, 'Work').click();
  // Maya had listed the folder: Priya begins where Maya stood.
  await pane(board)
    .getByRole('button', { name: /^Attempt 1/ })
    .click();
  await expect(pane(board)).toContainText('Listed 16 files');
  await expect(pane(board).getByRole('button', { name: /steps of “See what is in the folder”/ })).toHaveCount(0);
  const [page = ''] = deliverables(data).values();
  expect(footnotes(page).length).toBeGreaterThan(0);
  expect(brokenQuotes(page, own)).toEqual([]);
});
