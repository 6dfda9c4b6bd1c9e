/** The first task on a new board: three clicks, nothing typed, and a brief whose quotes stand in the files. */
import { expect, test } from './fixtures.ts';
import { card, column, exampleTitle, mate, pane } from './support/board.ts';
import { brokenQuotes, deliverables, footnotes, office } from './support/work.ts';

test('a new board has five teammates and one example', async ({ board }) => {
  for (const [name, role] of [
    ['Maya', 'researcher'],
    ['Tomás', 'executor'],
    ['Priya', 'reviewer'],
    ['Owen', 'planner'],
    ['June', 'memory manager'],
  ] as const)
    await expect(mate(board, name)).toContainText(role);
  await expect(board.getByRole('region', { name: 'Teammates' }).getByRole('button')).toHaveCount(5);
  await expect(board.locator('[data-card]')).toHaveCount(1);
  await expect(column(board, 'to-do').locator('[data-card]')).toContainText('Example');
  await expect(board.getByText('Practice', { exact: true })).toBeVisible();
});

test('three clicks, nothing typed, within a minute', async ({ board, data }) => {
  const since = Date.now();
  let clicks = 0;
  await board.exposeFunction('countClick', () => (clicks += 1));
  await board.evaluate(() => {
    const count: unknown = Reflect.get(window, 'countClick');
    if (typeof count === 'function')
      addEventListener('click', (event) => event.isTrusted && count(), { capture: true });
  });

  await board.getByRole('button', { name: 'Give this to Maya (practice, free)' }).click();
  const working = column(board, 'working').locator('[data-card]');
  await expect(working).toContainText(exampleTitle);
  await expect(working).toContainText(/Working \d\/\d/);
  // The live line: what is happening now, not the title and not the state.
  await expect(working.locator('> :nth-child(2)')).toHaveText(/\w+ \w+/);

  await pane(board).getByRole('list', { name: 'Answers' }).getByRole('button').first().click({ timeout: 30_000 });
  await pane(board).getByRole('button', { name: 'Accept', exact: false }).click({ timeout: 30_000 });
  await expect(column(board, 'done').locator('[data-card]')).toContainText(exampleTitle);

  expect(clicks).toBe(3);
  expect(Date.now() - since).toBeLessThan(60_000);
  await expect(card(board, exampleTitle)).toContainText('Accepted by you');

  const made = [...deliverables(data)];
  expect(made).toHaveLength(1);
  const [, brief = ''] = made[0] ?? [];
  expect(footnotes(brief).length).toBeGreaterThanOrEqual(5);
  expect(brokenQuotes(brief, office)).toEqual([]);
});
