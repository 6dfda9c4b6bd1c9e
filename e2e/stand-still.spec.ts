/** Work that stands still and work that is handed on: held, near a cap, stopped in flight, with a teammate, before a service that fails. */
import type { Page } from '@playwright/test';
import { expect, liveWith, test } from './fixtures.ts';
import { card, column, newTask, openTask, pane } from './support/board.ts';
import { expectClean } from './support/clean.ts';
import { ask, finish, noteText, write } from './support/scripts.ts';
import type { ScriptedCall, ScriptedTurn } from './support/scripted-model-wire.ts';

const title = 'Note the end of the storage contract';

function delegate(teammate: string, part: string, brief: string): ScriptedCall {
  return { tool: 'delegate', args: { teammate, title: part, brief } };
}

/** Opens the Inbox by its keys; the first item stands open and has the focus. */
async function openInbox(page: Page): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
  await expect(page.getByRole('article')).toBeVisible();
}

test.describe('work in circles', () => {
  test('is held with its evidence, and goes on with a word and a key', async ({ start, startModel }) => {
    const model = await startModel({ behaviour: 'loop' });
    const { page } = await start(liveWith(model));
    await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
    await expect(column(page, 'needs-you')).toContainText('The work goes in circles. Go on?');
    const asked = model.count();
    await openInbox(page);
    const item = page.getByRole('article');
    await expect(item).toHaveAccessibleName('The work goes in circles. Go on?');
    await expect(item.getByRole('region', { name: 'What came round again' })).toContainText(/\d ×.*Look through/);
    await expectClean(page, 'Inbox, in circles');

    model.behave('script');
    await page.keyboard.press('r');
    await page.keyboard.type('Write what you know.');
    await page.keyboard.press('Enter');
    await model.received(asked + 1);
    // What was said is in the very next request, and the item is gone.
    expect(JSON.stringify(model.requests[asked]?.body)).toContain('Write what you know.');
    await expect(page.getByRole('main').getByText('The work goes in circles. Go on?')).toHaveCount(0);
  });

  test('stops by a key', async ({ start, startModel }) => {
    const model = await startModel({ behaviour: 'loop' });
    const { page } = await start(liveWith(model));
    await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
    await expect(column(page, 'needs-you')).toContainText(title);
    const asked = model.count();
    await openInbox(page);
    await page.keyboard.press('x');
    await expect(page.getByText('Nothing needs you.')).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await expect(column(page, 'to-do')).toContainText('Stopped');
    expect(model.count()).toBe(asked);
  });
});

test('near a cap it asks first, and goes on under a higher one', async ({ start, startModel }) => {
  const notes = (count: number): ScriptedTurn[] =>
    Array.from({ length: count }, (_, at) => ({ calls: [write('work/note.md', `${noteText}Draft ${at}.\n`)] }));
  const model = await startModel({ script: [...notes(5), { calls: [finish('Ready.', ['work/note.md'])] }] });
  const { page } = await start(liveWith(model));
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Rounds of thinking a task').fill('5');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Board' }).click();
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await openTask(page, title);
  const asked = pane(page).getByRole('region', { name: 'Most of a cap is used: 4 of 5 rounds of thinking. Go on?' });
  await expect(asked).toBeVisible();
  await expectClean(page, 'Task, near a cap');
  expect(model.count()).toBe(4);
  await asked.getByRole('button', { name: 'Raise the cap to 10 rounds of thinking' }).click();
  await expect(card(page, title)).toContainText('Ready to review');
  expect(model.count()).toBe(6);
});

