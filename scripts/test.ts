// `npm test`: everything, from a fresh clone. The last line is `N passed, N failed`, unit and e2e tests together.
import { check } from './check.ts';
import { e2e } from './e2e.ts';
import { root, say } from './lib/bootstrap.mjs';
import { reportStep, runScript } from './lib/steps.ts';
import { type Tally, tallyLine } from './lib/tally.ts';

async function buildAndRunE2e(): Promise<Tally> {
  const startedAt = performance.now();
  const { code, output } = await runScript(`${root}/scripts/build.ts`, ['--if-stale']);
  reportStep('build', startedAt, code === 0);
  if (code !== 0) {
    say(output.trimEnd());
    return { passed: 0, failed: 1 };
  }
  const e2eStartedAt = performance.now();
  const tally = await e2e().catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1 };
  });
  reportStep('e2e', e2eStartedAt, tally.failed === 0);
  return tally;
}

// A failed check does not hide what the e2e tests would say.
const tallies = [await check(), await buildAndRunE2e()];
process.exitCode = tallies.some((tally) => tally.failed > 0) ? 1 : 0;
process.stdout.write(`${tallyLine(tallies)}\n`);
