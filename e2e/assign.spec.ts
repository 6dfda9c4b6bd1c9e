/** Giving a task away: by drag, by key, by menu, in either layout; and what happens when the teammate is busy. */
import { expect, liveWith, test } from './fixtures.ts';
import { card, column, exampleTitle, mate, newTask } from './support/board.ts';
import { noteScript } from './support/scripts.ts';

const heldModel = { behaviour: 'slow', script: noteScript };

test('drag a card onto a teammate', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel(heldModel)));
  await card(page, exampleTitle).dragTo(mate(page, 'Maya'));
  await expect(column(page, 'working').locator('[data-card]')).toContainText(exampleTitle);
  await expect(page.getByText('Maya has it. Starts now.')).toBeVisible();
  await expect(card(page, exampleTitle)).toHaveAccessibleName(/Maya, researcher/);
});

test('drag a teammate onto a card', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel(heldModel)));
  await mate(page, 'Priya').dragTo(card(page, exampleTitle));
  await expect(column(page, 'working').locator('[data-card]')).toHaveAccessibleName(/Priya, reviewer/);
});

test('A, two letters, Enter', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel(heldModel)));
  await card(page, exampleTitle).focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('combobox', { name: 'Give to…' })).toBeFocused();
  for (const key of ['t', 'o', 'Enter']) await page.keyboard.press(key);
  await expect(column(page, 'working').locator('[data-card]')).toHaveAccessibleName(/Tomás, executor/);
});

test('the menu: three clicks', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel(heldModel)));
  await newTask(page, { brief: 'Write down when the storage contract ends.' });
  const own = card(page, 'Write down when');
  await own.hover();
  await own.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Give to…' }).click();
  await page.getByRole('option', { name: /Priya/ }).click();
  await expect(column(page, 'working').locator('[data-card]')).toHaveAccessibleName(/Priya, reviewer/);
});

test('by teammate: drag into a lane', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel(heldModel)));
  await page.getByRole('button', { name: 'By teammate' }).click();
  await card(page, exampleTitle).dragTo(page.getByRole('heading', { name: /^June/ }));
  const lane = page.getByRole('list', { name: 'June' });
  await expect(lane.locator('[data-card]')).toContainText(exampleTitle);
  await expect(lane.locator('[data-card]')).toContainText('Planning');
});

test('a second task waits its turn, and starts when the first one ends', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel(heldModel)));
  await newTask(page, { brief: 'First note', giveTo: 'Maya, researcher' });
  await expect(column(page, 'working')).toContainText('First note');
  await newTask(page, { brief: 'Second note', giveTo: 'Maya, researcher' });
  await expect(column(page, 'to-do').locator('[data-card]').filter({ hasText: 'Second note' })).toContainText(
    'Waiting for Maya (2nd)',
  );

  await card(page, 'First note').focus();
  await page.keyboard.press('.');
  await expect(card(page, 'First note')).toContainText('Stopped');
  await expect(column(page, 'working')).toContainText('Second note');
});

test('taken back while it waits, it is nobody’s again', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel(heldModel)));
  await newTask(page, { brief: 'First note', giveTo: 'Maya, researcher' });
  await newTask(page, { brief: 'Second note', giveTo: 'Maya, researcher' });
  await expect(card(page, 'Second note')).toContainText('Waiting for Maya');
  await page.getByRole('button', { name: 'By teammate' }).click();
  await card(page, 'Second note').dragTo(page.getByRole('heading', { name: 'Unassigned' }));
  await expect(page.getByRole('list', { name: 'Unassigned' })).toContainText('Second note');
});
