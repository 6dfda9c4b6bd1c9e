/** The fixtures of every spec: a data folder of its own, the host of the project, and a page on the board. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { startMuster, type Muster, type Target } from './support/muster.ts';
import { startScriptedModel, type ScriptedModel, type ScriptedModelOptions } from './support/scripted-model.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  target: Target;
  /** The data folder of this test alone; it does not exist yet. */
  data: string;
  /** A folder of this test alone, empty: the person's own. */
  folder: string;
  /** Starts a scripted model on loopback; every one is ended after the test. */
  startModel: (options?: ScriptedModelOptions) => Promise<ScriptedModel>;
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
    await inTemporary('muster-e2e-', (folder) => use(path.join(folder, 'data')));
  },
  folder: async ({}, use) => {
    await inTemporary('muster-office-', use);
  },
  startModel: async ({}, use) => {
    const started: ScriptedModel[] = [];
    await use(async (options) => {
      const model = await startScriptedModel(options);
      started.push(model);
      return model;
    });
    for (const model of started) await model.stop();
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

async function inTemporary(prefix: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  await use(folder);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The environment of a start that works live with a scripted model. */
export function liveWith(model: ScriptedModel, key = 'sk-test-0123456789abcdef'): Record<string, string> {
  return { ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: key };
}
