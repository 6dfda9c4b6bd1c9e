import { defineConfig } from 'vitest/config';
import { pagePlugins } from './scripts/lib/page-plugins.ts';

/** No test waits for time to pass, so this only ends one that hangs; a shared machine can be many times slower than its own. */
const testTimeout = 30_000;

export default defineConfig({
  root: import.meta.dirname,
  test: {
    projects: [
      {
        test: {
          name: 'node',
          testTimeout,
          environment: 'node',
          include: ['{agents,main,scripts,bench,e2e}/**/*.test.ts', 'renderer/**/*.test.ts'],
          exclude: ['bench/peers/**'],
        },
      },
      {
        plugins: [pagePlugins()],
        test: { name: 'dom', testTimeout, environment: 'jsdom', include: ['renderer/**/*.test.tsx'] },
      },
    ],
  },
});
