/** The fixtures of every spec: a data folder of its own, the host of the project, and a page on the board. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { startScriptedModel, type ScriptedModel } from './support/scripted-model.ts';
import { startMuster, type Muster, type Target } from './support/muster.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  target: Target;
  /** The data folder of this test alone. */
  data: string;
  /** A scripted model on loopback; a test that uses it runs live. */
  model: ScriptedModel;
  /** Starts Muster (again) on this test's data folder; every start is ended after the test. */
  start: (env?: Record<string, string>) => Promise<Muster>;
  /** The board, in practice, with nothing done yet. */
  board: Page;
}

export const test = base.extend<Fixtures>({
  target: async ({}, use, info) => {
    await use(info.project.name as Target);
  },
  data: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'muster-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  model: async ({}, use) => {
    const model = await startScriptedModel();
    await use(model);
    await model.stop();
  },
  start: async ({ target, data, browser }, use) => {
    const started: Muster[] = [];
    await use(async (env) => {
      const muster = await startMuster({ target, data, browser, env });
      started.push(muster);
      return muster;
    });
    for (const muster of started) await muster.kill();
  },
  board: async ({ start }, use) => {
    const { page } = await start();
    await use(page);
  },
});
