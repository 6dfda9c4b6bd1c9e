/** The five ways of working, as the guide tells them: in practice, without a key, on a copy of the sample office. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures.ts';
import { card, column, newTask, openTask, pane } from './support/board.ts';
import {
  addTeammate,
  go,
  officeIn,
  part,
  plannedTitle,
  planToStart,
  sentences,
  startPlan,
  tab,
} from './support/team.ts';
import { brokenQuotes, deliverables, filesBelow, footnotes, journalEvents } from './support/work.ts';

test('solo: one teammate, one task, one checked page', async ({ board, folder, data }) => {
  const own = officeIn(folder);
  const brief = 'How many support tickets are open per customer';
  await newTask(board, { brief: `${brief}?`, folder: own, giveTo: 'Maya, researcher' });
  await openTask(board, brief);
  await expect(card(board, brief)).toContainText('Ready to review', { timeout: 30_000 });
  await tab(board, 'Result').click();
  await pane(board).getByRole('button', { name: 'Accept' }).click();
  await expect(column(board, 'done')).toContainText(brief);
  const [page = ''] = deliverables(data).values();
  expect(footnotes(page).length).toBeGreaterThan(0);
  expect(brokenQuotes(page, own)).toEqual([]);
});

test('a planned team: changed before it starts, made side by side, reviewed and remembered', async ({
  start,
  folder,
  data,
}) => {
  test.slow();
  const muster = await start();
  const { page } = muster;
  const own = officeIn(folder);
  await addTeammate(page, 'Researcher', 'Nora');
  const title = plannedTitle;

  // Nothing begins before the plan is started, and what is started is what was changed.
  const plan = await planToStart(page, own);
  await expect(plan.getByRole('listitem', { name: /^Part \d:/ })).toHaveCount(5);
  await plan
    .getByLabel('Brief of part 3')
    .fill(
      'Write a letter to our board about Greywick and Saltmarsh. Build on what the research parts found, with their footnotes. Write it to work/letter.md.',
    );
  await plan.getByRole('button', { name: 'Save changes' }).click();
  await startPlan(page, plan);

  await expect(card(page, title)).toContainText('Ready to review', { timeout: 60_000 });
  // All of it is one card; the parts and what each of them drew on are inside.
  await expect(page.locator('[data-card]').filter({ hasText: /Greywick|letter|Check it|Keep what/ })).toHaveCount(1);
  const drewOn = {
    'What do Greywick expect': 'sales/customers.csv',
    'Write a letter': 'given/research-2/',
    'Check it against its sources': 'given/write/letter.md',
    'Keep what was established': 'given/review/review.md',
  };
  for (const [name, file] of Object.entries(drewOn)) {
    await tab(page, 'Work').click();
    await part(page, new RegExp(name)).click();
    await tab(page, 'Work').click();
    await expect(pane(page)).toContainText('Handed back');
    await expect(pane(page)).toContainText(file);
    await pane(page).getByRole('button', { name: title }).click();
  }
  await tab(page, 'Together').click();
  for (const name of ['Maya', 'Nora', 'Tomás', 'Priya', 'June'])
    await expect(pane(page).getByRole('button', { name: new RegExp(`Owen to ${name}`) })).toBeVisible();
  await tab(page, 'Result').click();
  await expect(pane(page)).toContainText('5 of 5 parts are done.');
  await go(page, 'Knowledge');
  const kept = sentences(page).filter({ hasText: 'Greywick will not sign' });
  await expect(kept).toContainText('renewal-notes.md');
  await kept.focus();
  await page.keyboard.press('w');
  await expect(page.getByRole('complementary', { name: 'The sentence in full' })).toContainText('June');

  await muster.stop();
  const made = deliverables(data);
  const documents = [...made].filter(([name]) => !name.includes('/parts/') || name.endsWith('/letter.md'));
  expect(documents).toHaveLength(2);
  for (const [name, text] of documents) {
    expect(text, name).toContain('# Letter to our board about Greywick and Saltmarsh\n');
    expect(footnotes(text).length, name).toBeGreaterThan(3);
    expect(brokenQuotes(text, own), name).toEqual([]);
  }
  // Both researchers had begun before either of them was done.
  const runs = (await journalEvents(data)).filter(({ stream }) => /research-\d-1$/.test(stream));
  const order = runs.flatMap(({ type }) => (/^run\.(started|ended)$/.test(type) ? [type] : []));
  expect(order).toEqual(['run.started', 'run.started', 'run.ended', 'run.ended']);
});

test('supervised: nothing reaches your folder without a yes to its exact bytes', async ({ board, folder }) => {
  const own = officeIn(folder);
  const before = filesBelow(own);
  const item = board.getByRole('article');
  const give = (brief: string) => newTask(board, { brief, folder: own, giveTo: 'Tomás, executor' });

  await give('Summarise the October outage on one page. Save it into the folder.');
  await expect(card(board, 'Summarise the October outage')).toContainText('Needs you', { timeout: 30_000 });
  await go(board, 'Inbox');
  await expect(item).toContainText('Exactly this will happen');
  expect(filesBelow(own)).toEqual(before);
  await board.keyboard.press('x');
  await board.getByRole('textbox', { name: /Why not/ }).fill('Not before the customer has read it.');
  await board.getByRole('button', { name: 'Decline with reason' }).click();
  await go(board, 'Board');
  await expect(card(board, 'Summarise the October outage')).toContainText('Ready to review', { timeout: 30_000 });
  await openTask(board, 'Summarise the October outage');
  await tab(board, 'Result').click();
  await expect(pane(board)).toContainText('It was not put into your folder.');
  await pane(board).getByRole('button', { name: 'Accept' }).click();
  expect(filesBelow(own)).toEqual(before);

  await give('Brief me on our suppliers on one page. Save it into the folder.');
  await expect(card(board, 'Brief me on our suppliers')).toContainText('Needs you', { timeout: 30_000 });
  await go(board, 'Inbox');
  await expect(item).toContainText('Exactly this will happen');
  const shown = await item.locator('pre').textContent();
  await item.getByRole('button', { name: 'Approve' }).click();
  await go(board, 'Board');
  await expect(card(board, 'Brief me on our suppliers')).toContainText('Ready to review', { timeout: 30_000 });
  const [made, ...others] = [...filesBelow(own).keys()].filter((file) => !before.has(file));
  expect(others).toEqual([]);
  expect(readFileSync(path.join(own, made ?? ''), 'utf8')).toBe(shown);
});
