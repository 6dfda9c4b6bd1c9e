/** The team itself, on the real engine: made, changed in versions, tried before saving, paused, retired, brought in and taken out as files. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, liveWith, test } from './fixtures.ts';
import { card, column, newTask } from './support/board.ts';
import { expectClean } from './support/clean.ts';
import { noteScript } from './support/scripts.ts';

async function openTeam(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Team' }).click();
  await expect(page.getByRole('heading', { name: 'Team', level: 1 })).toBeVisible();
}

async function press(page: Page, key: string): Promise<void> {
  await page.getByRole('group', { name: 'Team', exact: true }).focus();
  await page.keyboard.press(key);
}

function tab(page: Page, name: string | RegExp): Locator {
  return page.getByRole('tab', { name, exact: true });
}

/** Focuses a button and presses Enter, as a person without a mouse does. */
async function enter(button: Locator): Promise<void> {
  await button.focus();
  await button.press('Enter');
}

test('a teammate is made from a template by keys alone, and there is one with that name only', async ({ board }) => {
  await board.keyboard.press('g');
  await board.keyboard.press('t');
  await press(board, 'n');
  const form = board.getByRole('dialog', { name: 'New teammate' });
  await expectClean(board, 'New teammate, what to begin with');
  await enter(form.getByRole('button', { name: /^Researcher/ }));
  await expect(form.getByLabel('Name')).toBeFocused();
  await board.keyboard.type('Maya');
  await enter(form.getByRole('button', { name: 'Add to the team' }));
  await expect(form.getByRole('alert').filter({ hasText: 'Maya already' })).toBeVisible();
  await form.getByLabel('Name').fill('Nora');
  await expectClean(board, 'New teammate, the form');
  await enter(form.getByRole('button', { name: 'Add to the team' }));
  await expect(form).toBeHidden();
  await expect(board.getByRole('heading', { name: /Nora researcher/, level: 2 })).toBeVisible();

  await newTask(board, { brief: 'Brief me on our suppliers', giveTo: 'Nora, researcher' });
  await board.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Board' }).click();
  await expect(card(board, 'Brief me on our suppliers')).toContainText(
    /Nora|Planning|Working|Ready|Finished|Needs you/,
  );
});

test('instructions are changed in versions, compared, and an old one is used again', async ({ board }) => {
  await openTeam(board);
  await tab(board, 'How Maya works').click();
  await press(board, 'e');
  const text = board.getByRole('textbox', { name: 'Instructions of Maya' });
  await expect(text).toBeFocused();
  await board.keyboard.press('ControlOrMeta+End');
  await board.keyboard.type('\nCompare prices without VAT.');
  await expect(board.getByText('1 line changed')).toBeVisible();
  await board.getByRole('button', { name: 'What changes' }).click();
  await expect(board.getByRole('group', { name: 'Lines before and after' })).toContainText(
    'Compare prices without VAT.',
  );
  await expectClean(board, 'Instructions, what changes');
  await board.getByLabel('What is different (optional)').fill('Without VAT');
  await board.getByRole('button', { name: 'Save as version 2' }).click();
  const versions = board.getByRole('region', { name: 'Versions' });
  await expect(versions.getByRole('row', { name: /^2 Without VAT/ })).toContainText('In use');

  await versions.getByRole('button', { name: 'Compare version 1' }).click();
  const compared = board.getByRole('dialog', { name: 'Compare versions of Maya' });
  await expect(compared.getByRole('group', { name: 'Lines before and after' })).toContainText(
    'Compare prices without VAT.',
  );
  await expectClean(board, 'Two versions');
  await compared.getByRole('button', { name: 'Use version 1 again' }).click();
  await expect(versions.getByRole('row', { name: /^3 Version 1 again/ })).toContainText('In use');
  await expect(board.getByRole('group', { name: 'Instructions in use' })).not.toContainText('without VAT');
});

test('what was typed survives leaving the part and the screen', async ({ board }) => {
  await openTeam(board);
  await tab(board, 'How Maya works').click();
  await press(board, 'e');
  const text = board.getByRole('textbox', { name: 'Instructions of Maya' });
  await text.fill('Mine.');
  await tab(board, 'Record').click();
  await expect(board.getByText(/^No results yet\./)).toBeVisible();
  await board.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Board' }).click();
  await openTeam(board);
  await tab(board, 'How Maya works').click();
  await expect(text).toHaveValue('Mine.');
});

