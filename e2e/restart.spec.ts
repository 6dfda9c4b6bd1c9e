/** Closing, killing and losing the link: the board comes back as it was, the work goes on, nothing is done twice. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, liveWith, test } from './fixtures.ts';
import { card, column, exampleTitle, newTask, openTask, pane } from './support/board.ts';
import { ask, finish, noteScript, noteText, plan, releaseTurn, write } from './support/scripts.ts';
import { brokenQuotes, deliverables, footnotes, journalEvents, office } from './support/work.ts';

const title = 'Note the end of the storage contract';

test('closed in the middle: practice goes on and ends with one brief', async ({ start, data }) => {
  const first = await start();
  await first.page.getByRole('button', { name: 'Give this to Maya (practice, free)' }).click();
  await expect(card(first.page, exampleTitle)).toContainText(/Working [1-9]\/\d/);
  await first.stop();

  const { page } = await start();
  await openTask(page, exampleTitle);
  await pane(page).getByRole('list', { name: 'Answers' }).getByRole('button').first().click();
  await pane(page).getByRole('button', { name: 'Accept' }).click();
  await expect(column(page, 'done')).toContainText(exampleTitle);
  const [brief = '', ...more] = [...deliverables(data).values()];
  expect(more).toEqual([]);
  expect(footnotes(brief).length).toBeGreaterThanOrEqual(5);
  expect(brokenQuotes(brief, office)).toEqual([]);
});

test('killed in the middle: practice goes on, each write happens once', async ({ start, data }) => {
  const first = await start();
  await first.page.getByRole('button', { name: 'Give this to Maya (practice, free)' }).click();
  await expect(card(first.page, exampleTitle)).toContainText('Needs you');
  const asked = await card(first.page, exampleTitle).getAttribute('aria-label');
  await first.kill();

  const second = await start();
  // The question is still open, in the same words.
  await expect(column(second.page, 'needs-you')).toContainText(exampleTitle);
  const withoutTime = (label: string | null) => label?.replace(/Needs you · [^.]+/, 'Needs you');
  expect(withoutTime(await card(second.page, exampleTitle).getAttribute('aria-label'))).toBe(withoutTime(asked));
  await openTask(second.page, exampleTitle);
  await pane(second.page).getByRole('list', { name: 'Answers' }).getByRole('button').first().click();
  await expect(card(second.page, exampleTitle)).toContainText(/Working [3-9]\/\d/);
  await second.kill();

  const third = await start();
  await expect(card(third.page, exampleTitle)).toContainText('Ready to review');
  await third.stop();
  expect(deliverables(data).size).toBe(1);
  expect(await writesBegun(data)).toBe(1);
});

test('killed while the model answers: the turn is asked again, the write before it is not repeated', async ({
  start,
  startModel,
  data,
}) => {
  const model = await startModel({ behaviour: 'slow', script: noteScript });
  const first = await start(liveWith(model));
  await newTask(first.page, { brief: title, giveTo: 'Maya, researcher' });
  for (const [at, turn] of noteScript.slice(0, 2).entries()) {
    await model.received(at + 1);
    releaseTurn(model, turn);
  }
  await model.received(3);
  await first.kill();

  const second = await start(liveWith(model));
  await model.received(4);
  expect(model.requests[3]?.turn).toBe(2);
  model.release(Infinity);
  await expect(card(second.page, title)).toContainText('Ready to review');
  await second.stop();
  expect([...deliverables(data).values()]).toEqual([noteText]);
  expect(await writesBegun(data)).toBe(1);
});

test('an approval outlives a kill, and still writes the bytes that were shown', async ({
  start,
  startModel,
  data,
  folder,
}) => {
  const script = [
    { text: 'I plan it.', calls: [plan(0)] },
    { text: 'I write the letter.', calls: [write('files/letter.txt', noteText)] },
    { text: 'I note it.', calls: [write('work/report.md', 'Written.\n')] },
    { text: 'Done.', calls: [finish('The letter was written.', ['work/report.md'])] },
  ];
  const model = await startModel({ script });
  const first = await start(liveWith(model));
  await newTask(first.page, { brief: title, folder, giveTo: 'Maya, researcher' });
  await expect(card(first.page, title)).toContainText('Needs you');
  await first.kill();

  const second = await start(liveWith(model));
  expect(model.count()).toBe(2);
  await second.page.getByRole('button', { name: 'Inbox' }).click();
  expect(await second.page.getByRole('article').locator('pre').textContent()).toBe(noteText);
  await second.page.getByRole('article').getByRole('button', { name: 'Approve' }).click();
  await expect(second.page.getByRole('heading', { name: 'Results for you to look at' })).toBeVisible();
  await second.stop();
  expect(readFileSync(path.join(folder, 'letter.txt'), 'utf8')).toBe(noteText);
  expect(await writesBegun(data)).toBe(2);
});

test('the board of many states is the same after a kill', async ({ start, startModel }) => {
  const question = [
    { text: 'I plan it.', calls: [plan(1)] },
    { text: 'One question.', calls: [ask('Which year?', ['This year', 'Last year'])] },
  ];
  const model = await startModel({ behaviour: 'slow', scripts: { question, note: noteScript } });
  const first = await start(liveWith(model));
  await newTask(first.page, { brief: 'Done work [script:note]', giveTo: 'Maya, researcher' });
  await newTask(first.page, { brief: 'Asked work [script:question]', giveTo: 'Tomás, executor' });
  await newTask(first.page, { brief: 'Held work', giveTo: 'Priya, reviewer' });
  await newTask(first.page, { brief: 'Queued work', giveTo: 'Priya, reviewer' });
  await newTask(first.page, { brief: 'Ended work', giveTo: 'Owen, planner' });
  await expect(card(first.page, 'Done work')).toContainText('Ready to review');
  await card(first.page, 'Done work').focus();
  await first.page.keyboard.press('d');
  await expect(column(first.page, 'done')).toContainText('Done work');
  await expect(card(first.page, 'Asked work')).toContainText('Which year?');
  await expect(card(first.page, 'Queued work')).toContainText('Waiting for Priya');
  await card(first.page, 'Ended work').focus();
  await first.page.keyboard.press('.');
  await expect(card(first.page, 'Ended work')).toContainText('Stopped');
  await expect(card(first.page, 'Held work')).toContainText('Planning');
  const before = await boardText(first.page);
  await first.kill();

  const second = await start(liveWith(model));
  await expect.poll(() => boardText(second.page)).toEqual(before);
});

test('a reload keeps the session and the place', { tag: '@browser' }, async ({ board }) => {
  await openTask(board, exampleTitle);
  await board.reload();
  await expect(pane(board).getByRole('heading', { name: exampleTitle })).toBeVisible();
  await expect(card(board, exampleTitle)).toBeVisible();
});

test('a host that is gone is said at once, and typed text stays', { tag: '@browser' }, async ({ start }) => {
  const { page, kill } = await start();
  await page.getByRole('button', { name: 'New task' }).first().click();
  await page.getByLabel('What do you want done?').fill('Half a thought');
  await kill({ keepPage: true });
  await expect(page.getByText('Not connected. This is the last that was known')).toBeVisible();
  await expect(card(page, exampleTitle)).toBeAttached();
  await page.getByRole('button', { name: 'Add to board' }).click();
  await expect(page.getByRole('dialog')).toContainText('There is no connection to Muster right now.');
  await expect(page.getByLabel('What do you want done?')).toHaveValue('Half a thought');
});

/** How often the writing of a file was begun, by the journal; as many as there were writes, or one was repeated. */
async function writesBegun(data: string): Promise<number> {
  const events = await journalEvents(data);
  const writes = events.filter((event) => event.type === 'call.succeeded' && event.data['change'] !== null);
  const calls = new Set(writes.map((event) => event.data['callId']));
  expect(calls.size).toBe(writes.length);
  return events.filter((event) => event.type === 'call.begun' && calls.has(event.data['callId'])).length;
}

/** Every card's words by column, without what the clock changes. */
async function boardText(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-column]')].map((box) => [
        box.dataset['column'] ?? '',
        [...box.querySelectorAll('[data-card]')]
          .map((each) => (each.getAttribute('aria-label') ?? '').replaceAll(/ · [^.]+/g, ''))
          .toSorted(),
      ]),
    ),
  );
}
