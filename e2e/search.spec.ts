/** A person chooses how memory is found: the address is asked, the choice is kept over a restart, and its key goes nowhere else. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { startFakeEmbedder } from '../main/fake-embedder.ts';
import { expect, test } from './fixtures.ts';
import { expectClean } from './support/clean.ts';

const key = 'vk-0123456789abcdef';

async function openPart(page: Page) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Settings' }).click();
  return page.getByRole('group', { name: 'Finding what the team knows' });
}

test('a service is tried, kept, there again after a restart, and taken back', async ({ start, data, target }) => {
  const embedder = await startFakeEmbedder();
  try {
    const first = await start();
    const part = await openPart(first.page);
    await expect(part).toContainText('Chosen: the built-in search.');
    await part.getByLabel('Likeness comes from').selectOption({ label: 'A service that speaks as OpenAI does' });
    await expect(part).toContainText('is sent to api.openai.com, sentence by sentence');
    await expectClean(first.page, 'a service elsewhere');
    await part.getByLabel('Address').fill(embedder.url);
    await part.getByLabel('Model').fill('m');
    await part.getByLabel('Key').fill(key);
    embedder.refuse(401);
    await part.getByRole('button', { name: 'Check and keep' }).click();
    await expect(part.getByRole('alert').filter({ hasText: 'refused the key' })).toBeVisible();
    await expectClean(first.page, 'a refused key');
    embedder.refuse(null);
    await part.getByRole('button', { name: 'Check and keep' }).click();
    if (target === 'stand-in') {
      // It has no key store that really encrypts; what needs no key is kept.
      await expect(part).toContainText('so nothing was kept');
      await part.getByLabel('Key').fill('');
      await part.getByRole('button', { name: 'Check and keep' }).click();
    }
    await expect(part).toContainText('It answers, with 9 numbers for a sentence, and is kept.');
    await expect(part).toContainText(`Chosen: m at ${embedder.url}.`);
    await expectClean(first.page, 'a service that answers');
    expect([...embedder.authorizations]).toEqual([`Bearer ${key}`, ...(target === 'stand-in' ? [undefined] : [])]);
    await first.stop();

    const second = await start();
    const again = await openPart(second.page);
    await expect(again).toContainText(`Chosen: m at ${embedder.url}.`);
    if (target !== 'stand-in') await expect(again).toContainText('The key ending in cdef is set.');
    await again.getByLabel('Likeness comes from').selectOption({ label: 'transformers.js, installed by you' });
    await expectClean(second.page, 'a model on disk');
    await again.getByLabel('Likeness comes from').selectOption({ label: 'The built-in search' });
    await again.getByRole('button', { name: 'Use the built-in search' }).click();
    await expect(again).toContainText('Chosen: the built-in search.');
    await second.stop();
    for (const entry of await readdir(data, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) expect((await readFile(path.join(entry.parentPath, entry.name))).includes(key)).toBe(false);
  } finally {
    await embedder.stop();
  }
});
