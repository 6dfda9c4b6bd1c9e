#!/usr/bin/env node
// The one door of every npm script: installs and builds what is missing, then starts Node 24 on the right program.
import { BootstrapError, ensureInstalled, say } from './lib/bootstrap.mjs';
import { runNode } from './lib/child.mjs';
import { refuseStray } from './lib/arguments.mjs';
import { isBuilt } from './lib/stamp.mjs';

/**
 * `words`: may the command take plain words. `built`: does it need dist. `tools`: see runNode. `first`: an argument before the person's.
 * @type {Record<string, { script: string, words: boolean, built?: boolean, tools?: boolean, first?: string }>}
 */
const commands = {
  start: { script: 'dist/main/start.mjs', words: false, built: true },
  muster: { script: 'dist/main/cli.mjs', words: true, built: true },
  dev: { script: 'scripts/dev.ts', words: false, tools: true },
  build: { script: 'scripts/build.ts', words: false, tools: true },
  check: { script: 'scripts/check.ts', words: true, tools: true },
  test: { script: 'scripts/test.ts', words: false, tools: true },
  e2e: { script: 'scripts/e2e.ts', words: true, built: true, tools: true },
  bench: { script: 'bench/index.ts', first: 'bench', words: true, built: true, tools: true },
  trust: { script: 'bench/index.ts', first: 'trust', words: true, built: true, tools: true },
  locales: { script: 'scripts/locales.ts', words: false, tools: true },
  package: { script: 'scripts/package.ts', words: true, built: true, tools: true },
};

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    say(`Usage: node scripts/run.mjs <${Object.keys(commands).join(' | ')}> [arguments]`);
    return 2;
  }
  const refusal = refuseStray(/** @type {string} */ (name), args, command.words);
  if (refusal !== null) {
    say(refusal);
    return 2;
  }
  await ensureInstalled();
  if (command.built && !isBuilt()) {
    const code = await runNode('scripts/build.ts', ['--if-stale'], { tools: true, stdout: 'stderr' });
    if (code !== 0) return code;
  }
  return runNode(command.script, command.first === undefined ? args : [command.first, ...args], {
    tools: command.tools === true,
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
