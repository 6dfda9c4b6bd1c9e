// Builds dist/: the hosts and the engine by esbuild, the page by Vite. `--if-stale` does nothing when dist is current.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build as bundle, type BuildOptions } from 'esbuild';
import { build as buildPage } from 'vite';
import { root, say } from './lib/bootstrap.mjs';
import { entries, preload } from './lib/entries.mjs';
import { withLock } from './lib/lock.mjs';
import { isBuilt, sourceHash } from './lib/stamp.mjs';

/** Shared by the build and by `npm run dev`. Packages stay in node_modules: native ones cannot be bundled. */
export const hostOptions: BuildOptions = {
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist/main',
  outbase: 'main',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
};

export const preloadOptions: BuildOptions = {
  absWorkingDir: root,
  entryPoints: [preload],
  outfile: 'dist/main/preload.cjs',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  external: ['electron'],
  sourcemap: true,
  logLevel: 'warning',
};

/** @returns the sources named in entries.mjs that do not exist */
function missingEntries(): string[] {
  return [...entries, preload, 'renderer/index.html'].filter((file) => !existsSync(path.join(root, file)));
}

async function build(): Promise<void> {
  const missing = missingEntries();
  if (missing.length > 0) throw new Error(`These entries are missing: ${missing.join(', ')}`);
  const startedAt = performance.now();
  // Before the first read: a source saved while we build leaves the stamp stale, and the next start builds again.
  const hash = sourceHash();
  const stamp = path.join(root, 'dist', '.stamp');
  rmSync(stamp, { force: true });
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  await Promise.all([
    bundle(hostOptions),
    bundle(preloadOptions),
    buildPage({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' }),
  ]);
  writeFileSync(stamp, `${hash}\n`);
  say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

async function main(args: string[]): Promise<void> {
  const ifStale = args.includes('--if-stale');
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  await withLock(
    path.join(root, '.cache', 'build.lock'),
    'Another process is building; waiting for it.',
    say,
    async () => {
      if (ifStale && isBuilt()) return;
      // Old chunks stay on a quiet rebuild: an app that still runs from them may load one later.
      if (!ifStale) rmSync(path.join(root, 'dist'), { recursive: true, force: true });
      await build();
    },
  );
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    say('The build failed, so nothing was started.');
    process.exitCode = 1;
  }
}
