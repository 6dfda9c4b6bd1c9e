/** Stepping in while a teammate works: pause, stop, steer, send back, undo. The model's answers are held, so every state stands still. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, liveWith, test } from './fixtures.ts';
import { card, column, newTask, openTask, pane } from './support/board.ts';
import { noteScript, noteText, releaseTurn } from './support/scripts.ts';
import type { ScriptedModel } from './support/scripted-model.ts';
import { deliverables } from './support/work.ts';

const title = 'Note the end of the storage contract';

async function atTurn(turn: number, page: Page, model: ScriptedModel): Promise<void> {
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await openTask(page, title);
  for (const [at, said] of noteScript.slice(0, turn).entries()) {
    await model.received(at + 1);
    releaseTurn(model, said);
  }
  await model.received(turn + 1);
}

test('pause holds the next step, resume goes on', async ({ start, startModel, data }) => {
  const model = await startModel({ behaviour: 'slow', script: noteScript });
  const { page } = await start(liveWith(model));
  await atTurn(1, page, model);
  await pane(page).getByRole('button', { name: 'Pause', exact: false }).click();
  await expect(card(page, title)).toContainText('Paused by you');

  model.release(Infinity);
  // The answer on its way is taken in; what it proposes is not done.
  await expect(pane(page).getByText('I write the note.')).toBeVisible();
  await expect(pane(page).getByRole('button', { name: 'Resume', exact: false })).toBeVisible();
  expect(model.count()).toBe(2);
  expect(deliverables(data).size).toBe(0);

  await pane(page).getByRole('button', { name: 'Resume', exact: false }).click();
  await expect(card(page, title)).toContainText('Ready to review');
  expect([...deliverables(data).values()]).toEqual([noteText]);
});

test('stop ends the request and says what was done and what was not', async ({ start, startModel, data }) => {
  const model = await startModel({ behaviour: 'slow', script: noteScript });
  const { page } = await start(liveWith(model));
  await atTurn(2, page, model);
  await pane(page).getByRole('button', { name: 'Stop', exact: false }).click();
  const verdict = pane(page).getByRole('region', { name: 'What happened' });
  await expect(verdict).toContainText(/Done: .*note\.md/);
  await expect(verdict).toContainText(/Not done: .*Hand it in/);
  await expect(column(page, 'to-do')).toContainText('Stopped at step 2');
  // Nobody listens to the held answer any more.
  await model.quiet();
  expect(model.count()).toBe(3);
  expect([...deliverables(data).values()]).toEqual([noteText]);
});

test('what you say is in the very next request', async ({ start, startModel }) => {
  const model = await startModel({ behaviour: 'slow', script: noteScript });
  const { page } = await start(liveWith(model));
  await atTurn(1, page, model);
  const words = 'Name the notice period as well.';
  await pane(page).getByRole('textbox', { name: 'Tell Maya' }).fill(words);
  await page.keyboard.press('Enter');
  await expect(pane(page).getByText('Maya reads this after the current step')).toBeVisible();
  // Nothing was cancelled: the same request is still on its way.
  expect(model.count()).toBe(2);

  releaseTurn(model, noteScript[1] ?? {});
  await model.received(3);
  await expect(pane(page).getByText(/^Read \d/)).toBeVisible();
  const [before, next] = [model.requests[1], model.requests[2]];
  expect(JSON.stringify(before?.body)).not.toContain(words);
  expect(JSON.stringify(next?.body)).toContain(words);
});

test('sent back with a note, the second attempt reads it', async ({ start, startModel, data }) => {
  const model = await startModel({ script: noteScript });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await openTask(page, title);
  await expect(card(page, title)).toContainText('Ready to review');
  await pane(page).getByRole('tab', { name: 'Result' }).click();
  await expect(pane(page)).toContainText('The storage contract ends on 31 January.');

  const attempts = model.count();
  await pane(page).getByRole('button', { name: 'Send back with a note' }).click();
  await pane(page)
    .getByRole('textbox', { name: /What should be different/ })
    .fill('Say who signs it.');
  await page.keyboard.press('Control+Enter');
  await model.received(attempts + 1);
  expect(JSON.stringify(model.requests[attempts]?.body.messages)).toContain('Say who signs it.');
  await expect(card(page, title)).toContainText('Ready to review');
  await pane(page).getByRole('tab', { name: 'Result' }).click();
  await pane(page).getByRole('button', { name: 'Accept' }).click();
  await expect(column(page, 'done')).toContainText(title);
  expect(deliverables(data).size).toBe(1);
});

test('undo takes a change back', async ({ start, startModel, data }) => {
  const model = await startModel({ script: noteScript });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await openTask(page, title);
  await expect(card(page, title)).toContainText('Ready to review');
  const [name = ''] = [...deliverables(data).keys()];
  const file = path.join(data, 'workspaces', name);
  expect(existsSync(file)).toBe(true);
  await pane(page)
    .getByRole('tab', { name: /^Changes/ })
    .click();
  await pane(page).getByRole('button', { name: 'Undo note.md' }).click();
  await expect(pane(page).getByRole('region', { name: 'Taken back' })).toContainText('The file was taken away again.');
  expect(existsSync(file)).toBe(false);
});

test('pause all: nothing new begins until it is resumed', async ({ start, startModel }) => {
  const model = await startModel({ script: noteScript });
  const { page } = await start(liveWith(model));
  await page.keyboard.press('Control+.');
  await expect(page.getByRole('button', { name: 'Resume all' })).toBeVisible();
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await expect(card(page, title)).toContainText('Waiting for Maya');
  expect(model.count()).toBe(0);
  await page.getByRole('button', { name: 'Resume all' }).click();
  await expect(card(page, title)).toContainText('Ready to review');
});
