/** The Inbox: a write into the person's own folder asks first, shows the exact bytes, and does just that or nothing. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, liveWith, test } from './fixtures.ts';
import { card, column, newTask, openTask, pane } from './support/board.ts';
import { ask, finish, plan, write } from './support/scripts.ts';
import type { ScriptedTurn } from './support/scripted-model-wire.ts';

const title = 'Put the renewal letter into my folder';
/** Bytes that a careless hand changes: trailing blanks, a missing last newline, letters beyond ASCII. */
const letter = 'Dear Zoë,\n\nthe price is 1 200 €.  \n\tKind regards';

function letterScript(content = letter): ScriptedTurn[] {
  return [
    { text: 'I plan it.', calls: [plan(0)] },
    { text: 'I write the letter.', calls: [write('files/letter.txt', content)] },
    { text: 'I note what I did.', calls: [write('work/report.md', 'The letter was dealt with.\n')] },
    { text: 'Done.', calls: [finish('The letter was dealt with.', ['work/report.md'])] },
  ];
}

test('approve writes exactly the bytes that were shown', async ({ start, startModel, folder }) => {
  const model = await startModel({ script: letterScript() });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, folder, giveTo: 'Maya, researcher' });
  await expect(card(page, title)).toContainText('Needs you');

  await page.getByRole('button', { name: 'Inbox' }).click();
  const item = page.getByRole('article');
  await expect(item.getByText('Exactly this will happen')).toBeVisible();
  await expect(item).toContainText(path.join(folder, 'letter.txt'));
  expect(await item.locator('pre').textContent()).toBe(letter);
  expect(existsSync(path.join(folder, 'letter.txt'))).toBe(false);

  await item.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('has a result').or(page.getByText('Results for you to look at'))).toBeVisible();
  expect(readFileSync(path.join(folder, 'letter.txt'), 'utf8')).toBe(letter);
});

test('decline writes nothing, and the teammate is told why', async ({ start, startModel, folder }) => {
  const model = await startModel({ script: letterScript() });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, folder, giveTo: 'Maya, researcher' });
  await page.getByRole('button', { name: 'Inbox' }).click();
  await expect(page.getByRole('article')).toContainText('Exactly this will happen');
  await page.keyboard.press('x');
  await page.getByRole('textbox', { name: /Why not/ }).fill('The price is wrong.');
  await page.getByRole('button', { name: 'Decline with reason' }).click();
  await model.received(3);
  expect(JSON.stringify(model.requests[2]?.body.messages)).toContain('The price is wrong.');
  expect(existsSync(path.join(folder, 'letter.txt'))).toBe(false);
});

test('A approves, and Undo brings back what was there', async ({ start, startModel, folder }) => {
  const file = path.join(folder, 'letter.txt');
  const before = 'An older letter.\r\nWith its own line ends.\r\n';
  writeFileSync(file, before);
  const model = await startModel({ script: letterScript() });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, folder, giveTo: 'Maya, researcher' });
  await expect(card(page, title)).toContainText('Needs you');
  await page.getByRole('button', { name: 'Inbox' }).click();
  await expect(page.getByRole('article')).toContainText('An older letter.');
  await page.keyboard.press('a');
  await expect.poll(() => readFileSync(file, 'utf8')).toBe(letter);

  await page.getByRole('button', { name: 'Board' }).click();
  await expect(card(page, title)).toContainText('Finished');
  await openTask(page, title);
  await pane(page)
    .getByRole('tab', { name: /^Changes/ })
    .click();
  await pane(page).getByRole('button', { name: 'Undo letter.txt' }).click();
  await expect(pane(page).getByRole('region', { name: 'Taken back' })).toContainText('letter.txt');
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('what cannot be seen is shown by its name', async ({ start, startModel, folder }) => {
  const model = await startModel({ script: letterScript('Pay \u202E000,1\u202C euros\u200B now.') });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, folder, giveTo: 'Maya, researcher' });
  await page.getByRole('button', { name: 'Inbox' }).click();
  await expect(page.getByRole('article')).toContainText('characters that cannot be seen are shown by their names');
});

test('a question is answered with one key', async ({ start, startModel }) => {
  const script: ScriptedTurn[] = [
    { text: 'I plan it.', calls: [plan(0)] },
    { text: 'One question.', calls: [ask('Which year do you mean?', ['This year', 'Last year'])] },
    { text: 'Thank you.', calls: [write('work/answer.md', 'Thank you.\n')] },
    { text: 'Done.', calls: [finish('The answer is noted down.', ['work/answer.md'])] },
  ];
  const model = await startModel({ script });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await expect(card(page, title)).toContainText('Which year do you mean?');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page.getByRole('article')).toContainText('Maya recommends this');
  await page.keyboard.press('2');
  await model.received(3);
  expect(JSON.stringify(model.requests[2]?.body.messages)).toContain('Last year');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(column(page, 'needs-you')).toContainText('Ready to review');
});