test.describe('work handed on', () => {
  const part = 'Which price list';
  const lead: ScriptedTurn[] = [
    { text: 'I hand on a part.', calls: [delegate('Maya', part, 'Find the price list. [script:part]')] },
    { calls: [write('work/note.md', noteText)] },
    { calls: [finish('The note is ready.', ['work/note.md'])] },
  ];
  const scripts = {
    lead,
    part: [
      { calls: [ask('Which year do you mean?', ['This year', 'Last year'])] },
      { calls: [write('work/prices.md', '# Prices\n')] },
      { calls: [finish('The list of this year.', ['work/prices.md'])] },
    ],
  };
  const brief = 'Compare the suppliers [script:lead]';

  test('folds under its task, opens, and its question is answered', async ({ start, startModel }) => {
    const model = await startModel({ scripts });
    const { page } = await start(liveWith(model));
    await newTask(page, { brief, giveTo: 'Owen, planner' });
    const root = card(page, 'Compare the suppliers');
    await expect(column(page, 'needs-you')).toContainText('Compare the suppliers');
    await expect(root).toContainText('0 of 1 part done · Maya needs you');
    // The part is no card of its own by status; by teammate it stands with Maya.
    await expect(page.locator('[data-card]').filter({ hasText: 'Which year do you mean?' })).toHaveCount(0);
    await expectClean(page, 'Board, a part asks');
    await page.getByRole('button', { name: 'By teammate' }).click();
    await expect(card(page, 'Part of Compare the suppliers')).toContainText('Which year do you mean?');
    await expectClean(page, 'By teammate, a part asks');
    await page.getByRole('button', { name: 'By status' }).click();

    await openTask(page, 'Compare the suppliers');
    await expectClean(page, 'Task with a part');
    await pane(page).getByRole('region', { name: 'Parts' }).getByRole('button', { name: part }).click();
    await expect(pane(page).getByRole('heading', { name: part, level: 2 })).toBeVisible();
    await pane(page).getByRole('list', { name: 'Answers' }).getByRole('button', { name: 'Last year' }).click();
    await expect(pane(page)).toContainText('Handed back');

    await pane(page).getByRole('button', { name: 'Compare the suppliers' }).click();
    await expect(card(page, 'Compare the suppliers')).toContainText('Ready to review');
    // A task whose result is there already opens on it.
    await pane(page).getByRole('tab', { name: /^Work/ }).click();
    await expect(pane(page).getByRole('region', { name: 'Parts' })).toContainText('Done');
    await expect(pane(page)).toContainText('Maya handed back');
    await page.getByRole('button', { name: 'Inbox' }).click();
    // The part was its root's to take: only the root's result asks for a look.
    await expect(page.getByRole('tab', { name: /^All/ })).toHaveText(/1/);
  });

  test('a stop ends the part in flight too, and says what was not done', async ({ start, startModel }) => {
    // The part's own answer is held for ever.
    const held = [{ calls: [delegate('Maya', part, 'Find it. [script:silent]')] }];
    const model = await startModel({ scripts: { lead: held } });
    const { page } = await start(liveWith(model));
    await newTask(page, { brief, giveTo: 'Owen, planner' });
    await expect(card(page, 'Compare the suppliers')).toContainText('Waiting for Maya');
    await expect(card(page, 'Compare the suppliers')).toContainText('0 of 1 part done');
    await openTask(page, 'Compare the suppliers');
    await expectClean(page, 'Task waiting for a teammate');
    await model.held(1);
    await pane(page).getByRole('button', { name: 'Stop', exact: false }).click();
    await expect(pane(page).getByRole('region', { name: 'What happened' })).toContainText('Nothing was done yet.');
    await expect(column(page, 'to-do')).toContainText('Stopped');
    await expect(pane(page).getByRole('region', { name: 'Parts' })).toContainText('Stopped');
    // Nobody listens to the held answer any more.
    await model.quiet();
    expect(model.count()).toBe(2);
  });
});

test('a wait says until when and for what, and a word ends it', async ({ start, startModel }) => {
  const wait = { tool: 'wait', args: { minutes: 45, why: 'a reply from Brandt' } };
  const model = await startModel({ script: [{ calls: [wait] }, { calls: [finish('They called.', [])] }] });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, giveTo: 'Tomás, executor' });
  await expect(column(page, 'working')).toContainText(/a reply from Brandt\s*Waiting until/);
  await openTask(page, title);
  await expect(pane(page)).toContainText('Wait 45 min for a reply from Brandt');
  await expectClean(page, 'Task, waiting');
  await pane(page).getByRole('textbox', { name: 'Tell Tomás' }).fill('They called: go on.');
  await page.keyboard.press('Enter');
  await model.received(2);
  expect(JSON.stringify(model.requests[1]?.body)).toContain('They called: go on.');
  await expect(pane(page)).toContainText('Waited 1 min for a reply from Brandt');
});

test('a service that fails is left alone in one calm line, and work goes on by itself', async ({
  start,
  startModel,
}) => {
  test.slow();
  const model = await startModel({ behaviour: '503:always', script: [{ calls: [finish('Nothing to note.', [])] }] });
  const { page } = await start(liveWith(model));
  // Five failures in a row rest the service; no task alone fails so often and waits.
  const titles = ['First note', 'Second note', 'Third note'];
  const mates = ['Maya, researcher', 'Owen, planner', 'June, memory manager'];
  for (const [at, brief] of titles.entries()) await newTask(page, { brief, giveTo: mates[at] });
  const line = page.getByRole('status', { name: 'What keeps work waiting' });
  await expect(line).toContainText(/^127\.0\.0\.1:\d+ does not answer; next try \d\d:\d\d\.$/);
  await expect(page.locator('[data-card]').filter({ hasText: 'the service rests until' }).first()).toBeVisible();
  await expectClean(page, 'Board, a service rests');
  model.behave('script');
  await expect(line).toBeEmpty({ timeout: 60_000 });
  for (const brief of titles) await expect(card(page, brief)).toContainText('Finished', { timeout: 30_000 });
});
