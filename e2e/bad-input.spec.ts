/** What goes wrong at the door: said in a sentence, and nothing typed or kept is lost. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures.ts';
import { card, exampleTitle, newTask } from './support/board.ts';
import { runMuster } from './support/run.ts';

test('an empty brief is asked for, and the rest of the form stays', async ({ board, folder }) => {
  await board.getByRole('button', { name: 'New task' }).first().click();
  const form = board.getByRole('dialog', { name: 'New task' });
  await form.getByLabel('Folder to work on').fill(folder);
  await form.getByRole('button', { name: 'Add to board' }).click();
  await expect(form.getByText('Write what you want done.')).toBeVisible();
  await expect(form.getByLabel('Folder to work on')).toHaveValue(folder);
  await expect(board.locator('[data-card]')).toHaveCount(1);
});

test('a brief of a megabyte is refused in a sentence, and kept', async ({ board }) => {
  const long = 'All of last year’s minutes. '.repeat(40_000);
  await board.getByRole('button', { name: 'New task' }).first().click();
  const form = board.getByRole('dialog', { name: 'New task' });
  await form.getByLabel('What do you want done?').fill(long);
  await form.getByRole('button', { name: 'Add to board' }).click();
  await expect(form.getByText('A brief holds at most 64,000 characters; this has 1,119,999.')).toBeVisible();
  expect(await form.getByLabel('What do you want done?').inputValue()).toBe(long);
  await expect(board.locator('[data-card]')).toHaveCount(1);
});

test('a folder that is not there is said before anything is made', async ({ board, folder }) => {
  const missing = path.join(folder, 'nowhere');
  await board.getByRole('button', { name: 'New task' }).first().click();
  const form = board.getByRole('dialog', { name: 'New task' });
  await form.getByLabel('What do you want done?').fill('Look at my papers.');
  await form.getByLabel('Folder to work on').fill(missing);
  await expect(form.getByText(`There is no folder “${missing}”`).first()).toBeVisible();
  await form.getByLabel('Give to').selectOption({ label: 'Maya, researcher' });
  await form.getByRole('button', { name: /^Give/ }).click();
  await expect(form.getByText(`There is no folder “${missing}”`).first()).toBeVisible();
  await expect(form.getByLabel('What do you want done?')).toHaveValue('Look at my papers.');
  await expect(board.locator('[data-card]')).toHaveCount(1);

  // Mended in place, it goes through.
  await form.getByLabel('Folder to work on').fill(folder);
  await form.getByRole('button', { name: /^Give/ }).click();
  await expect(form).toBeHidden();
  await expect(card(board, 'Look at my papers')).toBeVisible();
});

test('a second start on the same data folder ends with a sentence', { tag: '@browser' }, async ({ start, data }) => {
  const { page, line } = await start();
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(await line(/Muster is at/))?.[0] ?? 'no address';
  const second = await runMuster('web.mjs', ['--no-open', '--port', '0', '--data', data]);
  expect(second.code).toBe(1);
  expect(second.out).toBe('');
  expect(second.err).toContain('already');
  expect(second.err).toContain(address);
  // The first one has not noticed.
  await newTask(page, { brief: 'Still here' });
  await expect(card(page, 'Still here')).toBeVisible();
});

test('a port in use ends with a sentence', { tag: '@browser' }, async ({ start, folder }) => {
  const { line } = await start();
  const port = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(await line(/Muster is at/))?.[1] ?? '';
  const other = path.join(folder, 'other-data');
  const { code, out, err } = await runMuster('web.mjs', ['--no-open', '--port', port, '--data', other]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(`Port ${port} is taken by another program, so nothing was started.`);
});

test(
  'a damaged journal is refused with its file and its last good entry, and left as it is',
  { tag: '@browser' },
  async ({ start, data }) => {
    const first = await start();
    for (const brief of ['First note', 'Second note', 'Third note']) await newTask(first.page, { brief });
    await expect(card(first.page, 'Third note')).toBeVisible();
    await first.stop();

    const file = path.join(data, 'journal.db');
    const bytes = readFileSync(file);
    const middle = bytes.lastIndexOf('task.created');
    expect(middle).toBeGreaterThan(0);
    bytes.fill(0x2a, middle, middle + 12);
    writeFileSync(file, bytes);
    const before = createHash('sha256').update(bytes).digest('hex');

    const { code, out, err } = await runMuster('web.mjs', ['--no-open', '--port', '0', '--data', data]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`The journal ${file} is damaged`);
    expect(err).toMatch(/Events 1 to \d+ can be read\./);
    expect(err).toContain('Nothing was changed');
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(before);
  },
);

test('a page of another version is refused', { tag: '@browser' }, async ({ board }) => {
  const answer = await board.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/api/socket`);
        socket.addEventListener('open', () =>
          socket.send(JSON.stringify({ secret: sessionStorage.getItem('muster.secret'), protocol: 999 })),
        );
        socket.addEventListener('message', (event) => resolve(String(event.data)), { once: true });
        socket.addEventListener('error', () => reject(new Error('the socket failed')), { once: true });
      }),
  );
  expect(JSON.parse(answer)).toMatchObject({ ok: false, error: { code: 'protocol.mismatch' } });
  expect(answer).toContain('speaks version 999');
});

test('without the right code the board stays shut', { tag: '@browser' }, async ({ start, browser }) => {
  const { line } = await start();
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(await line(/Muster is at/))?.[0] ?? '';
  const context = await browser.newContext();
  const stranger = await context.newPage();
  for (const place of [`${address}#not-the-code`, address]) {
    await stranger.goto(place);
    await expect(stranger.getByRole('heading', { name: 'This page may not open the board.' })).toBeVisible();
    await expect(stranger.getByText(exampleTitle)).toHaveCount(0);
  }
  await context.close();
});

test('a code opens the board once', { tag: '@browser' }, async ({ start, browser }) => {
  const { line } = await start();
  const used = /http:\S+/.exec(await line(/Muster is at/))?.[0] ?? '';
  const context = await browser.newContext();
  const second = await context.newPage();
  await second.goto(used);
  await expect(second.getByRole('heading', { name: 'This page may not open the board.' })).toBeVisible();
  await context.close();
});