test('a version saved in another window is no loss', async ({ board, target }) => {
  test.skip(target !== 'web', 'the desktop has one window');
  await openTeam(board);
  await tab(board, 'How Maya works').click();
  await press(board, 'e');
  const text = board.getByRole('textbox', { name: 'Instructions of Maya' });
  await text.fill('Mine.');
  const opened = board.context().waitForEvent('page');
  await board.evaluate(() => {
    window.open(location.href);
  });
  const other = await opened;
  await openTeam(other);
  await tab(other, 'How Maya works').click();
  await press(other, 'e');
  await other.getByRole('textbox', { name: 'Instructions of Maya' }).fill('Theirs.');
  await other.getByRole('button', { name: 'Save as version 2' }).click();

  await board.getByRole('button', { name: 'Save as version 3' }).click();
  await expect(board.getByRole('alert').filter({ hasText: 'changed since you opened this' })).toBeVisible();
  await expect(text).toHaveValue('Mine.');
  await expectClean(board, 'A newer version came');
  await board.getByRole('button', { name: 'Go on from version 2' }).click();
  await board.getByRole('button', { name: 'Save as version 3' }).click();
  await expect(board.getByRole('group', { name: 'Instructions in use' })).toContainText('Mine.');
});

test('access is switched off in plain words, and how often to be asked is chosen', async ({ board }) => {
  await openTeam(board);
  await tab(board, 'Access').click();
  const write = board.getByRole('switch', { name: 'Write files' });
  await write.press('Space');
  await expectClean(board, 'Access, changed');
  await board.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(board.getByRole('button', { name: /^Save as version/ })).toBeHidden();
  await expect(write).not.toBeChecked();

  await tab(board, 'Rules').click();
  await board.getByRole('radio', { name: 'Always' }).focus();
  await board.keyboard.press('ArrowDown');
  await expect(board.getByRole('radio', { name: 'Often' })).toBeChecked();
  await expectClean(board, 'Rules');
  await tab(board, 'Knows').click();
  await expect(board.getByText(/^Nothing yet\./)).toBeVisible();
  await expectClean(board, 'Knows, empty');
});

test('a teammate is paused, resumed, retired and called back', async ({ board }) => {
  await openTeam(board);
  await press(board, 'p');
  const ask = board.getByRole('dialog', { name: 'Pause Maya?' });
  await expect(ask).toContainText('Nothing is under way.');
  await expectClean(board, 'Before a pause');
  await enter(ask.getByRole('button', { name: 'Pause Maya' }));
  await expect(board.getByRole('list', { name: 'Paused' })).toContainText('Maya');
  await board.getByRole('list', { name: 'Paused' }).getByRole('button').click();
  await press(board, 'p');
  await expect(board.getByRole('list', { name: 'Paused' })).toHaveCount(0);

  await board.getByRole('list', { name: 'Teammates' }).getByRole('button', { name: /Maya/ }).click();
  await board.getByRole('button', { name: 'More for Maya' }).click();
  await board.getByRole('menuitem', { name: 'Retire…' }).click();
  await board.getByRole('dialog').getByRole('button', { name: 'Retire Maya' }).click();
  await expect(board.getByRole('list', { name: 'Retired' })).toContainText('Maya');
  await expectClean(board, 'Team with a retired teammate');
  await board.getByRole('button', { name: /^Call back/ }).click();
  await board.getByRole('dialog').getByRole('button', { name: 'Call Maya back' }).click();
  await expect(board.getByRole('list', { name: 'Retired' })).toHaveCount(0);
});

