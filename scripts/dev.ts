// `npm run dev`: rebuilds on every save and restarts the browser host on a data folder of its own with the practice team.
// The page is the built one, under the real policy; reload it by hand.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { context, type Plugin } from 'esbuild';
import { build as buildPage } from 'vite';
import { hostOptions, preloadOptions } from './build.ts';
import { root, say } from './lib/bootstrap.mjs';

const port = process.env.MUSTER_DEV_PORT ?? '4173';

async function dev(): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), 'muster-dev-'));
  say(`Development data folder: ${home} (removed at the end)`);
  const host = runHost(home);
  await buildPage({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn', build: { watch: {} } });
  const contexts = await Promise.all([
    context({ ...hostOptions, plugins: [onBuilt(host.restart)] }),
    context(preloadOptions),
  ]);
  await Promise.all(contexts.map((item) => item.watch()));
  const end = async (signal: NodeJS.Signals) => {
    await Promise.all(contexts.map((item) => item.dispose()));
    // Ctrl-C has reached the host too, through the terminal's group; a second request would cut its ending short.
    await host.stop(signal === 'SIGINT' && process.stdin.isTTY);
    rmSync(home, { recursive: true, force: true });
    // Vite's watcher offers no handle that ends it.
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(signal));
}

function onBuilt(restart: () => Promise<void>): Plugin {
  return {
    name: 'restart',
    setup(build) {
      build.onEnd(async (result) => {
        if (result.errors.length === 0) await restart();
      });
    },
  };
}

/** The browser host as a child; at most one runs, a restart waits for the old one to let go of the data folder. */
function runHost(home: string): { restart: () => Promise<void>; stop: (told: boolean) => Promise<void> } {
  let child: ChildProcess | null = null;
  const stop = async (told: boolean) => {
    const old = child;
    child = null;
    if (old === null || old.exitCode !== null || old.signalCode !== null) return;
    await new Promise((resolve) => {
      old.once('exit', resolve);
      if (!told) old.kill('SIGTERM');
    });
  };
  const restart = async () => {
    await stop(false);
    const env: NodeJS.ProcessEnv = { ...process.env, MUSTER_HOME: home };
    // Development never spends: without a key the practice model answers.
    for (const name of Object.keys(env)) if (/^(ANTHROPIC|MUSTER_SEARCH)_/.test(name)) delete env[name];
    child = spawn(process.execPath, ['dist/main/web.mjs', '--no-open', '--port', port], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
  };
  return { restart, stop };
}

await dev();
