// `npm run e2e [-- playwright arguments]`: the built app in a real browser, once per host.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './lib/bootstrap.mjs';
import { findChromium } from './lib/chromium.ts';
import { programOf, runScript } from './lib/steps.ts';
import { type Tally, readPlaywright } from './lib/tally.ts';

const report = path.join(root, 'test-results', 'e2e.json');

/** Runs Playwright with a Chromium that is there or gets installed. Expects a current build. */
export async function e2e(args: string[] = []): Promise<Tally> {
  const chromium = await findChromium();
  rmSync(report, { force: true });
  const { code } = await runScript(programOf('@playwright/test', 'playwright'), ['test', ...args], {
    live: true,
    env: { PLAYWRIGHT_CHROMIUM: chromium },
  });
  const tally = existsSync(report) ? readPlaywright(readFileSync(report, 'utf8')) : { passed: 0, failed: 0 };
  return { ...tally, failed: code === 0 ? tally.failed : Math.max(1, tally.failed) };
}

if (import.meta.main) {
  try {
    const { failed } = await e2e(process.argv.slice(2));
    process.exitCode = failed === 0 ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
