/** Queues of teammates, and work that changes hands while it goes on. The model's answers are held, so every state stands still. */
import type { Locator, Page } from '@playwright/test';
import { expect, liveWith, test } from './fixtures.ts';
import { card, newTask } from './support/board.ts';
import { expectClean } from './support/clean.ts';
import { noteScript, releaseTurn } from './support/scripts.ts';

const maya = { giveTo: 'Maya, researcher' };
const long = 'Compare what the six paper suppliers ask for recycled card';

function lane(page: Page, name: string): Locator {
  return page.getByRole('list', { name, exact: true });
}

/** The titles of a lane's cards, from the top. */
async function expectOrder(page: Page, name: string, titles: string[]): Promise<void> {
  await expect(lane(page, name).locator('[data-card]')).toContainText(titles);
}

/** One task at work and three in line. */
async function fillLane(page: Page): Promise<void> {
  await newTask(page, { brief: 'Held note', ...maya });
  await expect(card(page, 'Held note')).toContainText('Planning');
  for (const brief of ['First in line', long, 'Last in line']) await newTask(page, { brief, ...maya });
  await page.getByRole('button', { name: 'By teammate' }).click();
  await expectOrder(page, 'Maya', ['Held note', 'First in line', long, 'Last in line']);
}

/** Drops a card on the upper or lower half of another one. */
async function dropAt(page: Page, title: string, on: string, half: 'upper' | 'lower'): Promise<void> {
  const box = await card(page, on).boundingBox();
  if (!box) throw new Error(`“${on}” is not on screen`);
  await card(page, title).dragTo(card(page, on), {
    targetPosition: { x: box.width / 2, y: half === 'upper' ? 4 : box.height - 4 },
  });
}

test('a queue is reordered by drag', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel({ behaviour: 'slow' })));
  await fillLane(page);
  await dropAt(page, 'Last in line', 'First in line', 'upper');
  await expectOrder(page, 'Maya', ['Held note', 'Last in line', 'First in line', long]);
  await expect(page.getByText('Moved to 2nd in Maya’s queue')).toBeAttached();
  await dropAt(page, 'Last in line', long, 'lower');
  await expectOrder(page, 'Maya', ['Held note', 'First in line', long, 'Last in line']);
  await page.reload();
  await page.getByRole('button', { name: 'By teammate' }).click();
  await expectOrder(page, 'Maya', ['Held note', 'First in line', long, 'Last in line']);
});

test('a queue is reordered by keys and by the menu', async ({ start, startModel }) => {
  const { page } = await start(liveWith(await startModel({ behaviour: 'slow' })));
  await fillLane(page);
  await card(page, 'Last in line').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expectOrder(page, 'Maya', ['Held note', 'First in line', 'Last in line', long]);
  await expect(card(page, 'Last in line')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expectOrder(page, 'Maya', ['Held note', 'Last in line', 'First in line', long]);
  await page.keyboard.press('Alt+ArrowDown');
  await expectOrder(page, 'Maya', ['Held note', 'First in line', 'Last in line', long]);

  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: /Move in the queue/ }).click();
  await expect(page.getByRole('option', { name: /^Down/ })).toContainText('4th');
  await expectClean(page, 'Where to move it');
  await page.getByRole('option', { name: /^First/ }).click();
  await expectOrder(page, 'Maya', ['Held note', 'Last in line', 'First in line', long]);
  await expect(card(page, 'Last in line')).toBeFocused();
});

test('work under way dropped on another teammate goes on there', async ({ start, startModel }) => {
  const model = await startModel({ behaviour: 'slow', script: noteScript });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: 'Held note', ...maya });
  await model.received(1);
  releaseTurn(model, noteScript[0] ?? {});
  await model.received(2);
  await page.getByRole('button', { name: 'By teammate' }).click();
  await card(page, 'Held note').dragTo(page.getByRole('heading', { name: /^Tomás/ }));
  await expect(page.getByText('Maya stops, then Tomás has it.')).toBeVisible();
  await expectOrder(page, 'Tomás', ['Held note']);
  await expect(lane(page, 'Maya').locator('[data-card]')).toHaveCount(0);
  await model.received(3);
  expect(JSON.stringify(model.requests[2]?.body)).toContain('Tomás');
});

test(
  'two windows carry one card: one moves it, the other is told',
  { tag: '@browser' },
  async ({ start, startModel }) => {
    const { page } = await start(liveWith(await startModel({ behaviour: 'slow' })));
    await newTask(page, { brief: 'Held note', ...maya });
    await page.getByRole('button', { name: 'By teammate' }).click();
    await expectOrder(page, 'Maya', ['Held note']);
    const other = await secondWindow(page);
    await other.getByRole('button', { name: 'By teammate' }).click();
    await expectOrder(other, 'Maya', ['Held note']);

    // Taken hold of in both, let go in one after the other.
    await lift(page, 'Held note', /^Tomás/);
    await lift(other, 'Held note', /^Priya/);
    await page.bringToFront();
    await page.mouse.up();
    await expectOrder(page, 'Tomás', ['Held note']);
    await expectOrder(other, 'Tomás', ['Held note']);
    await expect(card(other, 'Held note')).toHaveAccessibleName(/Planning/);
    await carryOver(other, /^Priya/);
    await other.mouse.up();
    await expect(other.getByText(/Somebody moved this task while you did: Tomás has it now/)).toBeVisible();
    for (const each of [page, other]) {
      await expectOrder(each, 'Tomás', ['Held note']);
      await expect(lane(each, 'Priya').locator('[data-card]')).toHaveCount(0);
    }
  },
);

/** One more window of the same person: an address opens only one, so it is given the first one's secret. */
async function secondWindow(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  const secret = await page.evaluate(() => sessionStorage.getItem('muster.secret') ?? '');
  await other.addInitScript((value) => sessionStorage.setItem('muster.secret', value), secret);
  // While a card slides the page takes no pointer: here the next move comes sooner than from a hand.
  await other.emulateMedia({ reducedMotion: 'reduce' });
  await other.goto(page.url());
  return other;
}

/** Takes hold of a card and holds it over the head of a lane. */
async function lift(page: Page, title: string, over: RegExp): Promise<void> {
  await page.bringToFront();
  await card(page, title).hover();
  await page.mouse.down();
  await carryOver(page, over);
  await expect(page.getByText(/^Let go to give it to/)).toBeVisible();
}

/** Carries what is held to the head of a lane. */
async function carryOver(page: Page, over: RegExp): Promise<void> {
  await page.bringToFront();
  const box = await page.getByRole('heading', { name: over }).boundingBox();
  if (!box) throw new Error('the lane is not on screen');
  // By hand: what is carried lies under the pointer, where a hover would not find the lane.
  await page.mouse.move(box.x + 8, box.y + 8, { steps: 4 });
}
