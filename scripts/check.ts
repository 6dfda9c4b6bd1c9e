// `npm run check`: what CI runs first. All steps run, so that one failure does not hide the next; the first one's output is shown.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkBoundaries } from './boundaries.ts';
import { root, say } from './lib/bootstrap.mjs';
import { checkLocales } from './lib/locales-check.ts';
import { type Finished, programOf, reportStep, runScript } from './lib/steps.ts';
import { type Tally, readVitest } from './lib/tally.ts';

const unitReport = path.join(root, '.cache', 'unit.json');

const steps: { name: string; run: () => Promise<Finished> }[] = [
  { name: 'format', run: () => runScript(programOf('oxfmt'), ['--check']) },
  { name: 'lint', run: () => runScript(programOf('oxlint'), []) },
  { name: 'boundaries', run: checkBoundaries },
  { name: 'locales', run: checkLocales },
  { name: 'types', run: () => runScript(programOf('typescript', 'tsc'), ['-b']) },
  {
    name: 'unit',
    run: () =>
      runScript(programOf('vitest'), [
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${unitReport}`,
      ]),
  },
  { name: 'unused', run: () => runScript(programOf('knip'), ['--no-progress']) },
];

/**
 * Runs the named steps (all without names) and prints each one's name and duration on stderr.
 * `tally` counts unit tests; every other failed step counts as one failed.
 */
export async function check(names: string[] = []): Promise<Tally> {
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no step "${unknown}"; there are ${steps.map((step) => step.name).join(', ')}.`);
  mkdirSync(path.dirname(unitReport), { recursive: true });
  rmSync(unitReport, { force: true });
  const tally: Tally = { passed: 0, failed: 0 };
  let firstFailure: { name: string; output: string } | null = null;
  for (const step of steps) {
    if (names.length > 0 && !names.includes(step.name)) continue;
    const startedAt = performance.now();
    const { code, output } = await step.run();
    reportStep(step.name, startedAt, code === 0);
    if (step.name === 'unit' && existsSync(unitReport)) {
      const units = readVitest(readFileSync(unitReport, 'utf8'));
      tally.passed += units.passed;
      // A suite that cannot even load has no failed test of its own.
      tally.failed += code === 0 ? units.failed : Math.max(1, units.failed);
    } else if (code !== 0) tally.failed += 1;
    if (code !== 0) firstFailure ??= { name: step.name, output };
  }
  if (firstFailure !== null)
    say(`\n${firstFailure.output.trimEnd()}\n\nThe step "${firstFailure.name}" failed; see above.`);
  return tally;
}

if (import.meta.main) {
  try {
    const { failed } = await check(process.argv.slice(2));
    process.exitCode = failed === 0 ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