test('a sub-agent file of another program comes in, a file that is none says why, and a teammate goes out as a file', async ({
  board,
  folder,
  target,
}) => {
  const file = path.join(folder, 'code-scout.md');
  await writeFile(
    file,
    '---\nname: Scout\ndescription: Looks around before anybody begins. Use proactively.\ntools: Read, Grep, Glob\nmodel: sonnet\n---\nLook first.\n',
  );
  await writeFile(path.join(folder, 'notes.md'), 'Just some notes.\n');
  await openTeam(board);
  await press(board, 'n');
  const form = board.getByRole('dialog', { name: 'New teammate' });
  const bring = async (name: string) => {
    const chooser = board.waitForEvent('filechooser');
    await form.getByRole('button', { name: /^From a file/ }).click();
    await (await chooser).setFiles(path.join(folder, name));
  };
  await bring('notes.md');
  await expect(form.getByRole('alert').filter({ hasText: 'notes.md' })).toContainText('does not begin with settings');
  await bring('code-scout.md');
  await expect(form.getByLabel('Name')).toHaveValue('Scout');
  await expect(form.getByLabel('Good for')).toHaveValue('Looks around before anybody begins.');
  await form.getByRole('button', { name: 'Add to the team' }).click();
  await expect(board.getByRole('heading', { name: /Scout executor/, level: 2 })).toBeVisible();
  await tab(board, 'Access').click();
  await expect(board.getByRole('switch', { name: 'Read files in the task’s folder' })).toBeChecked();
  await expect(board.getByRole('switch', { name: 'Write files' })).not.toBeChecked();

  const download = board.waitForEvent('download');
  await board.getByRole('button', { name: 'More for Scout' }).click();
  await board.getByRole('menuitem', { name: /^Export/ }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('scout.md');
  // The stand-in's window keeps no download: what is in the file is read in the browser.
  if (target !== 'web') return;
  const text = await readFile(await saved.path(), 'utf8');
  expect(text).toMatch(/^---\nname: Scout\n/);
  expect(text).toContain('Look first.');
});

test('a change is tried on an old task before it is saved', async ({ start, startModel }) => {
  const model = await startModel({ scripts: { note: noteScript } });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: 'A note [script:note]', giveTo: 'Maya, researcher' });
  await expect(card(page, 'A note')).toContainText('Ready to review');
  await openTeam(page);
  await tab(page, 'How Maya works').click();
  await press(page, 'e');
  await page.getByRole('textbox', { name: 'Instructions of Maya' }).fill('Write a note. Keep it short.');
  await page.getByRole('button', { name: 'Try on an old task' }).click();
  const choose = page.getByRole('dialog', { name: 'Try on an old task' });
  await expectClean(page, 'Which task to try on');
  await choose.getByRole('button', { name: /A note/ }).click();
  const tried = page.getByRole('region', { name: 'The try' });
  await expect(tried.getByRole('region', { name: 'With this text' })).toContainText('Ready to review');
  await expect(tried.getByRole('region', { name: 'Before' })).toContainText('Ready to review');
  await expectClean(page, 'Both results');
  await tried.getByRole('button', { name: 'Save as version 2' }).click();
  await expect(tried).toBeHidden();
  await expect(page.getByRole('region', { name: 'Versions' }).getByRole('row', { name: /^2/ })).toContainText('In use');
});

test('a paused teammate begins nothing, and what waits begins when it is resumed', async ({ start, startModel }) => {
  const model = await startModel({ scripts: { note: noteScript } });
  const { page } = await start(liveWith(model));
  await openTeam(page);
  await press(page, 'p');
  await page.getByRole('dialog').getByRole('button', { name: 'Pause Maya' }).click();
  await expect(page.getByRole('list', { name: 'Paused' })).toContainText('Maya');
  await newTask(page, { brief: 'Later [script:note]', giveTo: 'Maya, researcher (paused)' });
  await newTask(page, { brief: 'Now [script:note]', giveTo: 'Tomás, executor' });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Board' }).click();
  await expect(card(page, 'Now [')).toContainText('Ready to review');
  await expect(card(page, 'Later [')).toContainText('Waiting for Maya');
  await openTeam(page);
  await page.getByRole('list', { name: 'Paused' }).getByRole('button', { name: /Maya/ }).click();
  await press(page, 'p');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Board' }).click();
  await expect(card(page, 'Later [')).toContainText('Ready to review');
});

test('who is retired at work leaves no task stuck: it goes back to nobody', async ({ start, startModel }) => {
  const model = await startModel({ behaviour: 'slow' });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: 'Long work', giveTo: 'Maya, researcher' });
  await newTask(page, { brief: 'Work in line', giveTo: 'Maya, researcher' });
  await expect(card(page, 'Long work')).toContainText('Planning');
  await openTeam(page);
  await page.getByRole('button', { name: 'More for Maya' }).click();
  await page.getByRole('menuitem', { name: 'Retire…' }).click();
  const ask = page.getByRole('dialog', { name: 'Retire Maya?' });
  await expect(ask).toContainText('1 task under way is stopped');
  await expect(ask).toContainText('1 task in line goes back to To do');
  await ask.getByRole('button', { name: 'Retire Maya' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Board' }).click();
  for (const title of ['Long work', 'Work in line'])
    await expect(column(page, 'to-do').locator('[data-card]').filter({ hasText: title })).toBeVisible();
  await expect(card(page, 'Work in line')).toContainText('Not started');
});
