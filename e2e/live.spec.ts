/** Live on a scripted endpoint: text as it is written, spend, trouble on the line, and keys. */
import { expect, liveWith, test } from './fixtures.ts';
import { card, newTask, openTask, pane } from './support/board.ts';
import { noteScript } from './support/scripts.ts';

const title = 'Note the end of the storage contract';

test('text streams into the open task, and what it cost is shown', async ({ start, startModel }) => {
  const sentence = 'The contract with the storage house ends on 31 January. ';
  const script = [{ ...noteScript[0], text: sentence.repeat(60) }, ...noteScript.slice(1)];
  const model = await startModel({ behaviour: 'slow', script });
  const { page } = await start(liveWith(model));
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(page.getByText('$0.00 of $10.00 today')).toBeVisible();
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await openTask(page, title);
  await model.held(1);
  const written = pane(page).getByRole('log', { name: 'Text as it is written' });
  // A piece at a time, until the page has begun to listen; most of the answer is still held back.
  await expect(async () => {
    model.release(1);
    await expect(written).toContainText(sentence.trim(), { timeout: 250 });
  }).toPass();
  expect((await written.textContent())?.length).toBeLessThan(script[0]?.text?.length ?? 0);

  model.release(Infinity);
  await expect(card(page, title)).toContainText('Ready to review');
  await expect(card(page, title)).toContainText(/\$0\.\d\d/);
  await expect(page.getByText('$0.00 of $10.00 today')).toBeHidden();
  await expect(page.getByRole('button', { name: /\$0\.\d\d of \$10\.00 today/ })).toBeVisible();
});

test('a busy model is asked again until it answers', async ({ start, startModel }) => {
  const model = await startModel({ behaviour: '429:2:20', script: noteScript });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await openTask(page, title);
  await expect(pane(page).getByText('could not take the request just now (429)').first()).toBeVisible();
  await expect(card(page, title)).toContainText('Ready to review', { timeout: 40_000 });
  expect(model.count()).toBe(noteScript.length * 3);
});

test('an answer that breaks off is asked for again, and nothing is done twice', async ({ start, startModel }) => {
  const model = await startModel({ behaviour: 'cut:5:1', script: noteScript });
  const { page } = await start(liveWith(model));
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await expect(card(page, title)).toContainText('Ready to review', { timeout: 40_000 });
  await openTask(page, title);
  await expect(pane(page).getByRole('tab', { name: /^Changes/ })).toContainText('1');
});

test('a refused key is said in the task, with a way out', async ({ start, startModel }) => {
  const model = await startModel({ behaviour: 'key:the-right-one', script: noteScript });
  const { page } = await start(liveWith(model, 'sk-the-wrong-one-0000'));
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await expect(card(page, title)).toContainText('refused the key (401)');
  await openTask(page, title);
  await expect(pane(page).getByText('Check the key in Settings, or go on in practice.').first()).toBeVisible();
  await pane(page).getByRole('button', { name: 'Open Settings' }).first().click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  // A key is never shown, and neither is it in what the page was told.
  await expect(page.getByText('sk-the-wrong-one-0000')).toHaveCount(0);
});

test('where key and address come from is shown in Settings', async ({ start, startModel }) => {
  const model = await startModel();
  const { page } = await start(liveWith(model));
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(
    page.getByText(`The key ending in cdef and the address ${model.url} come from the environment`),
  ).toBeVisible();
});

test('a key is tried when it is entered: wrong said at once, practice offered, right kept', async ({
  start,
  startModel,
  target,
}) => {
  const model = await startModel({ behaviour: 'key:sk-right-0123456789', script: noteScript });
  const { page } = await start();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Address').fill(model.url);
  await page.getByLabel('Key', { exact: true }).fill('sk-wrong');
  await page.getByRole('button', { name: 'Try and keep' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'refused this key' })).toContainText('Nothing was saved.');
  await expect(page.getByRole('button', { name: 'Use practice for now' })).toBeVisible();
  await expect(page.getByText('Practice', { exact: true })).toBeVisible();

  await page.getByLabel('Key', { exact: true }).fill('sk-right-0123456789');
  await page.getByRole('button', { name: 'Try and keep' }).click();
  if (target === 'stand-in') {
    // It has no key store that really encrypts: the key is refused, not written down in the clear.
    await expect(page.getByText('so the key was not kept')).toBeVisible();
    return;
  }
  await expect(page.getByText('The key works and is kept.').first()).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Board' }).click();
  await newTask(page, { brief: title, giveTo: 'Maya, researcher' });
  await expect(card(page, title)).toContainText('Ready to review');
});

test('no network and no key: practice works all the same', async ({ start }) => {
  // Port 9 of this computer: nothing answers there.
  const { page } = await start({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' });
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('switch', { name: 'Practice for new tasks' }).click();
  await expect(page.getByText('A key is set and is not used while practice is on.')).toBeVisible();
  await page.getByRole('button', { name: 'Board' }).click();
  await page.getByRole('button', { name: /^Give this to Maya/ }).click();
  await expect(pane(page).getByRole('list', { name: 'Answers' })).toBeVisible({ timeout: 30_000 });
});
