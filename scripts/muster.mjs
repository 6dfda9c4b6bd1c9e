#!/usr/bin/env node
// `npx muster …`: the command line on a checkout that may have nothing installed yet. Stdout belongs to the command.
import { BootstrapError, ensureInstalled, say } from './lib/bootstrap.mjs';
import { runNode } from './lib/child.mjs';
import { isBuilt } from './lib/stamp.mjs';

async function main() {
  await ensureInstalled();
  if (!isBuilt()) {
    const code = await runNode('scripts/build.ts', ['--if-stale'], { tools: true, stdout: 'stderr' });
    if (code !== 0) return 1;
  }
  return runNode('dist/main/cli.mjs', process.argv.slice(2));
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
